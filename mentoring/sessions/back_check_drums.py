"""Which visits were in a drum when lots were drawn: those that had come in by then."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Max

from mentoring.sessions.models import BackCheckDraw

# (code of the place, first day of the month) -> when lots were last drawn there.
LastDraws = Mapping[tuple[str, date], datetime]


def last_draws(*, since: date, until: date) -> LastDraws:
    """Of the months that begin from `since` to before `until`. One query."""
    rows = (
        BackCheckDraw.objects.filter(month__gte=since, month__lt=until)
        .order_by()
        .values_list("place", "month")
        .annotate(last=Max("drawn_at"))
    )
    return {(place, month): last for place, month, last in rows}


def was_in_a_drum(draws: LastDraws, *, place: str, month: date, received_at: datetime) -> bool:
    """Whether lots were drawn over `place` and that month after a visit there had come in."""
    drawn = (draws.get((code, month)) for code in codes_around(place))
    return any(last is not None and received_at <= last for last in drawn)


def codes_around(code: str) -> list[str]:
    """`code` and the codes of the places it lies in: "35.09" -> ["35", "35.09"]."""
    parts = code.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
