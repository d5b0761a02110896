"""The bargaining-position index of one person (IPT) and when its rise is significant. Pure.

Source of the rule: mentoring.md 1.4. What counts as significant is data of the instrument
version, fixed before the baseline; the numbers below are the shipped defaults.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from mentoring.incubation.paired import SEED, Change, Values, gains, paired_change
from mentoring.incubation.scoring import TOP_LEVEL

ANSWERED_PERCENT = 80


@dataclass(frozen=True)
class PersonsRule:
    """When persons' gain is significant: the median reaches `median`, the interval's lower
    end lies above 0, at least `share` percent of the weakest two fifths gain `weak`, and the
    tied share is not higher than before."""

    median: Decimal = Decimal(10)
    weak: Decimal = Decimal(10)
    share: int = 50


class Answer(StrEnum):
    """The verdict on persons. The last two are no "no": nothing can be concluded."""

    SIGNIFICANT = "significant"
    NOT_SIGNIFICANT = "not_significant"
    DESCRIBE_ONLY = "describe_only"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True)
class PersonsVerdict:
    """The verdict and what it rests on; a condition is None where it could not be read.

    weak_matched: how many of the weakest two fifths were measured twice.
    """

    answer: Answer
    change: Change
    median_reached: bool | None
    above_zero: bool | None
    weak_gained: bool | None
    weak_matched: int
    tied_not_higher: bool | None


def bargaining_index(
    levels: Mapping[str, int | None],
    weights: Mapping[str, int],
    *,
    answered_percent: int = ANSWERED_PERCENT,
) -> Fraction | None:
    """IPT = 100 * sum(w x / 4) / sum(w) over the answered items, 0 to 100.

    levels: item code -> 0 to 4, or None for any kind of empty. weights: of every item.
    None ("insufficient", never 0) where fewer than `answered_percent` of the items that
    carry weight are answered, or all weights are 0.
    Raises ValueError for a level outside 0 to 4 or a negative weight.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("A weight is 0 or more.")
    asked = [code for code, weight in weights.items() if weight]
    answered = {code: level for code in asked if (level := levels.get(code)) is not None}
    if any(not 0 <= level <= TOP_LEVEL for level in answered.values()):
        raise ValueError(f"A level lies outside 0 to {TOP_LEVEL}.")
    if not answered or len(answered) * 100 < len(asked) * answered_percent:
        return None
    weighed = sum(weights[code] * level for code, level in answered.items())
    return Fraction(100 * weighed, TOP_LEVEL * sum(weights[code] for code in answered))


def persons_verdict(
    before: Values,
    after: Values,
    *,
    fifths: Mapping[Any, int],
    tied_before: Decimal | None,
    tied_after: Decimal | None,
    rule: PersonsRule | None = None,
    seed: int = SEED,
) -> PersonsVerdict:
    """Whether the persons' bargaining position rose significantly.

    before, after: person -> IPT or None. fifths: person -> 1 (weakest) to 5 by the frozen
    baseline rank. tied_before, tied_after: share of sales under an advance, None if not
    known. One condition that fails is enough for a no; without a no, one that cannot be
    read leaves the verdict open.
    """
    rule = rule or PersonsRule()
    change = paired_change(before, after, seed=seed)
    rises = gains(before, after)
    weak = [rise for key, rise in rises.items() if fifths.get(key, 0) in (1, 2)]
    conditions = (
        None if change.median is None else change.median >= float(rule.median),
        None if change.interval is None else change.interval.low > 0,
        _enough(weak, rule),
        None if tied_before is None or tied_after is None else tied_after <= tied_before,
    )
    return PersonsVerdict(
        _answer(change, conditions), change, *conditions[:3], len(weak), conditions[3]
    )


def _enough(weak: list[float], rule: PersonsRule) -> bool | None:
    if not weak:
        return None
    return sum(rise >= float(rule.weak) for rise in weak) * 100 >= len(weak) * rule.share


def _answer(change: Change, conditions: Collection[bool | None]) -> Answer:
    if change.matched == 0:
        return Answer.CANNOT_SAY
    if change.only_describes:
        return Answer.DESCRIBE_ONLY
    if False in conditions:
        return Answer.NOT_SIGNIFICANT
    return Answer.CANNOT_SAY if None in conditions else Answer.SIGNIFICANT
