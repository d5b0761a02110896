from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.incubation.scoring import (
    ClassRule,
    DimensionRule,
    GainRule,
    Rules,
    class_of,
    displayed,
    gain,
    score,
)
from tests.factories.incubation import BASELINE, MONTH_24, levels

CLASSES = (
    ClassRule("pemula", Decimal(0)),
    ClassRule("lanjut", Decimal(25)),
    ClassRule("madya", Decimal(50)),
    ClassRule("utama", Decimal(75)),
)
SIZES = {"KOH": (25, 5), "OTO": (25, 5), "AKR": (15, 4), "TWR": (25, 5), "USH": (10, 3)}
RULES = Rules(
    dimensions=tuple(
        DimensionRule(code, weight, tuple(f"{code}{n}" for n in range(1, size + 1)))
        for code, (weight, size) in SIZES.items()
    ),
    classes=CLASSES,
)
TWR_RULE = GainRule("TWR", Decimal(15), ("TWR3", "TWR4"), 1)
ITEMS = [item for dimension in RULES.dimensions for item in dimension.items]
ANY_LEVELS = st.fixed_dictionaries({code: st.none() | st.integers(0, 4) for code in ITEMS})
ALL_ANSWERED = st.fixed_dictionaries({code: st.integers(0, 4) for code in ITEMS})


def points(result):
    return {one.code: one.points for one in result.dimensions}


def shown(result):
    return {code: str(displayed(value)) for code, value in points(result).items()}


def test_the_baseline_vector_is_23_23_and_pemula():
    result = score(levels(BASELINE), RULES)

    assert shown(result) == {
        "KOH": "25.00",
        "OTO": "15.00",
        "AKR": "43.75",
        "TWR": "20.00",
        "USH": "16.67",
    }
    assert displayed(result.total) == Decimal("23.23")
    assert result.group_class == "pemula"


def test_the_month_24_vector_is_56_25_and_madya():
    result = score(levels(MONTH_24), RULES)

    assert [displayed(one.points) for one in result.dimensions] == [60, 55, 75, 45, 50]
    assert result.total == Decimal("56.25")
    assert result.group_class == "madya"


def test_a_lowest_dimension_two_classes_below_holds_the_class_back():
    result = score(levels({**MONTH_24, "TWR": (1, 1, 1, 1, 0)}), RULES)

    assert result.total == 50
    assert result.group_class == "lanjut"


def test_the_bargaining_gain_of_the_vector_is_significant():
    verdict = gain(levels(BASELINE), levels(MONTH_24), rules=RULES, rule=TWR_RULE)

    assert verdict.points == 25
    assert verdict.risen_items == ("TWR3", "TWR4")
    assert verdict.is_significant is True


@pytest.mark.parametrize(
    ("after", "expected_points", "is_significant"),
    [
        ((2, 2, 1, 1, 1), 15, False),  # 15 points, but neither advances nor share moved
        ((2, 2, 2, 0, 1), 15, True),  # exactly 15 points and TWR3 rose
        ((2, 1, 1, 2, 0), 10, False),  # TWR4 rose, but only 10 points
    ],
)
def test_a_significant_gain_needs_fifteen_points_and_a_risen_item(
    after, expected_points, is_significant
):
    verdict = gain(levels(BASELINE), levels({**BASELINE, "TWR": after}), rules=RULES, rule=TWR_RULE)

    assert (verdict.points, verdict.is_significant) == (expected_points, is_significant)


def test_nothing_is_said_about_a_gain_without_a_score():
    unanswered = {**levels(BASELINE), "TWR1": None, "TWR2": None}

    verdict = gain(unanswered, levels(MONTH_24), rules=RULES, rule=TWR_RULE)

    assert (verdict.points, verdict.is_significant) == (None, None)


def test_a_dimension_with_four_of_five_answered_is_the_mean_of_the_four():
    result = score({**levels(MONTH_24), "KOH5": None}, RULES)

    koh = result.dimensions[0]
    assert (koh.points, koh.answered, koh.asked) == (Decimal("62.5"), 4, 5)


def test_under_80_percent_answered_is_not_assessed_and_takes_the_total_with_it():
    result = score({**levels(MONTH_24), "AKR4": None}, RULES)

    assert points(result)["AKR"] is None
    assert (result.total, result.group_class) == (None, None)


def test_a_blank_is_not_a_zero():
    assert points(score({}, RULES)) == dict.fromkeys(SIZES)
    assert points(score(dict.fromkeys(ITEMS, 0), RULES)) == dict.fromkeys(SIZES, 0)


@pytest.mark.parametrize("level", [-1, 5, 40])
def test_a_level_outside_0_to_4_is_a_programming_mistake(level):
    with pytest.raises(ValueError, match="outside"):
        score({**levels(BASELINE), "KOH1": level}, RULES)


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("0", "pemula"),
        ("24.99999999999", "pemula"),
        ("25", "lanjut"),
        ("49.995", "lanjut"),
        ("50", "madya"),
        ("74.99", "madya"),
        ("75", "utama"),
        ("100", "utama"),
    ],
)
def test_cuts_compare_what_is_not_rounded(total, expected):
    assert class_of(Decimal(total), CLASSES).code == expected


@pytest.mark.parametrize(("value", "expected"), [("23.225", "23.23"), ("16.664", "16.66")])
def test_display_rounds_half_up(value, expected):
    assert str(displayed(Decimal(value))) == expected


def test_three_thirds_reach_a_cut_exactly():
    rules = Rules(
        dimensions=tuple(
            DimensionRule(code, 1, tuple(f"{code}{n}" for n in "123")) for code in ("A", "B", "C")
        ),
        classes=CLASSES,
    )

    # 33.33… + 50 + 66.66… = 150: a sum of rounded thirds would stop short of the cut.
    result = score(levels({"A": (2, 1, 1), "B": (2, 2, 2), "C": (3, 3, 2)}), rules)

    assert (result.total, result.group_class) == (50, "madya")


def test_all_weights_zero_cannot_be_computed():
    rules = Rules((DimensionRule("A", 0, ("A1",)),), CLASSES)

    assert score({"A1": 4}, rules).total is None


def test_classes_must_rise_from_zero():
    with pytest.raises(ValueError, match="rise from 0"):
        Rules(RULES.dimensions, (ClassRule("madya", Decimal(50)), ClassRule("x", Decimal(0))))


@given(ANY_LEVELS)
def test_scores_stay_between_0_and_100_and_the_total_needs_all_five(given_levels):
    result = score(given_levels, RULES)

    assert all(value is None or 0 <= value <= 100 for value in points(result).values())
    assert (result.total is None) == any(value is None for value in points(result).values())
    assert (result.total is None) == (result.group_class is None)


@given(ALL_ANSWERED)
def test_the_class_is_never_above_the_total_nor_two_above_the_lowest(given_levels):
    result = score(given_levels, RULES)

    order = [one.code for one in CLASSES]
    held = order.index(result.group_class)
    lowest = min(points(result).values())
    assert held <= order.index(class_of(result.total, CLASSES).code)
    assert held <= order.index(class_of(lowest, CLASSES).code) + 1


@given(ALL_ANSWERED, st.sampled_from(ITEMS))
def test_a_higher_level_never_lowers_total_or_class(given_levels, code):
    raised = {**given_levels, code: min(4, given_levels[code] + 1)}

    before, after = score(given_levels, RULES), score(raised, RULES)

    order = [one.code for one in CLASSES]
    assert after.total >= before.total
    assert order.index(after.group_class) >= order.index(before.group_class)


@given(ANY_LEVELS)
def test_a_gain_against_oneself_is_never_significant(given_levels):
    assert not gain(given_levels, given_levels, rules=RULES, rule=TWR_RULE).is_significant


def test_items_weigh_in_their_dimension():
    rules = Rules(dimensions=(DimensionRule("A", 1, ("A1", "A2"), (3, 1)),), classes=())

    result = score({"A1": 4, "A2": 0}, rules)

    assert (result.total, result.group_class) == (75, None)


@pytest.mark.parametrize(
    "dimension",
    [DimensionRule("A", 0, ("A1",)), DimensionRule("A", 1, ("A1",), (0,))],
    ids=["dimension", "item"],
)
def test_with_all_weights_0_a_total_cannot_be_computed(dimension):
    rules = Rules(dimensions=(dimension,), classes=())

    assert rules.weighs_nothing
    assert score({"A1": 4}, rules).total is None


def test_rules_of_fewer_items_lose_the_dimensions_that_become_empty():
    rules = Rules(
        dimensions=(DimensionRule("A", 1, ("A1", "A2"), (3, 1)), DimensionRule("B", 1, ("B1",))),
        classes=(),
    )

    assert rules.only({"A2"}).dimensions == (DimensionRule("A", 1, ("A2",), (1,)),)
