"""The secret address of somebody's calendar: made, renewed, found again, taken back."""

import hashlib
import secrets
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mentoring.sessions.models import CalendarFeed

_BYTES = 24


@transaction.atomic
def renew_feed(*, user: Any, now: datetime) -> str:
    """Return a new secret for `user`; calendars that used the old one find nothing any more.

    The secret is kept nowhere: show it at once.
    """
    secret = secrets.token_urlsafe(_BYTES)
    CalendarFeed.objects.update_or_create(
        user=user,
        defaults={"secret_digest": digest(secret), "made_at": now, "last_read_on": None},
    )
    return secret


def end_feed(*, user: Any) -> None:
    """Let no calendar read the sessions of `user` any more."""
    CalendarFeed.objects.filter(user=user).delete()


def feed_of_secret(secret: str) -> CalendarFeed | None:
    """Whose it is; None for a secret of nobody, or of an account that was switched off."""
    found = CalendarFeed.objects.select_related("user")
    return found.filter(secret_digest=digest(secret), user__is_active=True).first()


def note_reading(*, feed: CalendarFeed, today: date) -> None:
    """Keep on which day a calendar last came by; at most one write a day."""
    if feed.last_read_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_on=today)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
