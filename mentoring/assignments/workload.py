"""How much a facilitator carries, in points. One formula for every page, check and export.

1 a group, 0.5 more for a group left behind, 0.25 for each 30 minutes of travel (one way)
beyond the first 30. The default cap is 8; from 80 % on it is pointed out, and more than
100 % needs a reason. Source: mentoring.md 2, "Workload".
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.formats import number_format

from mentoring.assignments.locality import Spot, distance
from mentoring.assignments.models import Assignment, Facilitator
from mentoring.registry.models import GroupStatus, Tier

PER_GROUP = Decimal("1")
FOR_WEAK = Decimal("0.5")
PER_EXTRA_HALF_HOUR = Decimal("0.25")
HALF_HOUR = 30
NEAR = Decimal("0.8")


def points(*, is_weak: bool, travel_minutes: int) -> Decimal:
    """What one group weighs. travel_minutes: one way."""
    extra = max(0, travel_minutes - HALF_HOUR) // HALF_HOUR
    return PER_GROUP + (FOR_WEAK if is_weak else 0) + PER_EXTRA_HALF_HOUR * extra


@dataclass(frozen=True)
class Load:
    """What a facilitator carries on a day: points, how many groups, and her cap in points."""

    points: Decimal
    groups: int
    cap: int

    @property
    def share(self) -> Decimal:
        # Rows written before caps were checked may say none.
        return self.points / max(self.cap, 1)

    @property
    def percent(self) -> int:
        """Whole per cent of the cap, rounded down: a cap that is not reached does not show 100."""
        return int(self.share * 100)

    @property
    def in_words(self) -> str:
        """The points as people write them: "4,25", "10"."""
        # Plain "f": a normalized ten would be written 1E+1.
        return number_format(f"{self.points.normalize():f}")

    @property
    def is_near(self) -> bool:
        return self.share >= NEAR

    @property
    def is_over(self) -> bool:
        return self.points > self.cap

    def plus(self, more: Decimal) -> "Load":
        return Load(self.points + more, self.groups + 1, self.cap)


def loads_on(facilitators: Collection[Facilitator], day: date) -> dict[int, Load]:
    """For each of `facilitators`, by key, what she carries on `day`. One query.

    Every kind of assignment weighs alike; suspended ones weigh nothing. A group counts
    once, with the heaviest of its assignments to her; one dissolved by then not at all.
    """
    rows = (
        Assignment.objects.responsible_on(day)
        .filter(facilitator__in=[each.pk for each in facilitators])
        .exclude(group__status=GroupStatus.DISSOLVED, group__status_since__lte=day)
        .select_related("group__sentra")
    )
    weights: dict[int, dict[UUID, Decimal]] = defaultdict(dict)
    homes = {each.pk: home_of(each) for each in facilitators}
    for row in rows:
        weight = weight_of(row, homes[row.facilitator_id])
        of_hers = weights[row.facilitator_id]
        of_hers[row.group_id] = max(weight, of_hers.get(row.group_id, weight))
    return {
        each.pk: Load(
            sum(weights[each.pk].values(), Decimal(0)), len(weights[each.pk]), each.load_cap
        )
        for each in facilitators
    }


def weight_of(assignment: Assignment, home: Spot) -> Decimal:
    """The points of one assignment; its travel is estimated where nobody wrote it down."""
    travel = assignment.travel_minutes
    if travel is None:
        travel = distance(home, spot_of(assignment.group)).minutes
    return points(is_weak=assignment.group.tier == Tier.WEAK, travel_minutes=travel)


def home_of(facilitator: Facilitator) -> Spot:
    return Spot(facilitator.home_place_id, facilitator.latitude, facilitator.longitude)


def spot_of(group: Any) -> Spot:
    """Where `group` is: the map point of its craft centre. Reads `group.sentra`."""
    sentra = group.sentra
    return Spot(sentra.place_id, sentra.latitude, sentra.longitude)
