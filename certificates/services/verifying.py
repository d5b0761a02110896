"""What anybody may learn about a code, from the frozen record alone."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.core.cache import caches
from django.utils import timezone

from certificates import conf
from certificates.codes import read_code, shown
from certificates.models import Certificate, Status
from certificates.services.snapshots import PUBLIC_FIELDS


class VerdictState(StrEnum):
    """What the page says. THROTTLED: this address asked for too many unknown codes."""

    VALID = "valid"
    HELD = "held"
    REVOKED = "revoked"
    REPLACED = "replaced"
    UNKNOWN = "unknown"
    THROTTLED = "throttled"


@dataclass(frozen=True)
class Verdict:
    """The answer about one code.

    printed: the public printed values, empty if unknown. looks_mistyped: the check letter
    does not agree, so a letter is wrong (computed, nobody was asked). revoked_on: the day
    in the issuer's zone.
    """

    state: VerdictState
    code: str
    checked_at: datetime
    printed: dict[str, Any] = field(default_factory=dict)
    is_sample: bool = False
    reason: str = ""
    reason_label: str = ""
    revoked_on: date | None = None
    issued_on: date | None = None
    contact: str = ""
    looks_mistyped: bool = False


# A pending certificate has no document yet: for the world it does not exist.
_STATES = {
    Status.VALID: VerdictState.VALID,
    Status.HELD: VerdictState.HELD,
    Status.REVOKED: VerdictState.REVOKED,
    Status.REPLACED: VerdictState.REPLACED,
}


def verify(*, typed: str, address: str) -> Verdict:
    """What is known about the code somebody typed, from `address`.

    One query at most. Every unknown code counts against the address; beyond the limit
    nothing is answered until the window has passed, so that codes cannot be guessed.
    """
    now = timezone.now()
    reading = read_code(typed)
    key = f"certificates.unknown.{address}"
    if caches[conf.throttle_cache()].get(key, 0) >= conf.unknown_codes_per_address():
        return Verdict(VerdictState.THROTTLED, "", now)
    found = _find(reading.code) if reading.is_plausible else None
    if found is None:
        _count(key)
        code = shown(reading.code) if reading.is_complete else reading.code
        mistyped = bool(reading.code) and not reading.is_plausible
        return Verdict(VerdictState.UNKNOWN, code, now, looks_mistyped=mistyped)
    return _verdict(found, now)


def _find(code: str) -> Certificate | None:
    return (
        Certificate.objects.issued()
        .filter(public_code=code)
        .select_related("issuer")
        .only(
            "public_code",
            "status",
            "reason",
            "revoked_at",
            "issued_on",
            "snapshot",
            "issuer__contact",
            "issuer__time_zone",
        )
        .first()
    )


def _verdict(certificate: Certificate, now: datetime) -> Verdict:
    printed = certificate.snapshot["printed"]
    issuer = certificate.issuer
    revoked_at = certificate.revoked_at
    return Verdict(
        state=_STATES[Status(certificate.status)],
        code=certificate.shown_code,
        checked_at=now.astimezone(ZoneInfo(issuer.time_zone)),
        printed={name: printed.get(name, "") for name in PUBLIC_FIELDS},
        is_sample=bool(printed.get("watermark")),
        reason=certificate.reason,
        reason_label=certificate.get_reason_display() if certificate.reason else "",
        revoked_on=revoked_at.astimezone(ZoneInfo(issuer.time_zone)).date() if revoked_at else None,
        issued_on=certificate.issued_on,
        contact=issuer.contact,
    )


def _count(key: str) -> None:
    counts = caches[conf.throttle_cache()]
    counts.add(key, 0, conf.throttle_seconds())
    try:
        counts.incr(key)
    except ValueError:
        # It expired between the two lines: the window is over.
        counts.set(key, 1, conf.throttle_seconds())
