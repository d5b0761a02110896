"""What assignments put on the desk: questions to facilitators, gaps to coordinators."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.assignments.models import Assignment, AssignmentState, groups_without_lead
from mentoring.desk import DeskItem
from mentoring.registry.models import CrafterGroup
from mentoring.registry.permissions import RESPONSIBLE_ROLES
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
    if mandated_places(user, today, RESPONSIBLE_ROLES):
        yield from _gaps(user, today)


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
