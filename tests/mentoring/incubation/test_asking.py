"""Which items are asked, how numbers are read, and what makes a reader look twice: pure."""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from mentoring.incubation.asking import asked_codes
from mentoring.incubation.number_words import parse_number
from mentoring.incubation.round_flags import differing_items, hurried_flags


@dataclass
class One:
    code: str
    asked_if: dict = field(default_factory=dict)


FORM = [
    One("A"),
    One("B", {"item": "A", "in": ["yes"]}),
    One("C", {"item": "B", "in": ["3", "4"]}),
]


@pytest.mark.parametrize(
    ("answered", "asked"),
    [
        ({}, {"A"}),
        ({"A": "no"}, {"A"}),
        ({"A": "yes"}, {"A", "B"}),
        ({"A": "yes", "B": "4"}, {"A", "B", "C"}),
        ({"A": "no", "B": "4"}, {"A"}),
    ],
    ids=["nothing", "no", "yes", "both", "the question before was not asked itself"],
)
def test_an_item_is_asked_after_the_answers_it_waits_for(answered, asked):
    assert asked_codes(FORM, answered) == asked


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.000", "1000"),
        ("Rp1.250.000", "1250000"),
        ("1.250,75", "1250.75"),
        ("-3", "-3"),
        (" 40 % ", "40"),
        ("0", "0"),
    ],
)
def test_a_number_is_read_as_it_is_typed_here(typed, number):
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "dua", "1,000", "1.00.000", "1,2,3", "NaN", "1e9", "٣"])
def test_what_is_no_number_or_two_numbers_is_not_guessed(typed):
    with pytest.raises(ValueError, match=r".*"):
        parse_number(typed)


def same(level, count):
    return {f"A{n}": level for n in range(count)}


@pytest.mark.parametrize(
    ("levels", "seconds", "flags"),
    [
        (same(2, 22), 40, ["speed", "all_equal"]),
        (same(2, 22), 41, ["all_equal"]),
        (same(2, 22), None, ["all_equal"]),
        ({**same(2, 21), "B": 3}, 40, ["speed"]),
        ({**same(2, 21), "B": None}, 90, ["all_equal"]),
        (same(2, 4), 5, []),
    ],
)
def test_all_equal_answers_in_forty_seconds_are_flagged(levels, seconds, flags):
    assert hurried_flags(levels, seconds) == flags


def test_raters_differ_from_two_levels_on_and_an_empty_differs_from_nothing():
    mine = {"A": 1, "B": 1, "C": None, "D": 4}
    other = {"A": 3, "B": 2, "C": 4, "D": None}

    assert differing_items(mine, [other]) == ["A"]
