"""Codes as people and spreadsheets write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.registry.place_codes import read_place_code


@pytest.mark.parametrize(
    ("written", "code", "was_padded"),
    [
        ("35.09.10.2003", "35.09.10.2003", False),
        ("3509102003", "35.09.10.2003", False),
        (" 35 09 10 2003 ", "35.09.10.2003", False),
        ("35-09-10-2003", "35.09.10.2003", False),
        ("35.O9.1O.2003", "35.09.10.2003", False),
        ("'3509102003", "35.09.10.2003", False),
        ("3509102003.0", "35.09.10.2003", False),
        ("35.9.10.2003", "35.09.10.2003", True),
        ("35.9.1.3", "35.09.01.0003", True),
        ("350910", "35.09.10", False),
        ("35,09", "35.09", False),
        ("35", "35", False),
    ],
)
def test_a_code_is_read_and_lost_zeros_are_put_back_and_told(written, code, was_padded):
    read = read_place_code(written)

    assert (read.code, read.was_padded) == (code, was_padded)


@pytest.mark.parametrize(
    "written",
    ["", "Tutul", "35.09.10.2003.1", "35.091", "35.09.10.20031", "12345678901", "-", "35..9"],
)
def test_what_is_no_code_is_refused(written):
    with pytest.raises(ValueError, match="code of a place"):
        read_place_code(written)


@given(
    parts=st.tuples(
        st.integers(11, 99), st.integers(1, 99), st.integers(1, 99), st.integers(1, 9999)
    ),
    level=st.integers(1, 4),
)
def test_every_code_survives_losing_its_full_stops_or_its_zeros(parts, level):
    widths = (2, 2, 2, 4)
    whole = [f"{part:0{width}d}" for part, width in zip(parts, widths, strict=True)][:level]
    code = ".".join(whole)

    assert read_place_code("".join(whole)).code == code
    assert read_place_code(".".join(str(part) for part in parts[:level])).code == code
