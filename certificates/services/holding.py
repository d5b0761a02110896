"""Putting a certificate under review, and letting it go again. Verifiers see it at once."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from certificates.errors import NotAllowed, NotHeld, NotHoldable, ReasonMissing
from certificates.models import Certificate, EventKind, Status
from certificates.permissions import can_correct
from certificates.services.events import record_event


@transaction.atomic
def hold_certificate(*, certificate: Certificate, note: str, held_by: Any) -> Certificate:
    """Mark a valid `certificate` as under review. note: for the issuer only.

    Raises NotAllowed, ReasonMissing, NotHoldable.
    """
    if not note.strip():
        raise ReasonMissing()
    if not _moved(certificate, held_by, Status.VALID, Status.HELD, note=note.strip()):
        raise NotHoldable(state=certificate.get_status_display())
    _record(certificate, EventKind.HELD, held_by, "certificates.hold")
    return certificate


@transaction.atomic
def release_certificate(*, certificate: Certificate, released_by: Any) -> Certificate:
    """Make a `certificate` under review valid again. Raises NotAllowed, NotHeld."""
    if not _moved(certificate, released_by, Status.HELD, Status.VALID, note=""):
        raise NotHeld(state=certificate.get_status_display())
    _record(certificate, EventKind.RELEASED, released_by, "certificates.release")
    return certificate


def _moved(certificate: Certificate, user: Any, before: str, after: str, *, note: str) -> bool:
    if not can_correct(user, certificate):
        raise NotAllowed(issuer=certificate.issuer)
    moved = Certificate.objects.filter(pk=certificate.pk, status=before).update(
        status=after, note=note
    )
    certificate.refresh_from_db()
    return bool(moved)


def _record(certificate: Certificate, kind: str, actor: Any, action: str) -> None:
    record_event(certificate=certificate, kind=kind, happened_at=timezone.now(), actor=actor)
    log(instance=certificate, action=action, user=actor)
