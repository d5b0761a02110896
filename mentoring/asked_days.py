"""The day a page is asked for in its address (`?hari=2026-08-17`): how things stood then."""

from datetime import date

from django.http import HttpRequest
from django.utils.dateparse import parse_date

ASKED = "hari"


def day_asked(request: HttpRequest) -> date | None:
    """The day in the address; None without one, and for what looks like a day and is none."""
    try:
        return parse_date(request.GET.get(ASKED, ""))
    except ValueError:
        return None


def is_no_day(request: HttpRequest) -> bool:
    """Whether something was asked for that is no day: the page says so and shows today."""
    return bool(request.GET.get(ASKED)) and day_asked(request) is None
