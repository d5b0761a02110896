"""What a coordinator looks at first in a list of sessions: late, far away, not complete."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from mentoring.sessions.models import Arrival, Evidence


class Mark(TextChoices):
    """By what a list of sessions is narrowed."""

    LATE = "late", _("recorded late")
    EARLY = "early", _("dated after its arrival")
    INCOMPLETE = "incomplete", _("not complete")
    CREDIT = "credit", _("waits for a yes")
    FAR = "far", _("photo taken far away")
    OLDER = "older", _("photo of another day")
    REUSED = "reused", _("photo used twice")


_PHOTO = {Mark.FAR: "is_far", Mark.OLDER: "is_older", Mark.REUSED: "is_reused"}


def _has_photo(**what: bool) -> Exists:
    return Exists(Evidence.objects.filter(session=OuterRef("pk"), **what))


def with_photo_marks(sessions: QuerySet) -> QuerySet:
    """`sessions` that know whether a photograph of theirs is marked, without further queries."""
    return sessions.annotate(
        **{f"photo_{name}": _has_photo(**{name: True}) for name in _PHOTO.values()}
    )


def narrowed(sessions: QuerySet, mark: str) -> QuerySet:
    """Those of `sessions` that bear `mark`."""
    if mark in _PHOTO:
        return sessions.filter(_has_photo(**{_PHOTO[Mark(mark)]: True}))
    condition = {
        Mark.LATE: Q(arrival=Arrival.LATE),
        Mark.EARLY: Q(arrival=Arrival.EARLY),
        Mark.INCOMPLETE: Q(is_complete=False),
        Mark.CREDIT: ~Q(credit="") & Q(credited_at__isnull=True),
    }[Mark(mark)]
    return sessions.filter(condition)


def marks_in_words(session: Any) -> list[Any]:
    """What a session of `with_photo_marks` bears, in words."""
    found = []
    if session.arrival != Arrival.ON_TIME:
        found.append(session.get_arrival_display())
    if session.waits_for_credit:
        found.append(session.get_credit_display())
    if not session.is_complete:
        found.append(Mark.INCOMPLETE.label)
    return found + [
        mark.label for mark, name in _PHOTO.items() if getattr(session, f"photo_{name}")
    ]
