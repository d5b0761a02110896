from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.incubation.bargaining import (
    Answer,
    PersonsRule,
    bargaining_index,
    persons_verdict,
)

ITEMS = [f"IPT{n}" for n in range(1, 9)]
EVEN = dict.fromkeys(ITEMS, 1)
PEOPLE = "abcdefgh"
BEFORE = dict(zip(PEOPLE, [10, 20, 25, 30, 35, 40, 50, 60], strict=True))
FIFTHS = dict(zip(PEOPLE, [1, 1, 2, 2, 3, 4, 5, 5], strict=True))


def levels(*given):
    return dict(zip(ITEMS, given, strict=True))


def verdict(gain, *, before=BEFORE, tied=(Decimal(70), Decimal(60)), fifths=FIFTHS):
    after = {key: value + gain.get(key, 0) for key, value in before.items()}
    return persons_verdict(before, after, fifths=fifths, tied_before=tied[0], tied_after=tied[1])


@pytest.mark.parametrize(
    ("given_levels", "index"),
    [
        (levels(0, 0, 0, 0, 0, 0, 0, 0), Fraction(0)),
        (levels(4, 4, 4, 4, 4, 4, 4, 4), Fraction(100)),
        (levels(2, 1, 0, 3, 1, 0, 2, 1), Fraction(125, 4)),
        # Seven of eight are answered, 87.5 %: the mean of the answered.
        (levels(2, 2, 2, 2, 2, 2, 2, None), Fraction(50)),
        # Six of eight are 75 %: insufficient, never 0.
        (levels(4, 4, 4, 4, 4, 4, None, None), None),
        ({}, None),
    ],
)
def test_the_index_is_the_weighed_mean_of_what_was_answered(given_levels, index):
    assert bargaining_index(given_levels, EVEN) == index


def test_weights_count():
    weights = {"IPT1": 3, "IPT2": 1}

    assert bargaining_index({"IPT1": 4, "IPT2": 0}, weights) == 75


def test_all_weights_zero_cannot_be_computed():
    assert bargaining_index(levels(4, 4, 4, 4, 4, 4, 4, 4), dict.fromkeys(ITEMS, 0)) is None


def test_a_level_of_five_is_refused():
    with pytest.raises(ValueError, match="outside 0 to 4"):
        bargaining_index(levels(5, 0, 0, 0, 0, 0, 0, 0), EVEN)


def test_everybody_gaining_fifteen_is_significant():
    found = verdict(dict.fromkeys(PEOPLE, 15))

    assert found.answer == Answer.SIGNIFICANT
    assert (found.change.median, found.change.interval.low, found.weak_matched) == (15.0, 15.0, 4)


def test_gain_only_among_the_strong_is_not_significant():
    found = verdict(dict.fromkeys("efgh", 40))

    assert found.answer == Answer.NOT_SIGNIFICANT
    assert (found.median_reached, found.above_zero, found.weak_gained) == (True, True, False)


def test_half_of_the_weak_is_enough():
    assert verdict({**dict.fromkeys("efgh", 15), "a": 10, "c": 10}).weak_gained is True
    assert verdict({**dict.fromkeys("efgh", 15), "a": 10, "c": 9}).weak_gained is False


def test_a_higher_tied_share_is_enough_for_a_no():
    found = verdict(dict.fromkeys(PEOPLE, 15), tied=(Decimal(60), Decimal(61)))

    assert (found.answer, found.tied_not_higher) == (Answer.NOT_SIGNIFICANT, False)


def test_an_unknown_tied_share_leaves_the_verdict_open():
    found = verdict(dict.fromkeys(PEOPLE, 15), tied=(None, Decimal(10)))

    assert (found.answer, found.tied_not_higher) == (Answer.CANNOT_SAY, None)


def test_a_no_stands_even_where_something_else_is_unknown():
    assert verdict(dict.fromkeys(PEOPLE, 5), tied=(None, None)).answer == Answer.NOT_SIGNIFICANT


def test_below_six_pairs_it_only_describes():
    five = {key: BEFORE[key] for key in "abcde"}

    assert verdict(dict.fromkeys(PEOPLE, 50), before=five).answer == Answer.DESCRIBE_ONLY


def test_nobody_measured_twice_cannot_be_said():
    found = persons_verdict({}, BEFORE, fifths={}, tied_before=None, tied_after=None)

    assert found.answer == Answer.CANNOT_SAY


def test_a_programme_may_ask_for_more():
    after = {key: value + 15 for key, value in BEFORE.items()}

    found = persons_verdict(
        BEFORE,
        after,
        fifths=FIFTHS,
        tied_before=Decimal(1),
        tied_after=Decimal(1),
        rule=PersonsRule(median=Decimal(16)),
    )

    assert found.answer == Answer.NOT_SIGNIFICANT


@given(st.fixed_dictionaries({code: st.none() | st.integers(0, 4) for code in ITEMS}))
def test_the_index_lies_between_0_and_100_and_rises_with_a_level(given_levels):
    index = bargaining_index(given_levels, EVEN)

    assert index is None or 0 <= index <= 100
    for code, level in given_levels.items():
        if index is not None and level is not None and level < 4:
            assert bargaining_index({**given_levels, code: level + 1}, EVEN) > index
