"""How levels become dimension scores, a total and a class. Pure: no Django, no database.

Sums are kept as exact fractions until the class is decided, so that a total of exactly
50 is never 49.999...; what leaves this module is a Decimal of `PLACES` places, which is
also what the database keeps. Only display rounds further (`displayed`).

Source of the rule: "Indicator set v1" of the programme; the weights, cuts, shares and
the lowest-dimension rule arrive as data of the instrument version.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

TOP_LEVEL = 4
# Eleven places and three before the point: the most that a database which keeps
# decimals as floating point (SQLite) gives back unchanged.
PLACES = 11
_STEP = Decimal(1).scaleb(-PLACES)


@dataclass(frozen=True)
class DimensionRule:
    """One dimension: its code, its weight in the total, and the codes of its items.

    item_weights: what each item weighs in the dimension, in the order of `items`; () is 1 each.
    """

    code: str
    weight: int
    items: tuple[str, ...]
    item_weights: tuple[int, ...] = ()

    def weighed(self) -> dict[str, int]:
        """Item code -> its weight."""
        weights = self.item_weights or (1,) * len(self.items)
        return dict(zip(self.items, weights, strict=True))

    def only(self, codes: Collection[str]) -> "DimensionRule":
        """The same dimension asking only `codes`."""
        kept = {code: weight for code, weight in self.weighed().items() if code in codes}
        return DimensionRule(self.code, self.weight, tuple(kept), tuple(kept.values()))


@dataclass(frozen=True)
class ClassRule:
    """A class and the score (0 to 100) from which it holds."""

    code: str
    starts_at: Decimal


@dataclass(frozen=True)
class Rules:
    """What an instrument version says about scoring.

    dimensions: in the order they are shown. classes: from the lowest; the first starts at 0;
    () for an instrument without classes.
    answered_percent: how much of a dimension must be answered, else it is not assessed.
    classes_above_lowest: how many classes the class may stand above the class of the
    lowest dimension; None switches the rule off.
    """

    dimensions: tuple[DimensionRule, ...]
    classes: tuple[ClassRule, ...]
    answered_percent: int = 80
    classes_above_lowest: int | None = 1

    def __post_init__(self) -> None:
        starts = [group_class.starts_at for group_class in self.classes]
        if starts and (starts[0] != 0 or starts != sorted(set(starts))):
            raise ValueError("Classes must rise from 0, each from its own score.")
        if any(dimension.weight < 0 or not dimension.items for dimension in self.dimensions):
            raise ValueError("A dimension needs items and a weight of 0 or more.")

    def only(self, codes: Collection[str]) -> "Rules":
        """The same rules asking only `codes`; a dimension that loses all its items is gone."""
        reduced = (one.only(codes) for one in self.dimensions)
        return replace(self, dimensions=tuple(one for one in reduced if one.items))

    @property
    def weighs_nothing(self) -> bool:
        """Whether a total cannot be computed whatever is answered: all weights are 0."""
        return not any(one.weight and any(one.weighed().values()) for one in self.dimensions)


@dataclass(frozen=True)
class DimensionResult:
    """points: 0 to 100, or None for "not assessed". answered of asked: how many items."""

    code: str
    points: Decimal | None
    answered: int
    asked: int


@dataclass(frozen=True)
class Result:
    """What one round says. `total` and `group_class` are None unless every dimension that
    carries weight is assessed, and if all weights are 0; without classes there is no class."""

    dimensions: tuple[DimensionResult, ...]
    total: Decimal | None
    group_class: str | None


@dataclass(frozen=True)
class GainRule:
    """When a rise counts as significant: `dimension` gains at least `points`, and at
    least one of `items` rises by `levels` or more. Fixed before the baseline."""

    dimension: str
    points: Decimal
    items: tuple[str, ...]
    levels: int


@dataclass(frozen=True)
class Gain:
    """The verdict on a rise. `points` and `is_significant` are None where one of the two
    rounds has no score for the dimension: nothing can be said, which is not "no"."""

    points: Decimal | None
    risen_items: tuple[str, ...]
    is_significant: bool | None


def score(levels: Mapping[str, int | None], rules: Rules) -> Result:
    """Score one round.

    levels: item code -> 0 to 4, or None for any kind of empty; a missing code is empty.
    Raises ValueError for a level outside 0 to 4.
    """
    points = {
        dimension.code: _points(levels, dimension, rules.answered_percent)
        for dimension in rules.dimensions
    }
    total = _weighted_mean(points, rules.dimensions)
    lowest = min((value for value in points.values() if value is not None), default=None)
    return Result(
        dimensions=tuple(
            DimensionResult(
                code=dimension.code,
                points=_decimal(points[dimension.code]),
                answered=len(_answered(levels, dimension.items)),
                asked=len(dimension.items),
            )
            for dimension in rules.dimensions
        ),
        total=_decimal(total),
        group_class=_held_class(total, lowest, rules) if total is not None else None,
    )


def class_of(points: Decimal | Fraction, classes: Sequence[ClassRule]) -> ClassRule:
    """The highest class that starts at or below `points`."""
    return classes[_class_index(Fraction(points), classes)]


def gain(
    before: Mapping[str, int | None],
    after: Mapping[str, int | None],
    *,
    rules: Rules,
    rule: GainRule,
) -> Gain:
    """The rise of `rule.dimension` from `before` to `after` (item code -> level or None).

    An item that is empty in either round has not risen.
    """
    dimension = next((one for one in rules.dimensions if one.code == rule.dimension), None)
    if dimension is None:
        return Gain(points=None, risen_items=(), is_significant=None)
    earlier = _points(before, dimension, rules.answered_percent)
    later = _points(after, dimension, rules.answered_percent)
    risen = tuple(code for code in rule.items if _rise(before, after, code) >= rule.levels)
    if earlier is None or later is None:
        return Gain(points=None, risen_items=risen, is_significant=None)
    difference = later - earlier
    return Gain(
        points=_decimal(difference),
        risen_items=risen,
        is_significant=difference >= Fraction(rule.points) and bool(risen),
    )


def displayed(points: Decimal) -> Decimal:
    """`points` as people read it: two places, half up."""
    return points.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _answered(levels: Mapping[str, int | None], items: Sequence[str]) -> list[int]:
    answered = [level for code in items if (level := levels.get(code)) is not None]
    if any(not 0 <= level <= TOP_LEVEL for level in answered):
        raise ValueError(f"A level lies outside 0 to {TOP_LEVEL}: {answered}")
    return answered


def _points(
    levels: Mapping[str, int | None], dimension: DimensionRule, answered_percent: int
) -> Fraction | None:
    answered = _answered(levels, dimension.items)
    if not answered or len(answered) * 100 < len(dimension.items) * answered_percent:
        return None
    weights = dimension.weighed()
    of_answered = [
        (levels[code], weights[code]) for code in weights if levels.get(code) is not None
    ]
    weight = sum(each for _level, each in of_answered)
    if not weight:
        return None
    return Fraction(sum(level * each for level, each in of_answered) * 100, weight * TOP_LEVEL)


def _weighted_mean(
    points: Mapping[str, Fraction | None], dimensions: Sequence[DimensionRule]
) -> Fraction | None:
    """None if a weighted dimension is not assessed, or if all weights are 0."""
    weighted = [(points[one.code], one.weight) for one in dimensions if one.weight]
    if not weighted:
        return None
    sum_of_points = Fraction(0)
    for value, weight in weighted:
        if value is None:
            return None
        sum_of_points += value * weight
    return sum_of_points / sum(weight for _value, weight in weighted)


def _held_class(total: Fraction, lowest: Fraction | None, rules: Rules) -> str | None:
    if not rules.classes:
        return None
    index = _class_index(total, rules.classes)
    if rules.classes_above_lowest is not None and lowest is not None:
        ceiling = _class_index(lowest, rules.classes) + rules.classes_above_lowest
        index = min(index, ceiling)
    return rules.classes[index].code


def _class_index(points: Fraction, classes: Sequence[ClassRule]) -> int:
    return max(i for i, one in enumerate(classes) if i == 0 or Fraction(one.starts_at) <= points)


def _rise(before: Mapping[str, int | None], after: Mapping[str, int | None], code: str) -> int:
    earlier, later = before.get(code), after.get(code)
    return 0 if earlier is None or later is None else later - earlier


def _decimal(value: Fraction | None) -> Decimal | None:
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(_STEP, rounding=ROUND_HALF_UP)
