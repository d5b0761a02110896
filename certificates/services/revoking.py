"""Taking a certificate back. The row, the number and the PDF stay for ever."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from certificates.errors import NotAllowed, NotRevocable
from certificates.models import Certificate, EventKind, Status
from certificates.permissions import can_revoke
from certificates.services.events import record_event
from certificates.signals import certificate_revoked


@transaction.atomic
def revoke_certificate(
    *, certificate: Certificate, reason: str, note: str, revoked_by: Any
) -> Certificate:
    """Mark `certificate` revoked from now on.

    reason: a `RevocationReason`, all that verifiers are told. note: for the issuer only.
    Raises NotAllowed, NotRevocable. Sends `certificate_revoked` after commit.
    """
    if not can_revoke(revoked_by, certificate):
        raise NotAllowed(issuer=certificate.issuer)
    now = timezone.now()
    changed = Certificate.objects.filter(
        pk=certificate.pk, status__in=(Status.VALID, Status.HELD)
    ).update(status=Status.REVOKED, reason=reason, note=note, revoked_at=now)
    if not changed:
        certificate.refresh_from_db()
        raise NotRevocable(state=certificate.get_status_display())
    certificate.refresh_from_db()
    record_event(
        certificate=certificate,
        kind=EventKind.REVOKED,
        happened_at=now,
        actor=revoked_by,
        reason=reason,
    )
    log(instance=certificate, action="certificates.revoke", user=revoked_by)
    transaction.on_commit(
        partial(
            certificate_revoked.send_robust,
            sender=Certificate,
            certificate=certificate,
            revoked_by=revoked_by,
        )
    )
    return certificate
