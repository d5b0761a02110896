from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.incubation.log_indices import (
    Count,
    Gap,
    Log,
    dependence,
    gaps,
    indices,
    planned_glide,
)

COUNTS = st.integers(0, 40).flatmap(
    lambda whole: st.integers(0, whole).map(lambda part: Count(part, whole))
)
FULL = Log(
    months=24,
    local_members=Count(9, 10),
    local_officers=Count(2, 2),
    women_members=Count(8, 10),
    women_officers=Count(1, 2),
    attended=Count(80, 100),
    stayed=Count(9, 10),
    alone=Count(6, 10),
    chaired=Count(7, 10),
)


def test_each_index_is_the_mean_of_what_the_logs_tell():
    found = indices(FULL)

    # 90, 100 and 1/2 women among officers against 8/10 among members.
    assert found.rooted.points == Fraction(90 + 100) / 3 + Fraction(125, 2) / 3
    assert found.cohesive.points == 85
    # 60 alone, 70 chaired, and 40 % with her where a quarter is planned: 62.5.
    assert found.autonomous.points == Fraction(60 + 70) / 3 + Fraction(125, 2) / 3
    assert found.lowest == found.autonomous.points
    assert round(found.geometric_mean, 1) == 77.1


def test_what_nobody_logged_is_named_and_not_a_zero():
    found = indices(Log(months=6, attended=Count(8, 10), stayed=Count(10, 10)))

    assert found.cohesive.points == 90
    assert found.cohesive.missing == ("speaks",)
    assert found.rooted.points is None
    assert (found.lowest, found.geometric_mean) == (None, None)


def test_one_part_is_no_index():
    assert indices(Log(months=6, attended=Count(8, 10))).cohesive.points is None


def test_a_group_without_women_has_no_part_about_them():
    log = Log(
        months=1,
        local_members=Count(1, 2),
        local_officers=Count(1, 1),
        women_members=Count(0, 5),
        women_officers=Count(0, 2),
    )

    assert indices(log).rooted.parts["women_lead"] is None
    assert indices(log).rooted.points == 75


@pytest.mark.parametrize(
    ("month", "share"),
    [(0, 1), (9, Fraction(3, 4)), (18, Fraction(1, 2)), (19, Fraction(1, 4)), (24, Fraction(1, 4))],
)
def test_the_facilitator_glides_out(month, share):
    assert planned_glide(month) == share


def test_coming_as_seldom_as_planned_is_full_marks():
    log = Log(months=18, alone=Count(5, 10), chaired=Count(0, 10))

    assert dependence(log) == Fraction(1, 2)
    assert indices(log).autonomous.parts["glide"] == 100


def test_logs_and_opinion_twenty_points_apart_must_be_answered():
    found = indices(Log(months=1, attended=Count(60, 100), stayed=Count(10, 10)))

    assert gaps(found, {"KOH": Fraction(60), "OTO": Fraction(0)}) == (
        Gap("KOH", Fraction(80), Fraction(60)),
    )
    assert gaps(found, {"KOH": Fraction(61)}) == ()
    assert gaps(found, {"KOH": None}) == ()


def test_a_part_larger_than_the_whole_is_refused():
    with pytest.raises(ValueError, match="between 0 and the whole"):
        Count(3, 2)


@given(
    st.builds(
        Log,
        months=st.integers(0, 30),
        **dict.fromkeys(
            ["local_members", "local_officers", "attended", "stayed", "alone", "chaired"], COUNTS
        ),
        women_members=COUNTS,
        women_officers=COUNTS,
    )
)
def test_every_index_lies_between_0_and_100(log):
    found = indices(log)

    for index in (found.rooted, found.cohesive, found.autonomous):
        assert index.points is None or 0 <= index.points <= 100
    if found.lowest is not None:
        assert found.lowest <= found.geometric_mean + 1e-6


@given(st.integers(0, 29))
def test_the_glide_never_rises(month):
    assert planned_glide(month + 1) <= planned_glide(month)
