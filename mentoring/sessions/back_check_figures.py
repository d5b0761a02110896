"""What back-checks found: figures of facilitators, and whether a group's are done (gate G2)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Count, Max, Q
from django.db.models.functions import TruncMonth

from mentoring.sessions.back_check_drums import last_draws, was_in_a_drum
from mentoring.sessions.models import (
    BackCheck,
    BackCheckAnswer,
    BackCheckQuerySet,
    MentoringSession,
)


@dataclass(frozen=True)
class Agreement:
    """Of one facilitator: how many of her sessions were drawn and asked again, how many
    things were asked, and how many of them did not agree with her records."""

    facilitator: Any
    drawn: int
    answered: int
    asked: int
    differ: int

    @property
    def differing(self) -> Fraction | None:
        """The share that differs; None while nothing was asked."""
        return Fraction(self.differ, self.asked) if self.asked else None

    @property
    def differing_percent(self) -> int | None:
        """The same in whole percent, half up."""
        share = self.differing
        return None if share is None else int(share * 100 + Fraction(1, 2))


def agreement_by_facilitator(checks: BackCheckQuerySet) -> list[Agreement]:
    """The figures of `checks`, by name of the facilitator. Three queries."""
    keys = checks.order_by().values("pk")
    rows = (
        BackCheck.objects.filter(pk__in=keys)
        .order_by()
        .values("facilitator")
        .annotate(drawn=Count("pk"), answered=Count("pk", filter=Q(checked_at__isnull=False)))
    )
    told = (
        BackCheckAnswer.objects.filter(back_check__in=keys)
        .order_by()
        .values("back_check__facilitator")
        .annotate(asked=Count("pk"), differ=Count("pk", filter=Q(agrees=False)))
    )
    answers = {row["back_check__facilitator"]: row for row in told}
    users = get_user_model().objects.in_bulk([row["facilitator"] for row in rows])
    found = [
        Agreement(
            facilitator=users[row["facilitator"]],
            drawn=row["drawn"],
            answered=row["answered"],
            asked=answers.get(row["facilitator"], {}).get("asked", 0),
            differ=answers.get(row["facilitator"], {}).get("differ", 0),
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: (each.facilitator.get_full_name(), each.facilitator.pk))


@dataclass(frozen=True)
class BackChecksDone:
    """Of one group in a time. months_undrawn: first days of months with a held visit that was in
    no drum: nobody drew lots in its place since that visit came in."""

    drawn: int
    answered: int
    months_undrawn: tuple[date, ...]

    @property
    def is_done(self) -> bool:
        """Every visit was in a drum, and everything drawn was asked again.

        A group without visits, or whose visits the lot spared, has nothing left to do.
        """
        return not self.months_undrawn and self.drawn == self.answered


def back_checks_of_groups(
    groups: Collection[UUID], *, since: date, until: date
) -> dict[UUID, BackChecksDone]:
    """Group -> whether its back-checks are done, for visits from `since` to before `until`.

    Every asked group is there. Three queries, however many groups.
    Source: mentoring.md, section 2, gate G2 ("back-checks done").
    """
    checks = BackCheck.objects.between(since, until).filter(session__group__in=groups)
    counts = {
        row["session__group"]: row
        for row in checks.order_by()
        .values("session__group")
        .annotate(drawn=Count("pk"), answered=Count("pk", filter=Q(checked_at__isnull=False)))
    }
    undrawn = _months_undrawn(groups, since, until)
    return {
        key: BackChecksDone(
            drawn=counts.get(key, {}).get("drawn", 0),
            answered=counts.get(key, {}).get("answered", 0),
            months_undrawn=tuple(sorted(undrawn[key])),
        )
        for key in groups
    }


def _months_undrawn(
    groups: Collection[UUID], since: date, until: date
) -> defaultdict[UUID, set[date]]:
    visited = (
        MentoringSession.objects.counted()
        .filter(group__in=groups, happened_on__gte=since, happened_on__lt=until)
        .order_by()
        .annotate(month=TruncMonth("happened_on"))
        .values_list("group", "group__sentra__place", "month")
        .annotate(newest=Max("received_at"))
    )
    draws = last_draws(since=since.replace(day=1), until=until)
    found: defaultdict[UUID, set[date]] = defaultdict(set)
    for group, place, month, newest in visited:
        if not was_in_a_drum(draws, place=place, month=month, received_at=newest):
            found[group].add(month)
    return found
