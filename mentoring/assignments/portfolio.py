"""Whom a facilitator accompanies, by stratum: for those who plan, never for peers.

Who takes only the strong groups shows here. Source: mentoring.md 1.1, "facilitator portfolio
by stratum".
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from mentoring.assignments.models import Assignment, Facilitator
from mentoring.registry.frame import strata_of
from mentoring.registry.models import CrafterGroup, Membership, Stratum


@dataclass(frozen=True)
class Portfolio:
    """How many crafters a facilitator accompanies on a day, each counted once.

    counts: stratum ("" not assessed) -> people.
    """

    counts: Counter[str]

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def rows(self) -> list[tuple[Any, int, int]]:
        """(word, people, whole per cent of all) from the weakest to the strongest, unknown last."""
        words = [*((one.value, one.label) for one in Stratum), ("", None)]
        return [
            (label, self.counts[code], round(100 * self.counts[code] / (self.total or 1)))
            for code, label in words
        ]


def portfolios_on(
    facilitators: Collection[Facilitator], day: date, groups: QuerySet[CrafterGroup]
) -> dict[int, Portfolio]:
    """For each of `facilitators`, by key, whom she accompanies on `day` in one of `groups`.

    groups: what the reader may see. Two questions, and two for each 500 people; suspended
    assignments and dissolved groups count nobody, as in her load.
    """
    carried = (
        Assignment.objects.responsible_on(day)
        .filter(facilitator__in=[each.pk for each in facilitators], group__in=groups.standing())
        .order_by()
        .values_list("facilitator", "group")
    )
    groups_of: dict[int, set[UUID]] = defaultdict(set)
    for facilitator, group in carried:
        groups_of[facilitator].add(group)
    members = _members_of(set().union(*groups_of.values()), day)
    strata = strata_of(set().union(*members.values()), day)
    return {
        each.pk: Portfolio(
            Counter(
                strata[person]
                for person in set().union(*(members[group] for group in groups_of[each.pk]))
            )
        )
        for each in facilitators
    }


def _members_of(groups: Collection[UUID], day: date) -> dict[UUID, set[UUID]]:
    members: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Membership.objects.on(day).filter(group__in=groups).order_by()
    for group, person in rows.values_list("group", "person"):
        members[group].add(person)
    return members
