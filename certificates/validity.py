"""How long a certificate holds, and from when it may be renewed."""

from datetime import date

from dateutil.relativedelta import relativedelta


def last_valid_day(issued_on: date, months: int | None) -> date | None:
    """The last day, included, of a certificate that holds for `months`; None: for good.

    It ends on the same day of the month it began, and in a month without that day on its
    last one: issued on 29 February 2028 for a year, it holds until 28 February 2029.
    """
    return None if months is None else issued_on + relativedelta(months=months)
