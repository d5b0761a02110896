from decimal import Decimal
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.incubation.paired import (
    FEWEST,
    Interval,
    Method,
    change_by,
    gains,
    interval_of_mean,
    paired_change,
)

SIX = dict(zip("abcdef", [20, 30, 40, 50, 60, 70], strict=True))
VALUES = st.dictionaries(st.integers(0, 30), st.none() | st.integers(0, 100), max_size=30)


def later(by, values=SIX):
    return {key: value + by for key, value in values.items()}


def test_only_who_was_measured_twice_is_compared():
    change = paired_change(
        {"a": 10, "b": 20, "c": None, "d": 40}, {"a": 30, "b": None, "c": 50, "e": 9}
    )

    assert (change.measured_before, change.matched, change.lost, change.joined) == (3, 1, 2, 2)
    assert (change.mean, change.median, change.attrition) == (20.0, 20.0, 2 / 3)


def test_below_six_pairs_figures_describe_only():
    five = {key: SIX[key] for key in "abcde"}

    assert paired_change(five, later(10, five)).only_describes
    assert paired_change(five, later(10, five)).interval is None
    assert not paired_change(SIX, later(10)).only_describes


def test_nobody_twice_has_no_mean_and_nobody_measured_has_no_attrition():
    change = paired_change({"a": None}, {"b": 3})

    assert (change.median, change.mean, change.attrition, change.joined) == (None, None, None, 1)


def test_a_change_that_all_share_has_no_width():
    assert paired_change(SIX, later(10)).interval == Interval(10.0, 10.0, Method.BOOTSTRAP)


def test_the_interval_is_the_same_each_time_and_in_any_order():
    rises = [0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0]

    first = interval_of_mean(rises)

    assert first == interval_of_mean(rises) == interval_of_mean(rises[::-1])
    assert first != interval_of_mean(rises, seed=7)
    # The normal interval of this sample is 15 plus or minus 8.0.
    assert 5 < first.low < 9
    assert 21 < first.high < 25


def test_many_pairs_take_the_normal_interval():
    rises = [float(n % 21) for n in range(630)]

    found = interval_of_mean(rises)

    assert found.method == Method.NORMAL
    # Mean 10, standard deviation 6.06, 1.96 * 6.06 / sqrt(630) = 0.473.
    assert round(found.low, 2) == 9.53
    assert round(found.high, 2) == 10.47


def test_parts_are_compared_within_themselves():
    found = change_by(
        {"a": 10, "b": 20, "c": 30}, {"a": 30, "b": 20, "c": 31}, {"a": "weak", "b": "weak"}
    )

    assert {part: (one.matched, one.mean) for part, one in found.items()} == {"weak": (2, 10.0)}


def test_decimals_of_scores_are_read_as_they_are():
    assert gains({"a": Decimal("16.66666666667")}, {"a": Decimal("50.0")}) == {
        "a": pytest.approx(33.33333333333)
    }


@given(before=VALUES, after=VALUES)
def test_everybody_is_matched_lost_or_joined_exactly_once(before, after):
    change = paired_change(before, after)

    known = {k for k, v in before.items() if v is not None} | {
        k for k, v in after.items() if v is not None
    }
    assert change.matched + change.lost + change.joined == len(known)
    assert (change.interval is None) == (change.matched < FEWEST)


@given(st.lists(st.integers(-100, 100), min_size=6, max_size=20), st.integers(-50, 50))
def test_the_interval_holds_the_mean_and_moves_with_it(rises, by):
    found, moved = interval_of_mean(rises), interval_of_mean([one + by for one in rises])

    assert min(rises) <= found.low <= found.high <= max(rises)
    assert found.low - 1e-9 <= mean(rises) <= found.high + 1e-9 or len(set(rises)) > 1
    assert moved.low == pytest.approx(found.low + by)


@given(before=VALUES, after=VALUES)
def test_turning_the_rounds_round_turns_the_sign(before, after):
    there, back = paired_change(before, after), paired_change(after, before)

    assert there.matched == back.matched
    assert there.mean is None or there.mean == pytest.approx(-back.mean)
