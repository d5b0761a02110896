from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from mentoring.sessions.notices import (
    Notice,
    clock_notices,
    holidays_between,
    is_in_fast,
    notices_for_group,
)
from tests.factories.registry import CrafterGroupFactory, place
from tests.factories.sessions import SeasonFactory

WIB = ZoneInfo("Asia/Jakarta")


def kinds(*clock, minutes=90, day=(2026, 11, 20)):
    return [notice.kind for notice in clock_notices(datetime(*day, *clock, tzinfo=WIB), minutes)]


def test_national_holidays_are_told_in_the_readers_language():
    new_year = date(2026, 8, 17)
    with translation.override("id"):
        indonesian = holidays_between(new_year, new_year)
    with translation.override("en"):
        english = holidays_between(new_year, new_year)

    assert indonesian == {new_year: "Hari Kemerdekaan Republik Indonesia"}
    assert english == {new_year: "Independence Day"}


def test_holidays_are_found_over_the_end_of_a_year():
    found = holidays_between(date(2026, 12, 24), date(2027, 1, 1))

    assert {date(2026, 12, 25), date(2027, 1, 1)} <= set(found)


@pytest.mark.parametrize(
    ("clock", "told"),
    [((9, 0), []), ((9, 31), ["prayer"]), ((12, 59), ["prayer"]), ((13, 0), [])],
)
def test_a_visit_that_meets_friday_prayer_is_pointed_out(clock, told):
    assert kinds(*clock) == told


def test_the_same_hour_on_a_thursday_is_free():
    assert kinds(12, 0, day=(2026, 11, 19)) == []


def test_ramadan_is_the_thirty_days_before_idul_fitri():
    # Idul Fitri 1447 is 21 March 2026 in Indonesia
    assert [is_in_fast(day) for day in (date(2026, 2, 18), date(2026, 2, 19))] == [False, True]
    assert [is_in_fast(day) for day in (date(2026, 3, 20), date(2026, 3, 21))] == [True, False]


def test_ramadan_that_begins_in_one_year_and_ends_in_the_next():
    # Idul Fitri falls about 24 January 2031
    assert is_in_fast(date(2030, 12, 30))


def test_an_evening_of_ramadan_is_pointed_out_and_its_morning_not():
    ramadan = (2026, 3, 4)

    assert kinds(16, 0, day=ramadan) == ["fast"]
    assert kinds(9, 0, day=ramadan) == []


@pytest.mark.django_db
def test_seasons_of_the_craft_centre_and_of_places_around_it_count_and_others_do_not():
    group = CrafterGroupFactory()
    mine = {"starts_on": date(2026, 3, 3), "ends_on": date(2026, 3, 4)}
    SeasonFactory(title="Panen", sentra=group.sentra, **mine)
    SeasonFactory(title="Hajatan", sentra=None, place=place("35.09"), kind="feast", **mine)
    SeasonFactory(title="Jauh", **(mine | {"sentra__place": place("52.01")}))

    told = notices_for_group(group, [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)], None, 0)

    assert set(told) == {date(2026, 3, 3)}
    assert sorted(told[date(2026, 3, 3)], key=lambda notice: notice.title) == [
        Notice("feast", "Hajatan"),
        Notice("harvest", "Panen"),
    ]
