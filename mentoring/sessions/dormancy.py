"""Whether groups still meet: the one function that counts it.

A meeting is any held session of the group, its own meetings included. A group that never
met is counted from the day somebody first accompanied it; before that nothing can be said.
Source: the programme's indicator set (no held meeting in 60 days warns, 120 days dormant).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Min

from mentoring.assignments.models import CARRYING, Assignment
from mentoring.registry.models import CrafterGroup
from mentoring.sessions import conf
from mentoring.sessions.models import MentoringSession


@dataclass(frozen=True)
class Silence:
    """How long a group has not met. days: None when there is nothing to count from.

    counted_from: the last meeting, or where there was none the first day accompanied.
    dormant_from: the first day on which it counts as dormant, in the past or to come.
    """

    last_met_on: date | None = None
    counted_from: date | None = None
    days: int | None = None

    @property
    def is_long(self) -> bool:
        """Long enough to be pointed out, dormant or not."""
        return self.days is not None and self.days >= conf.silence_warns_after_days()

    @property
    def is_dormant(self) -> bool:
        return self.days is not None and self.days >= conf.dormant_after_days()

    @property
    def dormant_from(self) -> date | None:
        if self.counted_from is None:
            return None
        return self.counted_from + timedelta(days=conf.dormant_after_days())


def silence_of(groups: Collection[CrafterGroup], today: date) -> dict[UUID, Silence]:
    """How long each of `groups` has not met, seen from `today`. Two queries.

    Every asked key is present.
    """
    keys = [group.pk for group in groups]
    last_met = dict(
        MentoringSession.objects.counted()
        .filter(group__in=keys, happened_on__lte=today)
        .order_by()
        .values_list("group")
        .annotate(last=Max("happened_on"))
    )
    first_accompanied = dict(
        Assignment.objects.filter(state__in=CARRYING)
        .filter(group__in=keys, starts_on__lte=today)
        .order_by()
        .values_list("group")
        .annotate(first=Min("starts_on"))
    )
    return {key: _silence(last_met.get(key), first_accompanied.get(key), today) for key in keys}


def _silence(last_met_on: date | None, accompanied_on: date | None, today: date) -> Silence:
    counted_from = last_met_on or accompanied_on
    days = None if counted_from is None else (today - counted_from).days
    return Silence(last_met_on=last_met_on, counted_from=counted_from, days=days)
