"""What anybody may learn about a code, from the frozen record alone."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
)
from django.utils import timezone

from certificates import conf
from certificates.codes import look_alikes, read_code, shown
from certificates.models import (
    Certificate,
    CertificateEvent,
    EventKind,
    Issuer,
    Origin,
    Status,
    VerificationDay,
)
from certificates.services import throttling
from certificates.services.duplicates import duplicate_hashes
from certificates.services.lost_keys import is_badge_lost, lost_a_key
from certificates.services.snapshots import PAPER_ONLY_FIELDS, PUBLIC_FIELDS, SHA256


class VerdictState(StrEnum):
    """What the page says. THROTTLED: this address asked for too many unknown codes."""

    VALID = "valid"
    EXPIRED = "expired"
    HELD = "held"
    REVOKED = "revoked"
    REPLACED = "replaced"
    UNKNOWN = "unknown"
    THROTTLED = "throttled"


@dataclass(frozen=True)
class Verdict:
    """The answer about one code.

    printed: the public printed values, empty if unknown. looks_mistyped: the check letter
    does not agree, so a letter is wrong (computed, nobody was asked); suggestions: what was
    perhaps meant, computed too. revoked_on, valid_until (included): days in the issuer's zone.
    successor: the number of the paper that replaces this one; successor_code only if the
    holder agreed. duplicate_sha256: of every DUPLIKAT that was printed, oldest first: those files
    were issued too. paper_only: names of printed values that can be compared and never seen.
    is_badge_lost: the key that signed the badge is in other hands, so no validator believes it.
    """

    state: VerdictState
    code: str
    checked_at: datetime
    printed: dict[str, Any] = field(default_factory=dict)
    is_sample: bool = False
    is_legacy: bool = False
    reason: str = ""
    reason_label: str = ""
    revoked_on: date | None = None
    issued_on: date | None = None
    valid_until: date | None = None
    successor: str = ""
    successor_code: str = ""
    contact: str = ""
    pdf_sha256: str = ""
    duplicate_sha256: tuple[str, ...] = ()
    signature_level: str = ""
    paper_only: tuple[str, ...] = ()
    has_portrait: bool = False
    has_badge: bool = False
    is_badge_lost: bool = False
    looks_mistyped: bool = False
    suggestions: tuple[str, ...] = ()


# A pending or void one has no document: for the world it does not exist.
_STATES = {
    Status.VALID: VerdictState.VALID,
    Status.HELD: VerdictState.HELD,
    Status.REVOKED: VerdictState.REVOKED,
    Status.REPLACED: VerdictState.REPLACED,
}


def verify(*, typed: str, address: str) -> Verdict:
    """What is known about the code somebody typed, from `address`.

    Three queries at most, and one more if there are duplicates, or if there is a badge and the
    issuer lost a key. Every unknown code counts
    against the address; beyond the limit nothing is answered until the window has passed, so
    that codes cannot be guessed. A known one adds to the total of the day.
    """
    now = timezone.now()
    found = find(typed, address)
    if isinstance(found, VerdictState):
        return _without_record(found, typed, now)
    _add_to_the_day(found, now)
    return verdict_of(found, now)


def find(typed: str, address: str) -> Certificate | VerdictState:
    """The certificate of a typed code, or why there is none: UNKNOWN or THROTTLED."""
    counter = throttling.unknown_codes_of(address)
    seconds = conf.throttle_seconds()
    if throttling.has_reached(counter, conf.unknown_codes_per_address(), seconds):
        return VerdictState.THROTTLED
    reading = read_code(typed)
    found = _with(reading.code) if reading.is_plausible else None
    if found is None:
        throttling.count(counter, seconds)
        return VerdictState.UNKNOWN
    return found


def _without_record(state: VerdictState, typed: str, now: datetime) -> Verdict:
    """The same answer for codes that never were, and for those that have no paper yet."""
    if state is VerdictState.THROTTLED:
        return Verdict(state, "", now)
    reading = read_code(typed)
    mistyped = bool(reading.code) and not reading.is_plausible
    perhaps = look_alikes(reading.code) if reading.is_complete and mistyped else []
    return Verdict(
        state,
        shown(reading.code) if reading.is_complete else reading.code,
        now,
        looks_mistyped=mistyped,
        suggestions=tuple(map(shown, perhaps)),
    )


def _with(code: str) -> Certificate | None:
    duplicates = CertificateEvent.objects.filter(
        certificate=OuterRef("pk"), kind=EventKind.DUPLICATE_PRINTED
    )
    successor = Certificate.objects.issued().filter(replaces=OuterRef("pk")).order_by("pk")
    return (
        Certificate.objects.issued()
        .filter(public_code=code)
        .select_related("issuer")
        .annotate(
            successor_serial=Subquery(successor.values("serial")[:1]),
            successor_public_code=Subquery(successor.values("public_code")[:1]),
            has_duplicates=Exists(duplicates),
            has_badge=ExpressionWrapper(~Q(credential=""), output_field=BooleanField()),
            may_have_lost_badge=Exists(
                Issuer.objects.filter(lost_a_key(), pk=OuterRef("issuer")).order_by()
            ),
        )
        .only(
            "public_code",
            "status",
            "origin",
            "reason",
            "revoked_at",
            "issued_on",
            "valid_until",
            "snapshot",
            "pdf_sha256",
            "signature_level",
            "links_successor",
            "issuer__contact",
            "issuer__time_zone",
        )
        .first()
    )


def verdict_of(certificate: Any, now: datetime) -> Verdict:
    """What the public record says of `certificate` (as `find` gives it) at `now`."""
    printed = certificate.snapshot["printed"]
    issuer, zone = certificate.issuer, ZoneInfo(certificate.issuer.time_zone)
    revoked_at = certificate.revoked_at
    state = _STATES[Status(certificate.status)]
    if state is VerdictState.VALID and certificate.has_expired(now.astimezone(zone).date()):
        state = VerdictState.EXPIRED
    is_replaced = state is VerdictState.REPLACED
    links = is_replaced and certificate.links_successor and certificate.successor_public_code
    return Verdict(
        state=state,
        code=certificate.shown_code,
        checked_at=now.astimezone(zone),
        printed={name: printed.get(name, "") for name in PUBLIC_FIELDS},
        is_sample=bool(printed.get("watermark")),
        is_legacy=certificate.origin == Origin.LEGACY,
        reason=certificate.reason,
        reason_label=certificate.get_reason_display() if certificate.reason else "",
        revoked_on=revoked_at.astimezone(zone).date() if revoked_at else None,
        issued_on=certificate.issued_on,
        valid_until=certificate.valid_until,
        successor=(certificate.successor_serial or "") if is_replaced else "",
        successor_code=shown(certificate.successor_public_code) if links else "",
        contact=issuer.contact,
        pdf_sha256=certificate.pdf_sha256,
        duplicate_sha256=tuple(duplicate_hashes(certificate) if certificate.has_duplicates else ()),
        signature_level=certificate.signature_level,
        paper_only=tuple(name for name in PAPER_ONLY_FIELDS if printed.get(name)),
        has_portrait=SHA256 in certificate.snapshot,
        has_badge=certificate.has_badge,
        is_badge_lost=certificate.has_badge
        and certificate.may_have_lost_badge
        and is_badge_lost(certificate),
    )


def _add_to_the_day(certificate: Certificate, now: datetime) -> None:
    """Count one more for today. Nothing about who asked is kept anywhere."""
    day = now.astimezone(ZoneInfo(certificate.issuer.time_zone)).date()
    rows = VerificationDay.objects.filter(certificate=certificate, day=day)
    if rows.update(count=F("count") + 1):
        return
    created = VerificationDay(certificate=certificate, day=day, count=1)
    # Two first visitors at once: the second one's row is left out, and a total is one short.
    VerificationDay.objects.bulk_create([created], ignore_conflicts=True)
