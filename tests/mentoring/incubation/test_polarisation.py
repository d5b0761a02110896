from datetime import date
from fractions import Fraction

import pytest

from mentoring.incubation.polarisation import (
    GapPoint,
    Standing,
    gap_line,
    leans_on_facilitator,
    skill_without_strength,
)

START, END = date(2026, 1, 5), date(2027, 12, 6)


def test_the_gap_is_strong_minus_weak_in_each_round():
    line = gap_line([Standing(END, [70, 90], [30]), Standing(START, [60], [20, 40])])

    assert line.points == (GapPoint(START, 30, 1, 2), GapPoint(END, 50, 2, 1))
    assert (line.widening, line.widens) == (20, True)


def test_a_gap_that_closes_does_not_warn():
    line = gap_line([Standing(START, [80], [20]), Standing(END, [80], [50])])

    assert (line.widening, line.widens) == (-30, False)


def test_a_round_without_the_weak_has_no_gap():
    line = gap_line([Standing(START, [80], []), Standing(END, [80], [50])])

    assert line.points[0].gap is None
    assert (line.widening, line.widens) == (None, False)


@pytest.mark.parametrize(
    ("persons", "group", "warns"),
    [(12.0, 0.0, True), (12.0, -3.0, True), (12.0, 1.0, False), (0.0, 0.0, False), (None, 1, None)],
)
def test_skill_that_leaves_the_group_weak_warns(persons, group, warns):
    assert skill_without_strength(persons, group) is warns


@pytest.mark.parametrize(
    ("share", "month", "warns"),
    [
        (Fraction(81, 100), 19, True),
        (Fraction(80, 100), 19, False),
        (Fraction(1), 18, False),
        (None, 24, None),
    ],
)
def test_leaning_on_the_facilitator_warns_after_month_18(share, month, warns):
    assert leans_on_facilitator(share, month) is warns
