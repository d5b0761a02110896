"""What assignments put on the desk: proposals and questions to facilitators, gaps to coordinators,
answers to crafters."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.assignments.models import (
    Answer,
    Assignment,
    AssignmentState,
    Question,
    groups_without_lead,
)
from mentoring.assignments.permissions import can_watch_over_groups
from mentoring.assignments.scopes import assigned_to_me
from mentoring.desk import DeskItem
from mentoring.registry.models import CrafterGroup
from mentoring.registry.permissions import RESPONSIBLE_ROLES, is_in_a_group
from mentoring.registry.scopes import in_mandated_places, mandated_places


def desk_items(user: Any, today: date) -> Iterator[DeskItem]:
    own = Assignment.objects.filter(facilitator__user=user).aggregate(
        all=Count("pk"), waiting=Count("pk", filter=Q(state=AssignmentState.PROPOSED))
    )
    if waiting := own["waiting"]:
        yield DeskItem(
            kind="waiting",
            label=_("A group asks for you"),
            sentence=ngettext(
                "%(count)d proposal waits for your answer.",
                "%(count)d proposals wait for your answer.",
                waiting,
            )
            % {"count": waiting},
            url=reverse("mentoring_assignments:my_assignments"),
            count=waiting,
            picture="people",
            order=10,
        )
    elif own["all"]:
        yield DeskItem(
            kind="link",
            label=_("My assignments"),
            sentence=_("Which groups, from when until when"),
            url=reverse("mentoring_assignments:my_assignments"),
            picture="people",
            order=60,
        )
    if user.has_perm("mentoring_assignments.accompany_group"):
        mine = Question.objects.filter(assigned_to_me(user, today, "group__assignments__"))
        yield from _asked(mine.open().distinct().count(), _("Questions of your groups"))
    else:
        yield from _of_a_member(user, today)
    if can_watch_over_groups(user, today):
        yield DeskItem(
            kind="link",
            label=_("My area"),
            sentence=_("Who needs attention, reach, map"),
            url=reverse("mentoring_assignments:area"),
            picture="people",
            order=12,
        )
    if mandated_places(user, today, RESPONSIBLE_ROLES):
        yield from _gaps(user, today)
        inside = in_mandated_places(user, today, "group__sentra__place", RESPONSIBLE_ROLES)
        late = Question.objects.filter(inside).unanswered_for_long(timezone.now())
        yield from _asked(late.count(), _("Questions nobody answered"))


def _asked(count: int, label: Any) -> Iterator[DeskItem]:
    if count:
        yield DeskItem(
            kind="waiting",
            label=label,
            sentence=ngettext(
                "%(count)d question waits for an answer.",
                "%(count)d questions wait for an answer.",
                count,
            )
            % {"count": count},
            url=reverse("mentoring_assignments:questions"),
            count=count,
            picture="chat",
            order=15,
        )


def _of_a_member(user: Any, today: date) -> Iterator[DeskItem]:
    """Where she asks, for members of a group of today; answers she has not seen yet."""
    if not is_in_a_group(user, today):
        return
    address = reverse("mentoring_assignments:ask")
    new = Answer.objects.filter(question__asked_by=user, read_at__isnull=True).count()
    if new:
        yield DeskItem(
            kind="waiting",
            label=_("An answer for you"),
            sentence=_("Your facilitator has answered. Listen or read."),
            url=address,
            count=new,
            picture="chat",
            order=5,
        )
    yield DeskItem(
        kind="link",
        label=_("Ask the facilitator"),
        sentence=_("Speak or write"),
        url=address,
        picture="chat",
        order=95,
    )


def _gaps(user: Any, today: date) -> Iterator[DeskItem]:
    condition = in_mandated_places(user, today, "sentra__place", RESPONSIBLE_ROLES)
    alone = groups_without_lead(CrafterGroup.objects.filter(condition), today).count()
    if alone:
        yield DeskItem(
            kind="waiting",
            label=_("Groups without a facilitator"),
            sentence=ngettext(
                "%(count)d group has nobody. Propose a facilitator.",
                "%(count)d groups have nobody. Propose a facilitator.",
                alone,
            )
            % {"count": alone},
            url=reverse("mentoring_assignments:groups_without_facilitator"),
            count=alone,
            picture="people",
            order=20,
        )
