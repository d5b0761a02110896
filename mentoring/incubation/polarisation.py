"""Whether the gap between strong and weak grows while we help. Pure: numbers in, numbers out.

Source of the rule: mentoring.md 1.8 (gap of the mean index, and a facilitator who is at more
than 80 % of the meetings after month 18) and the source study's warning that persons' skill rose
while their groups stayed weak. Its p90 to p10 of income is not told: incomes are asked in bands
only, and the ratio of two steps of a scale says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import mean

# A facilitator at more than this share of the meetings, after this month, is a crutch.
TOO_MUCH = Fraction(80, 100)
SOON_ENOUGH = 18


@dataclass(frozen=True)
class Standing:
    """The index of the strong and of the weak in one round on one day."""

    on: date
    strong: Sequence[float]
    weak: Sequence[float]


@dataclass(frozen=True)
class GapPoint:
    """gap: mean of the strong minus mean of the weak; None where one side has nobody."""

    on: date
    gap: float | None
    n_strong: int
    n_weak: int


@dataclass(frozen=True)
class GapLine:
    """Earliest first. `widening`: how much the last gap exceeds the first; None below two."""

    points: tuple[GapPoint, ...]
    widening: float | None

    @property
    def widens(self) -> bool:
        return self.widening is not None and self.widening > 0


def gap_line(standings: Sequence[Standing]) -> GapLine:
    """The gap in each round, by day."""
    points = tuple(
        GapPoint(
            one.on,
            mean(one.strong) - mean(one.weak) if one.strong and one.weak else None,
            len(one.strong),
            len(one.weak),
        )
        for one in sorted(standings, key=lambda one: one.on)
    )
    known = [one.gap for one in points if one.gap is not None]
    return GapLine(points, known[-1] - known[0] if len(known) > 1 else None)


def skill_without_strength(persons: float | None, group: float | None) -> bool | None:
    """Whether persons gained while their group did not: the programme then trains people and
    leaves the group weak. None where one of the two gains is not known."""
    if persons is None or group is None:
        return None
    return persons > 0 and group <= 0


def leans_on_facilitator(dependence: Fraction | None, month: int) -> bool | None:
    """Whether one facilitator is at most meetings long after the glide should have begun."""
    if dependence is None:
        return None
    return month > SOON_ENOUGH and dependence > TOO_MUCH
