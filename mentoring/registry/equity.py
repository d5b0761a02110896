"""How evenly something reaches weak and strong crafters. Pure: numbers in, numbers out.

Everybody is ranked from the weakest to the strongest; equal ones share the mean of their
ranks. Sources: the concentration index as in O'Donnell et al., "Analyzing Health Equity
Using Household Survey Data" (World Bank 2008), chapter 8; its bound for a yes/no benefit
after Wagstaff, "The bounds of the concentration index when the variable of interest is
binary" (Health Economics 14, 2005).
"""

from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

QUINTILES = 5
# Below this, one person's luck would look like a pattern.
FEWEST = 10
# Above this, what is given goes to the strong.
ALARMING = 0.10


class Undefined(StrEnum):
    """Why there is no figure. It is shown as such, never as a zero."""

    NO_FRAME = "no_frame"
    TOO_FEW = "too_few"
    NO_COVERAGE = "no_coverage"
    FULL_COVERAGE = "full_coverage"
    ALL_ALIKE = "all_alike"


@dataclass(frozen=True)
class Index:
    """A concentration index: below 0 the weak have more than their share, above 0 the strong.

    value is None exactly if `reason` says why.
    """

    value: float | None
    n: int
    reason: Undefined | None = None

    @property
    def favours_the_strong(self) -> bool:
        return self.value is not None and self.value > ALARMING


@dataclass(frozen=True)
class Crafter:
    """One crafter of the frame.

    rank: from `mid_ranks`, 1 the weakest. benefit: whatever is shared out, 0 or more.
    """

    rank: float
    benefit: float = 0.0
    is_served: bool = False
    is_eligible: bool = True
    is_strong: bool = False


@dataclass(frozen=True)
class Quintile:
    """One fifth of the frame, the weakest first. `coverage` is None if nobody eligible is in it."""

    people: int
    eligible: int
    served: int
    benefit: float

    @property
    def coverage(self) -> float | None:
        return self.served / self.eligible if self.eligible else None

    @property
    def per_head(self) -> float | None:
        return self.benefit / self.people if self.people else None


@dataclass(frozen=True)
class Picture:
    """All figures of one frame; see the functions that compute them."""

    n: int
    benefit: Index
    coverage: Index
    quintiles: tuple[Quintile, ...]
    exclusion_error: float | None
    inclusion_error: float | None
    elite_share: float | None
    weakest_to_strongest: float | None
    curve: tuple[tuple[float, float], ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def mid_ranks(standings: Sequence[Any]) -> list[float]:
    """Rank 1..n of each of `standings` in their own order; equal ones share their mean rank.

    standings: sortable, the weakest smallest. [3, 1, 3] -> [2.5, 1.0, 2.5].
    """
    order = sorted(range(len(standings)), key=standings.__getitem__)
    ranks = [0.0] * len(standings)
    before = 0
    for _standing, places in groupby(order, key=standings.__getitem__):
        alike = list(places)
        mean = before + (len(alike) + 1) / 2
        for place in alike:
            ranks[place] = mean
        before += len(alike)
    return ranks


def concentration_index(
    benefits: Sequence[float], ranks: Sequence[float], *, fewest: int = 1
) -> Index:
    """C = 2 cov(h, R) / mean(h), R = (rank - 0.5) / n.

    benefits, ranks: of the same people in the same order. Everybody having the same is a
    true 0. Undefined if there is nobody, fewer than `fewest`, nothing to share, or if all
    rank alike. Raises ValueError for a negative benefit or lists of unequal length.
    """
    if len(benefits) != len(ranks):
        raise ValueError("benefits and ranks are about the same people")
    if any(benefit < 0 for benefit in benefits):
        raise ValueError("a benefit is 0 or more")
    n = len(benefits)
    reason = _undefined(benefits, ranks, fewest)
    if reason is not None:
        return Index(None, n, reason)
    mean = sum(benefits) / n
    # sum(R) is n / 2 whatever the ties.
    pairs = zip(benefits, ranks, strict=True)
    together = sum((benefit - mean) * ((rank - 0.5) / n - 0.5) for benefit, rank in pairs)
    return Index(2 * together / n / mean, n)


def coverage_index(served: Sequence[bool], ranks: Sequence[float], *, fewest: int = 1) -> Index:
    """The index of a yes/no benefit, -1 to 1: divided by 1 - mean, its bound.

    Undefined also if everybody is served: then there is nothing to share out unevenly.
    """
    plain = concentration_index([float(one) for one in served], ranks, fewest=fewest)
    if plain.value is None:
        return plain
    mean = sum(served) / plain.n
    if mean == 1:
        return Index(None, plain.n, Undefined.FULL_COVERAGE)
    return Index(plain.value / (1 - mean), plain.n)


def quintiles(people: Sequence[Crafter]) -> tuple[Quintile, ...]:
    """Five fifths of the frame, the weakest first; `served` counts eligible ones only."""
    fifths: list[list[Crafter]] = [[] for _ in range(QUINTILES)]
    n = len(people)
    for one in people:
        fifths[min(QUINTILES - 1, int((one.rank - 0.5) / n * QUINTILES))].append(one)
    return tuple(
        Quintile(
            people=len(fifth),
            eligible=sum(one.is_eligible for one in fifth),
            served=sum(one.is_eligible and one.is_served for one in fifth),
            benefit=sum(one.benefit for one in fifth),
        )
        for fifth in fifths
    )


def exclusion_error(people: Sequence[Crafter]) -> float | None:
    """Weak eligible crafters who are not served, of all of them; None if there are none."""
    weak = [one for one in people if one.is_eligible and not one.is_strong]
    return _share(sum(not one.is_served for one in weak), len(weak))


def inclusion_error(people: Sequence[Crafter]) -> float | None:
    """Served ones who are not eligible, of all served; None if nobody is served."""
    return _share(
        sum(one.is_served and not one.is_eligible for one in people),
        sum(one.is_served for one in people),
    )


def elite_share(people: Sequence[Crafter]) -> float | None:
    """What the strong have of all there is to share; None if there is nothing."""
    return _share(
        sum(one.benefit for one in people if one.is_strong),
        sum(one.benefit for one in people),
    )


def weakest_to_strongest(fifths: Sequence[Quintile]) -> float | None:
    """Q1:Q5, benefit per head of the weakest fifth over that of the strongest."""
    first, last = fifths[0].per_head, fifths[-1].per_head
    return None if first is None or not last else first / last


def concentration_curve(
    benefits: Sequence[float], ranks: Sequence[float]
) -> tuple[tuple[float, float], ...]:
    """Points (share of people, share of benefit) from (0, 0) to (1, 1), the weakest first.

    Under the diagonal the strong have more. Those who rank alike make one step. Empty
    when there is nothing to share.
    """
    total, n = sum(benefits), len(benefits)
    if not total:
        return ()
    points, people, benefit = [(0.0, 0.0)], 0, 0.0
    by_rank = sorted(zip(ranks, benefits, strict=True))
    for _rank, alike in groupby(by_rank, key=lambda pair: pair[0]):
        given = [one for _, one in alike]
        people += len(given)
        benefit += sum(given)
        points.append((people / n, benefit / total))
    points[-1] = (1.0, 1.0)
    return tuple(points)


def picture(people: Sequence[Crafter], *, fewest: int = FEWEST) -> Picture:
    """All figures of `people`, the frame: served or not. Indices need `fewest` people."""
    benefits = [one.benefit for one in people]
    ranks = [one.rank for one in people]
    fifths = quintiles(people)
    return Picture(
        n=len(people),
        benefit=concentration_index(benefits, ranks, fewest=fewest),
        coverage=coverage_index([one.is_served for one in people], ranks, fewest=fewest),
        quintiles=fifths,
        exclusion_error=exclusion_error(people),
        inclusion_error=inclusion_error(people),
        elite_share=elite_share(people),
        weakest_to_strongest=weakest_to_strongest(fifths),
        curve=concentration_curve(benefits, ranks),
    )


def _undefined(benefits: Sequence[float], ranks: Sequence[float], fewest: int) -> Undefined | None:
    if not benefits:
        return Undefined.NO_FRAME
    if len(benefits) < fewest:
        return Undefined.TOO_FEW
    if not any(benefits):
        return Undefined.NO_COVERAGE
    if len(ranks) > 1 and _all_alike(ranks) and not _all_alike(benefits):
        return Undefined.ALL_ALIKE
    return None


def _all_alike(values: Sequence[Hashable]) -> bool:
    return len(set(values)) == 1


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
