from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.sessions.models import Rhythm
from mentoring.sessions.recurrence import days_of

MONDAY = date(2026, 1, 5)


def test_every_week_and_every_two_weeks_keep_the_weekday():
    until = date(2026, 2, 2)

    assert [day.day for day in days_of(Rhythm.WEEKLY, MONDAY, until)] == [5, 12, 19, 26, 2]
    assert [day.day for day in days_of(Rhythm.FORTNIGHTLY, MONDAY, until)] == [5, 19, 2]


def test_the_31st_falls_on_the_last_day_of_shorter_months():
    days = days_of(Rhythm.MONTHLY_DAY, date(2026, 1, 31), date(2026, 5, 31))

    assert days == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 31),
    ]


def test_a_plain_date_of_the_month_stays_itself():
    days = days_of(Rhythm.MONTHLY_DAY, date(2026, 1, 9), date(2026, 4, 1))

    assert days == [date(2026, 1, 9), date(2026, 2, 9), date(2026, 3, 9)]


def test_the_second_thursday_and_the_last_friday_of_the_month():
    second = days_of(Rhythm.MONTHLY_WEEKDAY, date(2026, 1, 8), date(2026, 3, 31))
    last = days_of(Rhythm.MONTHLY_WEEKDAY, date(2026, 1, 30), date(2026, 3, 31))

    assert second == [date(2026, 1, 8), date(2026, 2, 12), date(2026, 3, 12)]
    assert last == [date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 27)]


def test_a_rhythm_that_is_none_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="daily"):
        days_of("daily", MONDAY, MONDAY)


@given(
    st.sampled_from(Rhythm.values),
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.integers(0, 800),
)
def test_the_first_day_is_always_one_and_none_lies_outside_or_twice(rhythm, first, length):
    last = first + timedelta(days=length)

    days = days_of(rhythm, first, last)

    assert days[0] == first
    assert days == sorted(set(days))
    assert days[-1] <= last
