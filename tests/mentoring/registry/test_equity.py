"""The figures of evenness, against numbers worked out by hand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.registry import equity
from mentoring.registry.equity import Crafter, Undefined

WEAK_TO_STRONG = [1, 2, 3, 4, 5]


def test_hours_rising_from_weak_to_strong_favour_the_strong_by_two_fifths():
    index = equity.concentration_index([0, 1, 2, 3, 4], WEAK_TO_STRONG)

    assert index.value == pytest.approx(0.40)
    assert index.favours_the_strong is True


def test_hours_falling_from_weak_to_strong_favour_the_weak_by_two_fifths():
    index = equity.concentration_index([4, 3, 2, 1, 0], WEAK_TO_STRONG)

    assert index.value == pytest.approx(-0.40)
    assert index.favours_the_strong is False


def test_everybody_having_the_same_is_a_true_zero():
    assert equity.concentration_index([2] * 5, WEAK_TO_STRONG).value == 0.0


def test_equal_ones_share_the_mean_of_their_ranks():
    assert equity.mid_ranks([30, 10, 30, 20]) == [3.5, 1.0, 3.5, 2.0]
    assert equity.mid_ranks([]) == []


def test_ties_do_not_depend_on_the_order_in_which_people_are_listed():
    ranks = equity.mid_ranks(["b", "a", "b", "c"])
    forwards = equity.concentration_index([1, 0, 3, 2], ranks)
    backwards = equity.concentration_index([3, 0, 1, 2], ranks)

    assert forwards.value == pytest.approx(backwards.value)


def test_a_yes_or_no_benefit_reaches_its_bound_whatever_the_coverage():
    """Only the strongest are served: without the correction 1 of 5 would give 0.8."""
    for served in ([False] * 4 + [True], [False] * 2 + [True] * 3):
        assert equity.coverage_index(served, WEAK_TO_STRONG).value == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("benefits", "ranks", "fewest", "reason"),
    [
        ([], [], 1, Undefined.NO_FRAME),
        ([0, 1, 2, 3], [1, 2, 3, 4], 10, Undefined.TOO_FEW),
        ([0, 0, 0], [1, 2, 3], 1, Undefined.NO_COVERAGE),
        ([0, 1, 2], [2, 2, 2], 1, Undefined.ALL_ALIKE),
    ],
)
def test_where_there_is_no_index_the_reason_is_named(benefits, ranks, fewest, reason):
    index = equity.concentration_index(benefits, ranks, fewest=fewest)

    assert (index.value, index.reason) == (None, reason)


def test_full_coverage_has_no_index_of_coverage():
    index = equity.coverage_index([True] * 5, WEAK_TO_STRONG)

    assert (index.value, index.reason) == (None, Undefined.FULL_COVERAGE)


def test_nobody_served_has_no_index_of_coverage():
    assert equity.coverage_index([False] * 5, WEAK_TO_STRONG).reason == Undefined.NO_COVERAGE


def test_a_negative_benefit_and_lists_of_unequal_length_are_mistakes():
    with pytest.raises(ValueError, match="0 or more"):
        equity.concentration_index([-1, 2], [1, 2])
    with pytest.raises(ValueError, match="same people"):
        equity.concentration_index([1], [1, 2])


def ten_crafters():
    """Weakest first; the first four and the juragan at the end have nothing to do with a group."""
    return [
        Crafter(
            rank=place,
            benefit=0 if place <= 4 else 60,
            is_served=place > 4,
            is_eligible=place < 10,
            is_strong=place >= 8,
        )
        for place in range(1, 11)
    ]


def test_coverage_is_told_for_each_fifth_of_the_frame():
    fifths = equity.quintiles(ten_crafters())

    assert [fifth.people for fifth in fifths] == [2, 2, 2, 2, 2]
    assert [fifth.coverage for fifth in fifths] == [0.0, 0.0, 1.0, 1.0, 1.0]
    assert [fifth.eligible for fifth in fifths] == [2, 2, 2, 2, 1]


def test_a_fifth_without_anybody_has_no_coverage():
    fifths = equity.quintiles([Crafter(rank=1.5), Crafter(rank=1.5)])

    assert [fifth.coverage for fifth in fifths] == [None, None, 0.0, None, None]


def test_errors_shares_and_ratio_of_the_ten():
    picture = equity.picture(ten_crafters())

    assert picture.exclusion_error == pytest.approx(4 / 7)
    assert picture.inclusion_error == pytest.approx(1 / 6)
    assert picture.elite_share == pytest.approx(3 / 6)
    assert picture.weakest_to_strongest == 0.0


def test_with_nobody_served_the_other_figures_are_not_available():
    picture = equity.picture([Crafter(rank=place) for place in range(1, 11)])

    assert picture.inclusion_error is None
    assert picture.elite_share is None
    assert picture.weakest_to_strongest is None
    assert picture.exclusion_error == 1.0
    assert picture.curve == ()


def test_the_curve_runs_from_nothing_to_everything_and_ties_make_one_step():
    curve = equity.concentration_curve([0, 1, 1, 2], [1, 2.5, 2.5, 4])

    assert curve == ((0.0, 0.0), (0.25, 0.0), (0.75, 0.5), (1.0, 1.0))


benefits_and_standings = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 9)), min_size=1, max_size=60
)


@given(benefits_and_standings)
def test_an_index_lies_between_minus_one_and_one_and_turns_with_the_ranks(people):
    benefits = [benefit for benefit, _ in people]
    upwards = equity.mid_ranks([standing for _, standing in people])
    downwards = equity.mid_ranks([-standing for _, standing in people])

    one = equity.concentration_index(benefits, upwards)
    other = equity.concentration_index(benefits, downwards)

    assert one.reason == other.reason
    if one.value is not None:
        assert -1 <= one.value <= 1
        assert one.value == pytest.approx(-other.value)


@given(benefits_and_standings)
def test_coverage_stays_within_its_bounds(people):
    ranks = equity.mid_ranks([standing for _, standing in people])
    index = equity.coverage_index([benefit > 250 for benefit, _ in people], ranks)

    if index.value is not None:
        assert -1.000001 <= index.value <= 1.000001


@given(benefits_and_standings)
def test_a_curve_never_falls(people):
    ranks = equity.mid_ranks([standing for _, standing in people])
    curve = equity.concentration_curve([benefit for benefit, _ in people], ranks)

    assert all(a[0] <= b[0] and a[1] <= b[1] + 1e-9 for a, b in pairwise(curve))
