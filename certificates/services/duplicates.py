"""The paper was lost: the same document under the same number, marked DUPLIKAT.

Made from the stored PDF by laying the overlay design over each page; nothing of the document is
laid out again. Each copy
has its own hash in the history, so that a checked file is known as a duplicate.
"""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from certificates.errors import NotAllowed, NotDuplicable, ReasonMissing
from certificates.models import Certificate, CertificateTemplate, EventKind, Status
from certificates.permissions import can_hand_over
from certificates.rendering import Design, load_design
from certificates.rendering.duplicates import overlaid
from certificates.services.batches import today_at
from certificates.services.designs import design_of
from certificates.services.events import record_event
from certificates.services.snapshots import day_text
from certificates.storage import private_storage

# The code of the design, and its folder in the package.
OVERLAY = "duplicate"


@transaction.atomic
def print_duplicate(*, certificate: Certificate, reason: str, printed_by: Any) -> bytes:
    """The stored PDF of `certificate` marked DUPLIKAT with its count and today's date.

    reason: how the paper was lost, for the history. Raises NotAllowed, ReasonMissing,
    NotDuplicable.
    """
    if not can_hand_over(printed_by, certificate.issuer):
        raise NotAllowed(issuer=certificate.issuer)
    if not reason.strip():
        raise ReasonMissing()
    if certificate.status != Status.VALID or not certificate.pdf:
        raise NotDuplicable(state=certificate.get_status_display())
    # The row is the lock: two copies at once would bear one number.
    Certificate.objects.select_for_update().only("pk").get(pk=certificate.pk)
    count = certificate.events.filter(kind=EventKind.DUPLICATE_PRINTED).count() + 1
    with certificate.pdf.open("rb") as stored:
        pdf = overlaid(
            stored.read(),
            design=overlay_design(),
            values={
                **certificate.snapshot["printed"],
                "duplicate_count": count,
                "duplicate_day": day_text(today_at(certificate.issuer), "id"),
            },
        )
    name = private_storage().save(
        f"certificates/duplicates/{certificate.pk.hex}-{count}.pdf", ContentFile(pdf)
    )
    record_event(
        certificate=certificate,
        kind=EventKind.DUPLICATE_PRINTED,
        happened_at=timezone.now(),
        actor=printed_by,
        count=count,
        reason=reason.strip(),
        file=name,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
    )
    log(instance=certificate, action="certificates.duplicate", user=printed_by)
    return pdf


def overlay_design() -> Design:
    """The overlay in use: the approved version of the design `duplicate`, or the starter."""
    kept = CertificateTemplate.objects.filter(code=OVERLAY).first()
    version = kept.version_in_use() if kept else None
    return design_of(version) if version else load_design(OVERLAY)


def duplicate_hashes(certificate: Certificate) -> list[str]:
    """The SHA-256 of every duplicate of `certificate`, oldest first."""
    events = certificate.events.filter(kind=EventKind.DUPLICATE_PRINTED).order_by("position")
    return [facts["pdf_sha256"] for facts in events.values_list("facts", flat=True)]
