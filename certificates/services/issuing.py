"""Making the documents: what a worker does with a few items, safe to run any number of times.

An item is claimed first; only the claim that still stands when the PDF is stored may
finish it. A worker that dies leaves its claim and an old heartbeat, and the sweep gives
the item to the next one. The certificate becomes valid in the same transaction that
stores the hash of its PDF, never before.
"""

import hashlib
import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from certificates import conf
from certificates.after_commit import after_commit
from certificates.errors import CertificatesError
from certificates.models import (
    BatchState,
    Certificate,
    CertificateEvent,
    EventKind,
    IssueBatch,
    IssueItem,
    ItemState,
    SignatureLevel,
    SigningKey,
    SignMode,
    Status,
    TemplateVersion,
)
from certificates.models.batches import OPEN_ITEM_STATES
from certificates.rendering import press_for
from certificates.rendering.press import Press, Sheet
from certificates.services.badges import badge_for, badge_of
from certificates.services.designs import design_of
from certificates.services.events import new_event, renewed_events
from certificates.services.portraits import forget_portrait, portrait_of
from certificates.services.proving import (
    address_in_qr,
    proof_for,
    proof_key_of,
    proof_of,
    with_proof_keys,
)
from certificates.services.queue import queue_items
from certificates.services.signing import own_key, signed_by
from certificates.services.snapshots import shared_values
from certificates.services.status_lists import allot_places
from certificates.signals import batch_finished, certificate_issued
from certificates.storage import private_storage

logger = logging.getLogger(__name__)


# What making the document adds to a certificate's row.
_MADE_HERE = [
    "pdf",
    "pdf_sha256",
    "pdf_bytes",
    "status",
    "issued_at",
    "signature_level",
    "qr_payload",
    "credential",
]


@dataclass(frozen=True)
class _Stored:
    """A PDF that lies in the private storage."""

    item: IssueItem
    name: str
    sha256: str
    size: int
    kid: str = ""


def issue_items(*, item_ids: Sequence[int]) -> int:
    """Print, store and make valid the certificates of `item_ids`; return how many were made.

    Items that are done, failed, or in the hands of another worker are left alone. One
    that cannot be printed is marked failed with its error code; the others go on.
    """
    claim = _claim(item_ids)
    stored: list[_Stored] = []
    failed: dict[str, list[int]] = {}
    keys: dict[int, SigningKey] = {}
    items = list(
        with_proof_keys(IssueItem.objects.filter(claim=claim)).select_related(
            "certificate__issuer", "batch__type__issuer", "certificate__template_version"
        )
    )
    allot_places([item.certificate for item in items if item.batch.type.gives_badge])
    for item in items:
        try:
            stored.append(_print_and_store(item, keys))
        except CertificatesError as refusal:
            failed.setdefault(refusal.code, []).append(item.pk)
        except Exception:
            # One bad document must not stop its neighbours; the log tells the rest.
            logger.exception("certificate item %s could not be made", item.pk)
            failed.setdefault("unexpected", []).append(item.pk)
    made = _finish(claim, stored, failed)
    for batch in {item.batch_id: item.batch for item in items}.values():
        close_if_finished(batch)
    return made


def _claim(item_ids: Sequence[int]) -> uuid.UUID:
    """Take those of `item_ids` that wait, or whose worker has been silent too long."""
    claim, now = uuid.uuid4(), timezone.now()
    silent_since = now - timedelta(seconds=conf.stale_after_seconds())
    free = Q(state=ItemState.QUEUED) | Q(state=ItemState.PRINTING, heartbeat_at__lt=silent_since)
    # A batch that was stopped gives nothing away until somebody lets it go on. Asked by
    # `batch__in`, not by a join: a join would put the state of the item into a subquery too,
    # which PostgreSQL does not ask again when it had to wait for the worker that finishes
    # these very items, and they would be claimed though they are done.
    going_on = IssueBatch.objects.filter(state=BatchState.ISSUING)
    IssueItem.objects.filter(free, pk__in=item_ids, batch__in=going_on).update(
        state=ItemState.PRINTING, claim=claim, heartbeat_at=now
    )
    return claim


def _print_and_store(item: IssueItem, keys: dict[int, SigningKey]) -> _Stored:
    certificate = item.certificate
    certificate.qr_payload = proof_of(item)
    certificate.credential = badge_of(certificate, kind=item.batch.type, key=proof_key_of(item))
    press = _press(item.batch, certificate.template_version, certificate)
    pdf = press.print(
        Sheet(
            values=certificate.snapshot["printed"],
            verify_url=address_in_qr(certificate),
            identifier=certificate.pk.hex,
            photo=portrait_of(certificate),
            credential=certificate.credential,
        )
    )
    kid, kind = "", item.batch.type
    if kind.sign_mode == SignMode.OWN_KEY:
        if kind.issuer_id not in keys:
            keys[kind.issuer_id] = own_key(kind.issuer)
        pdf, kid = signed_by(keys[kind.issuer_id], pdf), keys[kind.issuer_id].kid
    # No two signatures, proofs or badges are alike: a worker thought dead must not write over
    # the file whose hash another one has stored.
    is_unique = kid or certificate.qr_payload or certificate.credential
    suffix = f"-{item.claim.hex[:8]}" if is_unique else ""
    sha256 = hashlib.sha256(pdf).hexdigest()
    name = f"certificates/{certificate.issued_on:%Y/%m}/{certificate.pk.hex}{suffix}.pdf"
    return _Stored(item, _store(name, pdf), sha256, len(pdf), kid)


def print_alone(certificate: Certificate, *, logo: bytes, portrait: bytes) -> str:
    """Print, store and make valid one certificate here and now, outside any batch; return the
    `kid` of the key that signed its PDF, "" for none."""
    certificate.qr_payload = proof_for(certificate)
    printed = certificate.snapshot["printed"]
    press = press_for(
        design_of(certificate.template_version),
        batch_key=certificate.pk.hex,
        batch_values=shared_values(printed),
        logo=logo,
    )
    certificate.credential = badge_for(certificate)
    sheet = Sheet(
        printed,
        address_in_qr(certificate),
        certificate.pk.hex,
        portrait,
        certificate.credential,
    )
    pdf, kid = press.print(sheet), ""
    if certificate.type.sign_mode == SignMode.OWN_KEY:
        key = own_key(certificate.issuer)
        pdf, kid = signed_by(key, pdf), key.kid
        certificate.signature_level = SignatureLevel.OWN_KEY
    certificate.pdf.name = _store(
        f"certificates/{certificate.issued_on:%Y/%m}/{certificate.pk.hex}.pdf", pdf
    )
    certificate.pdf_sha256, certificate.pdf_bytes = hashlib.sha256(pdf).hexdigest(), len(pdf)
    certificate.status, certificate.issued_at = Status.VALID, timezone.now()
    certificate.save(update_fields=_MADE_HERE)
    return kid


def hashes_of(certificate: Certificate) -> dict[str, str]:
    """What the history keeps of a document that was made: a hash of each thing that is frozen."""
    hashes = {
        "pdf_sha256": certificate.pdf_sha256,
        "snapshot_sha256": certificate.snapshot_sha256,
    }
    if certificate.credential:
        credential = certificate.credential.encode()
        hashes["credential_sha256"] = hashlib.sha256(credential).hexdigest()
    return hashes


def _store(name: str, pdf: bytes) -> str:
    """Keep `pdf` under `name`; what an interrupted attempt left there may be half a file."""
    storage = private_storage()
    if storage.exists(name):
        with storage.open(name) as kept:
            if kept.read() == pdf:
                return name
        storage.delete(name)
    return storage.save(name, ContentFile(pdf))


def _press(batch: IssueBatch, version: TemplateVersion, certificate: Certificate) -> Press:
    return press_for(
        design_of(version),
        batch_key=batch.pk.hex,
        batch_values=shared_values(certificate.snapshot["printed"]),
        logo=bytes(batch.logo),
    )


def _finish(claim: uuid.UUID, stored: list[_Stored], failed: dict[str, list[int]]) -> int:
    """Write what came of a claim in one transaction; return how many certificates were made."""
    now = timezone.now()
    with transaction.atomic():
        held = set(
            IssueItem.objects.select_for_update()
            .filter(claim=claim, state=ItemState.PRINTING)
            .values_list("pk", flat=True)
        )
        made = [entry for entry in stored if entry.item.pk in held]
        certificates = [entry.item.certificate for entry in made]
        events = [event for entry in made for event in _made_valid(entry, now)]
        if made:
            Certificate.objects.bulk_update(certificates, _MADE_HERE)
            CertificateEvent.objects.bulk_create(
                [*events, *renewed_events(certificates, happened_at=now)]
            )
            IssueItem.objects.filter(pk__in=[entry.item.pk for entry in made]).update(
                state=ItemState.DONE, heartbeat_at=now
            )
        for code, item_ids in failed.items():
            IssueItem.objects.filter(pk__in=held.intersection(item_ids)).update(
                state=ItemState.FAILED, error_code=code, heartbeat_at=now
            )
        for certificate in certificates:
            after_commit(forget_portrait, certificate)
            transaction.on_commit(
                partial(certificate_issued.send_robust, sender=Certificate, certificate=certificate)
            )
    return len(made)


def _made_valid(entry: _Stored, now: datetime) -> list[CertificateEvent]:
    """Note on the certificate of `entry` what was stored; its history of it. Writes nothing."""
    certificate = entry.item.certificate
    certificate.pdf.name = entry.name
    certificate.pdf_sha256, certificate.pdf_bytes = entry.sha256, entry.size
    certificate.status, certificate.issued_at = Status.VALID, now
    facts = hashes_of(certificate)
    if certificate.renews_id is not None:
        facts["renews"] = str(certificate.renews_id)
    issued = new_event(certificate, kind=EventKind.ISSUED, happened_at=now, facts=facts)
    if not entry.kid:
        return [issued]
    certificate.signature_level = SignatureLevel.OWN_KEY
    signed = {"kid": entry.kid, "signed_sha256": entry.sha256}
    return [
        issued,
        new_event(certificate, kind=EventKind.SIGNED, happened_at=now, facts=signed, after=issued),
    ]


def close_if_finished(batch: IssueBatch) -> None:
    """Close `batch` when none of its items is open; the last worker to look does it.

    Sends `batch_finished` after commit.
    """
    states = set(
        IssueItem.objects.filter(batch=batch).order_by().values_list("state", flat=True).distinct()
    )
    if states & set(OPEN_ITEM_STATES):
        return
    outcome = BatchState.PARTIAL if ItemState.FAILED in states else BatchState.DONE
    now = timezone.now()
    # From PARTIAL when the number of the last failed one was given up.
    closable = IssueBatch.objects.filter(state__in=(BatchState.ISSUING, BatchState.PARTIAL))
    closed = (
        closable.filter(pk=batch.pk).exclude(state=outcome).update(state=outcome, finished_at=now)
    )
    if closed:
        batch.state, batch.finished_at = outcome, now
        transaction.on_commit(partial(batch_finished.send_robust, sender=IssueBatch, batch=batch))


def requeue_stale_items() -> int:
    """Send again what nobody has worked on for a while; return how many items.

    Items whose worker fell silent are sent at once. Items that wait are sent again only
    when their whole batch stands still: in a long queue waiting is not a fault.
    """
    silent_since = timezone.now() - timedelta(seconds=conf.stale_after_seconds())
    still = (
        IssueItem.objects.filter(batch__state=BatchState.ISSUING)
        .values("batch")
        .annotate(last_sign=Max("heartbeat_at"))
        .filter(last_sign__lt=silent_since)
        .values_list("batch", flat=True)
    )
    stale = Q(state=ItemState.PRINTING, heartbeat_at__lt=silent_since) | Q(
        state=ItemState.QUEUED, batch__in=list(still)
    )
    item_ids = list(
        IssueItem.objects.filter(stale, batch__state=BatchState.ISSUING)
        .order_by("batch", "position")
        .values_list("pk", flat=True)
    )
    queue_items(item_ids)
    return len(item_ids)
