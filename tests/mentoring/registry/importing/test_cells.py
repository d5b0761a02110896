"""What the text of a cell means: pure."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mentoring.registry.importing.cells import (
    CellProblem,
    nearest,
    plain,
    read_birth,
    read_choice,
    read_day,
    read_number,
    read_past_day,
    read_phone,
    read_place_code,
)

TODAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    "text",
    [
        "17-8-1980",
        "17/08/1980",
        "17.8.1980",
        "17 Agustus 1980",
        "17 agt 80",
        "1980-08-17",
        "1980-08-17 00:00:00",
        "29450",
    ],
)
def test_a_day_is_understood_however_it_is_written(text):
    assert read_day(text) == date(1980, 8, 17)


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("8-17-1980", "no_such_day", "17-08-1980"),
        ("31-2-1980", "no_such_day", ""),
        ("17 Agutus 1980", "no_day", "17 agustus 1980"),
        ("kemarin", "no_day", ""),
        ("17-8", "no_day", ""),
    ],
)
def test_a_day_that_is_none_is_told_with_what_was_meant(text, code, suggestion):
    with pytest.raises(CellProblem) as wrong:
        read_day(text)

    assert (wrong.value.code, wrong.value.suggestion) == (code, suggestion)


@pytest.mark.parametrize("text", ["17-8-2027", "17-8-1890", "17-8-2567"])
def test_a_day_of_another_calendar_or_of_the_future_is_refused(text):
    with pytest.raises(CellProblem) as wrong:
        read_past_day(text, today=TODAY)

    assert wrong.value.code == "day_out_of_range"


def test_a_birth_is_a_day_a_year_or_a_guess():
    assert read_birth("17-8-1980", today=TODAY) == (date(1980, 8, 17), None, False)
    assert read_birth("1980", today=TODAY) == (None, 1980, False)
    assert read_birth("sekitar 1980", today=TODAY) == (None, 1980, True)


def test_a_phone_lost_its_nought_in_a_spreadsheet():
    assert read_phone("81234567890") == read_phone("0812-3456-7890") == "+6281234567890"
    with pytest.raises(CellProblem):
        read_phone("tidak ada")


@pytest.mark.parametrize("text", ["35.09.10.2003", "3509102003", "35.09.10.2003 "])
def test_a_place_code_is_read_with_and_without_full_stops(text):
    assert read_place_code(text) == "35.09.10.2003"


def test_a_place_code_that_lost_its_first_nought_gets_it_back():
    assert read_place_code("901") == "09.01"
    with pytest.raises(CellProblem):
        read_place_code("35.09.1O.2003")


def test_a_word_is_chosen_by_its_sound_and_the_nearest_one_is_suggested():
    words = {"perempuan": "P", "laki-laki": "L", "P": "P", "L": "L"}

    assert read_choice("PEREMPUAN", words, offered=2) == "P"
    assert read_choice("l", words, offered=2) == "L"
    with pytest.raises(CellProblem) as wrong:
        read_choice("permpuan", words, offered=2)
    assert wrong.value.suggestion == "perempuan"
    assert wrong.value.facts == {"offered": "perempuan, laki-laki"}


def test_a_number_outside_its_bounds_is_refused():
    assert read_number("3.0", lowest=1, highest=99) == 3
    for text in ("0", "100", "tiga", "-1"):
        with pytest.raises(CellProblem):
            read_number(text, lowest=1, highest=99)


def test_the_nearest_name_is_found_or_none():
    assert nearest("Ronce Melti", ["Ronce Melati", "Bubut Mandiri"]) == "Ronce Melati"
    assert nearest("Kendi", ["Ronce Melati"]) == ""


@given(st.text(max_size=40))
@example("²")
def test_any_text_is_a_day_or_a_problem_never_an_accident(text):
    readers = {
        read_day: date,
        read_phone: str,
        read_place_code: str,
        (lambda text: read_birth(text, today=TODAY)): tuple,
    }
    for read, answer in readers.items():
        try:
            assert isinstance(read(plain(text)), answer)
        except CellProblem as problem:
            assert str(problem)
