"""Which records may be one person: pure."""

import uuid
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mentoring.registry.likeness import NEIGHBOURS, Record, blocks, compare, hamlet_key, pairs
from mentoring.registry.models import Likeness
from mentoring.registry.name_keys import name_key


def record(name, *, hamlet="Krajan", year=None, born_on=None, phone="", sex="", guess=False):
    return Record(
        uuid.uuid4(), name_key(name), sex, born_on, year, guess, phone, "35.09.10.2003", hamlet
    )


def test_one_name_hamlet_and_year_are_likely_one_person():
    found = compare(record("Ruminah", year=1980), record("Hj. Rumina", year=1980))

    assert found == (Likeness.NAME_AND_BIRTH, 85)


def test_a_missing_year_makes_it_less_sure_and_another_year_no_likeness():
    assert compare(record("Ruminah"), record("Rumina", year=1980)) == (
        Likeness.NAME_AND_HAMLET,
        60,
    )
    assert compare(record("Ruminah", year=1975), record("Rumina", year=1980)) is None


def test_a_guessed_year_may_be_two_years_off():
    assert compare(record("Ruminah", year=1979, guess=True), record("Rumina", year=1980)) == (
        Likeness.NAME_AND_BIRTH,
        75,
    )


def test_one_phone_counts_across_hamlets():
    found = compare(
        record("Ruminah", hamlet="Krajan", phone="+62800"),
        record("Ruminah Contoh", hamlet="Karuk", phone="+62800"),
    )

    assert found == (Likeness.NAME_AND_PHONE, 80)


def test_another_sex_and_another_birthday_speak_against():
    born = {"year": None, "sex": "P"}
    one = record("Sutini", born_on=date(1980, 1, 1), **born)

    assert compare(one, record("Sutini", born_on=date(1980, 2, 1), **born)) == (
        Likeness.NAME_AND_BIRTH,
        65,
    )
    assert compare(one, record("Sutini", year=1980, sex="L")) == (Likeness.NAME_AND_BIRTH, 55)
    assert compare(record("Sutini", sex="P"), record("Sutini", sex="L")) is None


def test_a_hamlet_is_one_with_and_without_the_word_for_it():
    assert hamlet_key("Dusun Krajan") == hamlet_key("KRAJAN") != hamlet_key("Karuk")


def test_people_whose_names_are_not_alike_are_never_a_pair():
    assert compare(record("Sutini", year=1980), record("Sutinem", year=1980)) is None
    assert compare(record("Siti Aminah", year=1980), record("Siti Maryam", year=1980)) is None


@given(st.lists(st.sampled_from(["Siti", "Siti Aminah", "Sutini", "Ruminah"]), max_size=30))
def test_each_pair_is_found_once_with_the_smaller_key_first(names):
    people = sorted((record(name, year=1980) for name in names), key=lambda each: each.name_key)

    found = [pair for block in blocks(people) for pair in pairs(block)]

    assert len({(pair.a, pair.b) for pair in found}) == len(found)
    assert all(pair.a < pair.b for pair in found)


def test_the_work_grows_with_the_number_of_people_not_with_its_square():
    people = [record("Siti", year=1980) for _ in range(1000)]

    found = [pair for block in blocks(people) for pair in pairs(block)]

    assert len(found) <= len(people) * NEIGHBOURS
