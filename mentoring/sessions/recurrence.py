"""On which days visits fall that are planned in a row. Pure."""

from datetime import date, datetime, time

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekdays

from mentoring.sessions.models.calendar import Rhythm

# Two years of weekly visits; more is planned anew when the time comes.
MOST_DAYS = 104
_LONGEST_MONTHLESS_DAY = 28


def days_of(rhythm: str, first_on: date, last_on: date) -> list[date]:
    """Every day of `rhythm` from `first_on` to `last_on`, both included, in order.

    A date that a month does not have (31) falls on that month's last day. The fifth Monday
    of a month becomes the last one. Raises ValueError for a rhythm that is none.
    """
    begins = datetime.combine(first_on, time.min)
    until = datetime.combine(last_on, time.min)
    return [day.date() for day in rrule(**_rule(rhythm, first_on), dtstart=begins, until=until)]


def _rule(rhythm: str, first_on: date) -> dict[str, object]:
    match Rhythm(rhythm):
        case Rhythm.WEEKLY:
            return {"freq": WEEKLY}
        case Rhythm.FORTNIGHTLY:
            return {"freq": WEEKLY, "interval": 2}
        case Rhythm.MONTHLY_DAY:
            # The last that the month has, of the 28th to the wanted date.
            wanted = range(min(first_on.day, _LONGEST_MONTHLESS_DAY), first_on.day + 1)
            return {"freq": MONTHLY, "bymonthday": list(wanted), "bysetpos": -1}
        case _:
            number = (first_on.day - 1) // 7 + 1
            which = weekdays[first_on.weekday()](number if number < 5 else -1)
            return {"freq": MONTHLY, "byweekday": which}
