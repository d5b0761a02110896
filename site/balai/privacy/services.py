"""Verbs on breaches of personal data."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from balai.inbox.services import notify
from balai.privacy.errors import (
    BreachIsClosed,
    HandlingMissing,
    NotEverybodyTold,
    NoticedInTheFuture,
    ToldBeforeNoticed,
    ToldInTheFuture,
)
from balai.privacy.models import Breach, BreachNotice


@transaction.atomic
def record_breach(*, recorded_by: Any, now: datetime, noticed_at: datetime, **facts: Any) -> Breach:
    """Return a new breach; everybody who may work on it finds a word in the inbox.

    facts: title, happened, what_data, is_specific, people_count, handling.
    Raises NoticedInTheFuture.
    """
    if noticed_at > now:
        raise NoticedInTheFuture()
    breach = Breach.objects.create(
        recorded_by=recorded_by, recorded_at=now, noticed_at=noticed_at, **facts
    )
    log(breach, "privacy.breach_recorded", user=recorded_by)
    for user in get_user_model().objects.with_perm(
        "privacy.change_breach", backend="django.contrib.auth.backends.ModelBackend"
    ):
        with override(user.preferred_language):
            notify(
                user=user,
                subject=_("Personal data leaked: the clock runs"),
                body=_("People and authority must be told before %(deadline)s.")
                % {"deadline": spoken(breach.deadline)},
                url=breach.get_absolute_url(),
            )
    return breach


@transaction.atomic
def change_breach(*, breach: Breach, changed_by: Any, now: datetime, **facts: Any) -> Breach:
    """Keep what became known since. Raises BreachIsClosed, NoticedInTheFuture."""
    _require_open(breach)
    if facts.get("noticed_at", breach.noticed_at) > now:
        raise NoticedInTheFuture()
    changed = sorted(name for name, value in facts.items() if getattr(breach, name) != value)
    for name, value in facts.items():
        setattr(breach, name, value)
    breach.save(update_fields=list(facts))
    log(breach, "privacy.breach_changed", user=changed_by, data={"fields": changed})
    return breach


@transaction.atomic
def note_told(
    *,
    breach: Breach,
    told: str,
    told_at: datetime,
    how: str,
    is_waived: bool = False,
    recorded_by: Any,
    now: datetime,
) -> BreachNotice:
    """Write down that somebody was told, or why she need not be (`is_waived`); never changed.

    told: a `Told`. Raises BreachIsClosed, ToldInTheFuture, ToldBeforeNoticed.
    """
    _require_open(breach)
    if told_at > now:
        raise ToldInTheFuture()
    if told_at < breach.noticed_at:
        raise ToldBeforeNoticed(noticed=spoken(breach.noticed_at))
    notice = BreachNotice.objects.create(
        breach=breach,
        told=told,
        told_at=told_at,
        how=how,
        is_waived=is_waived,
        recorded_by=recorded_by,
        recorded_at=now,
    )
    log(breach, "privacy.breach_told", user=recorded_by, data={"told": told, "waived": is_waived})
    return notice


@transaction.atomic
def close_breach(*, breach: Breach, closed_by: Any, now: datetime) -> Breach:
    """End the work on a breach. Raises BreachIsClosed, NotEverybodyTold, HandlingMissing."""
    _require_open(breach)
    missing = breach.not_told()
    if missing:
        raise NotEverybodyTold(missing=", ".join(str(whom.label) for whom in missing))
    if not breach.handling.strip():
        raise HandlingMissing()
    breach.closed_at, breach.closed_by = now, closed_by
    breach.save(update_fields=["closed_at", "closed_by"])
    log(breach, "privacy.breach_closed", user=closed_by)
    return breach


def spoken(moment: datetime) -> str:
    """ "5 Maret 2026, 8.00" in the site's zone."""
    return date_format(timezone.localtime(moment), "j F Y, H.i")


def _require_open(breach: Breach) -> None:
    if breach.is_closed():
        raise BreachIsClosed()
