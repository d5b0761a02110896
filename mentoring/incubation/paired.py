"""How the same people or groups changed between two rounds. Pure: numbers in, numbers out.

Only who was measured twice is compared; who was measured once is counted beside it and
never filled in. Below `FEWEST` pairs the figures describe and nothing is concluded.
Source of the rule: the programme's index paper (mentoring.md 1.4, fixed before any baseline).
The interval is the percentile bootstrap of the mean (Efron and Tibshirani 1993, chapter 13);
it is seeded, so that a figure computed again is the same figure.
"""

import random
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, sqrt
from statistics import mean, median, stdev
from typing import Any

FEWEST = 6
RESAMPLES = 2000
SEED = 20260101
# From here the bootstrap of a mean and the normal interval agree to the shown digit, and
# only the latter is quick enough for a province.
MANY = 500
_NORMAL = 1.959963984540054


class Method(StrEnum):
    """How an interval was computed; said beside it."""

    BOOTSTRAP = "bootstrap"
    NORMAL = "normal"


@dataclass(frozen=True)
class Interval:
    """Where the mean lies in 95 of 100 samples like this one."""

    low: float
    high: float
    method: Method


@dataclass(frozen=True)
class Change:
    """The change of those measured twice.

    measured_before: with a value in the first round. matched: of these, with a value in the
    second too. joined: with a value in the second only. median, mean: None without pairs.
    interval: None below `FEWEST` pairs.
    """

    measured_before: int
    matched: int
    joined: int
    median: float | None
    mean: float | None
    interval: Interval | None

    @property
    def lost(self) -> int:
        return self.measured_before - self.matched

    @property
    def attrition(self) -> float | None:
        """Share of those measured first who are missing later; None if nobody was measured."""
        return self.lost / self.measured_before if self.measured_before else None

    @property
    def only_describes(self) -> bool:
        return self.matched < FEWEST


Values = Mapping[Any, Any]
"""Key of a person or group -> number, or None for any kind of empty."""


def gains(before: Values, after: Values) -> dict[Any, float]:
    """Key -> after minus before, for those with a value in both; any empty is None or missing."""
    return {
        key: float(after[key]) - float(value)
        for key, value in before.items()
        if value is not None and after.get(key) is not None
    }


def paired_change(before: Values, after: Values, *, seed: int = SEED) -> Change:
    """The change from `before` to `after` (key of a person or group -> value or None)."""
    rises = list(gains(before, after).values())
    first = sum(value is not None for value in before.values())
    later = sum(value is not None for value in after.values())
    return Change(
        measured_before=first,
        matched=len(rises),
        joined=later - len(rises),
        median=median(rises) if rises else None,
        mean=mean(rises) if rises else None,
        interval=interval_of_mean(rises, seed=seed),
    )


def change_by(
    before: Values, after: Values, parts: Mapping[Any, Hashable], *, seed: int = SEED
) -> dict[Any, Change]:
    """The change within each part (stratum, sex, in-wall or out-wall).

    parts: key -> the part it belongs to, as it stood at the baseline; a key that is missing
    there is left out. Parts come in the order in which `parts` first names them.
    """
    found: dict[Any, Change] = {}
    for part in dict.fromkeys(parts.values()):
        inside = {key for key, its in parts.items() if its == part}
        found[part] = paired_change(
            {key: value for key, value in before.items() if key in inside},
            {key: value for key, value in after.items() if key in inside},
            seed=seed,
        )
    return found


def interval_of_mean(values: Sequence[float], *, seed: int = SEED) -> Interval | None:
    """The 95 % interval of the mean of `values`; None below `FEWEST`."""
    n = len(values)
    if n < FEWEST:
        return None
    if n >= MANY:
        middle, half = mean(values), _NORMAL * stdev(values) / sqrt(n)
        return Interval(middle - half, middle + half, Method.NORMAL)
    # Sorted, so that the same people in another order have the same interval.
    ordered, dice = sorted(values), random.Random(seed)  # noqa: S311 - a sample, no secret
    means = sorted(fsum(dice.choices(ordered, k=n)) / n for _ in range(RESAMPLES))
    return Interval(_quantile(means, 0.025), _quantile(means, 0.975), Method.BOOTSTRAP)


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
