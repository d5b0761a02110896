"""What assignments put on the desk: proposals and questions to facilitators, gaps to coordinators,
answers to crafters."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.assignments import waiting
from mentoring.assignments.escalation import mine_to_handle
from mentoring.assignments.models import (
    Answer,
    Assignment,
    AssignmentState,
    Question,
    TrainingWaiver,
    groups_without_lead,
)
from mentoring.assignments.permissions import can_watch_over_groups
from mentoring.assignments.scopes import assigned_to_me
from mentoring.desk import DeskItem
from mentoring.intervals import on_day
from mentoring.registry.models import CrafterGroup
from mentoring.registry.permissions import RESPONSIBLE_ROLES, is_in_a_group
from mentoring.registry.scopes import in_mandated_places, mandated_places

WAIVER_WARNS_DAYS = 30


def desk_items(user: Any, today: date) -> Iterator[DeskItem]:
    own = Assignment.objects.filter(facilitator__user=user).aggregate(
        all=Count("pk"), waiting=Count("pk", filter=Q(state=AssignmentState.PROPOSED))
    )
    if asked := own["waiting"]:
        yield DeskItem(
            kind="waiting",
            label=_("A group asks for you"),
            sentence=ngettext(
                "%(count)d proposal waits for your answer.",
                "%(count)d proposals wait for your answer.",
                asked,
            )
            % {"count": asked},
            url=reverse("mentoring_assignments:my_assignments"),
            count=asked,
            picture="people",
            order=10,
            rows=partial(waiting.proposals_to, user),
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
        yield from _asked(mine.open().distinct(), _("Questions of your groups"))
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
        yield from _steps_left(user, today)
        yield from _waivers_ending(user, today)
        inside = in_mandated_places(user, today, "group__sentra__place", RESPONSIBLE_ROLES)
        late = Question.objects.filter(inside).unanswered_for_long(timezone.now())
        yield from _asked(late, _("Questions nobody answered"))


def _asked(questions: Any, label: Any) -> Iterator[DeskItem]:
    if count := questions.count():
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
            rows=partial(waiting.questions, questions),
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
    groups = groups_without_lead(_groups_to_handle(user, today), today)
    alone = groups.count()
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
            rows=partial(waiting.groups_alone, groups, user, today),
        )


def _steps_left(user: Any, today: date) -> Iterator[DeskItem]:
    """Handovers to finish, and who said yes and lacks her training. One query for both."""
    groups = _groups_to_handle(user, today).values("pk")
    states = (AssignmentState.HANDOVER, AssignmentState.ACCEPTED)
    left = Assignment.objects.filter(state__in=states, group__in=groups)
    counts = dict(left.order_by().values_list("state").annotate(count=Count("pk")))
    told = {
        AssignmentState.HANDOVER: (_("Handovers to finish"), _("See what is open, then finish.")),
        AssignmentState.ACCEPTED: (
            _("Waiting for a training"),
            _("Write the training down, or ask a manager to waive it."),
        ),
    }
    for number, state in enumerate(states):
        if count := counts.get(state):
            label, sentence = told[state]
            yield DeskItem(
                kind="waiting",
                label=label,
                sentence=sentence,
                url=f"{reverse('mentoring_assignment:index')}?state={state}",
                count=count,
                picture="people",
                order=21 + number,
                rows=partial(waiting.assignments_in, left.filter(state=state)),
            )


def _waivers_ending(user: Any, today: date) -> Iterator[DeskItem]:
    inside = in_mandated_places(user, today, "facilitator__home_place", RESPONSIBLE_ROLES)
    soon = today + timedelta(days=WAIVER_WARNS_DAYS)
    ending = TrainingWaiver.objects.filter(inside, on_day(today), ends_on__lte=soon)
    if count := ending.count():
        yield DeskItem(
            kind="waiting",
            label=_("Waivers that end soon"),
            sentence=_("Without a training these facilitators begin nothing new afterwards."),
            url=reverse("mentoring_assignments:area"),
            count=count,
            picture="calendar",
            order=23,
            rows=partial(waiting.waivers, ending),
        )


def _groups_to_handle(user: Any, today: date) -> Any:
    inside = in_mandated_places(user, today, "sentra__place", RESPONSIBLE_ROLES)
    return CrafterGroup.objects.filter(inside).filter(mine_to_handle(user, today))
