"""How long a certificate holds, and from when until when it may be renewed."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

# Unless a type says otherwise: from three months before the last day until a month after it.
DAYS_BEFORE, DAYS_AFTER = 90, 30
# No month is shorter than those of a year without a 29 February.
_PLAIN_YEAR = 2025


@dataclass(frozen=True)
class RenewalWindow:
    """The days on which a renewal may be prepared, both included."""

    first_day: date
    last_day: date

    def is_open(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def is_over(self, day: date) -> bool:
        return day > self.last_day


def last_valid_day(issued_on: date, months: int | None) -> date | None:
    """The last day, included, of a certificate that holds for `months`; None: for good.

    It ends on the same day of the month it began, and in a month without that day on its
    last one: issued on 29 February 2028 for a year, it holds until 28 February 2029.
    """
    return None if months is None else issued_on + relativedelta(months=months)


def renewal_window(valid_until: date, *, days_before: int, days_after: int) -> RenewalWindow:
    """When a certificate whose last day is `valid_until` may be renewed.

    The days are counted from that last day, so that a 29 February moves the window with it:
    what began on 29 February 2028 for a year is counted from 28 February 2029.
    """
    return RenewalWindow(
        valid_until - timedelta(days=days_before), valid_until + timedelta(days=days_after)
    )


def renewed_last_day(issued_on: date, months: int | None, old_last_day: date) -> date | None:
    """The last day of a renewal; None: for good.

    Who renews early loses nothing: the new time is counted from the old last day. After that
    day it is counted from the issue date.
    """
    return last_valid_day(max(issued_on, old_last_day), months)


def fewest_days(months: int) -> int:
    """How many days `months` have at least, wherever in the year they begin."""
    starts = [date(_PLAIN_YEAR, month, 1) for month in range(1, 13)]
    return min((start + relativedelta(months=months) - start).days for start in starts)
