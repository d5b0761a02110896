"""Which certificates are due for renewal, and how that is said to people. Writes nothing."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.models import Certificate, CertificateType, Issuer, Status
from certificates.models.certificates import CertificateQuerySet
from certificates.scopes import NOTHING
from certificates.services.batches import today_at

SOON, OVERDUE = "segera", "lewat"


def due_for_renewal(
    *, user: Any, types: Iterable[CertificateType], now: datetime, state: str = ""
) -> CertificateQuerySet:
    """Certificates of `types` that may be renewed now, of those `user` may see; first to end first.

    types: with their issuers. state: SOON, whose last day is still to come or is today; OVERDUE,
    whose last day is over; "" for both. Today is today where each issuer stands.
    """
    return (
        Certificate.objects.visible_to(user)
        .renewable()
        .filter(_in_their_windows(types, now, state))
        .order_by("valid_until", "serial", "pk")
    )


def _in_their_windows(types: Iterable[CertificateType], now: datetime, state: str) -> Q:
    """One range of last days for each window and zone, not for each type: they are few."""
    ranges: dict[tuple[date, date], list[int]] = {}
    zones: dict[str, date] = {}
    for kind in types:
        issuer: Issuer = kind.issuer
        today = zones.setdefault(issuer.time_zone, today_at(issuer, now))
        first = today - timedelta(days=kind.renewal_days_after)
        last = today + timedelta(days=kind.renewal_days_before)
        if state == SOON:
            first = today
        if state == OVERDUE:
            last = today - timedelta(days=1)
        ranges.setdefault((first, last), []).append(kind.pk)
    condition = NOTHING
    for days, keys in ranges.items():
        condition |= Q(type__in=keys, valid_until__range=days)
    return condition


def renewal_sentence(certificate: Certificate, day: date) -> str:
    """When `certificate` may be renewed, as it is told on `day`; "" if it never is, or was."""
    window = certificate.renewal_window
    if getattr(certificate, "renewed_by", None):
        return ""
    if window is None or certificate.is_legacy or certificate.status != Status.VALID:
        return ""
    if window.is_over(day):
        return _("The time to renew it ended on %(last)s.") % {"last": _day(window.last_day)}
    return _("May be renewed from %(first)s until %(last)s.") % {
        "first": _day(window.first_day),
        "last": _day(window.last_day),
    }


def _day(day: date) -> str:
    return date_format(day, "j F Y")
