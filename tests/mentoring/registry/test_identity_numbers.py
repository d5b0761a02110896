"""Numbers as they are typed from cards, and what is only pointed out."""

from datetime import date
from types import SimpleNamespace

import pytest

from mentoring.registry.identity_numbers import Oddness, oddities, read_number

TODAY = date(2026, 6, 1)
# Region 99 does not exist. Born 17 May 1980; a woman's day has 40 added.
OF_A_WOMAN = "9999995705800001"
OF_A_MAN = "9999991705800001"


def somebody(sex="P", born_on=date(1980, 5, 17), birth_year=None, is_birth_estimated=False):
    return SimpleNamespace(
        sex=sex,
        born_on=born_on,
        birth_year=birth_year,
        is_birth_estimated=is_birth_estimated,
        year_of_birth=lambda: born_on.year if born_on else birth_year,
    )


@pytest.mark.parametrize(
    "typed",
    [
        "9999995705800001",
        " 9999 9957 0580 0001 ",
        "999999.570580.0001",
        "999999-570580-0001",
        "99999957O58OOOO1",
        "999999570580000l",
        "9999\u00a09957\u200b05800001",
    ],
)
def test_a_number_is_read_as_people_type_it(typed):
    assert read_number(typed) == OF_A_WOMAN


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "tidak ada", "1234567", "9" * 21, "99999957058000X1", "٩٩٩٩٩٩٥٧٠٥٨٠٠٠٠١", "=1+1"],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match="not an identity number"):
        read_number(typed)


@pytest.mark.parametrize(
    ("kind", "number", "person", "expected"),
    [
        ("NIK", OF_A_WOMAN, somebody(), []),
        ("NIK", OF_A_MAN, somebody(sex="L"), []),
        ("NIK", OF_A_MAN, somebody(), [Oddness.SEX]),
        ("NIK", OF_A_WOMAN, somebody(born_on=date(1980, 5, 18)), [Oddness.BIRTH]),
        ("NIK", OF_A_WOMAN, somebody(born_on=None, birth_year=1980), []),
        ("NIK", OF_A_WOMAN, somebody(born_on=None, birth_year=1981), [Oddness.BIRTH]),
        ("NIK", OF_A_WOMAN, somebody(None, None, 1979, is_birth_estimated=True), []),
        ("NIK", OF_A_WOMAN, somebody(sex="", born_on=None), []),
        ("NIK", "999999570580001", somebody(), [Oddness.LENGTH]),
        ("NIK", "9999997102800001", somebody(), [Oddness.NO_DATE]),
        ("NIK", "9999991205180001", somebody(), [Oddness.LOOKS_LIKE_KK]),
        ("KK", "9999991205180001", somebody(), []),
        ("KK", "999999120518000", somebody(), [Oddness.LENGTH]),
        ("NIB", "0000000000000", somebody(), []),
    ],
)
def test_what_looks_odd_is_pointed_out(kind, number, person, expected):
    assert oddities(kind, number, person=person, today=TODAY) == expected


def test_somebody_born_in_this_century_is_read_right():
    young = somebody(born_on=date(2004, 5, 17))

    assert oddities("NIK", "9999995705040001", person=young, today=TODAY) == []
