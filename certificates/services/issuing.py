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
from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from certificates import conf
from certificates.errors import CertificatesError
from certificates.models import (
    BatchState,
    Certificate,
    CertificateEvent,
    EventKind,
    IssueBatch,
    IssueItem,
    ItemState,
    Status,
    TemplateVersion,
)
from certificates.models.batches import OPEN_ITEM_STATES
from certificates.rendering import Design, press_for
from certificates.rendering.press import Press, Sheet
from certificates.services.events import new_event
from certificates.services.portraits import forget_portrait, portrait_of
from certificates.services.queue import queue_items
from certificates.services.snapshots import shared_values
from certificates.signals import batch_finished, certificate_issued
from certificates.storage import private_storage

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Stored:
    """A PDF that lies in the private storage."""

    item: IssueItem
    name: str
    sha256: str
    size: int


def issue_items(*, item_ids: Sequence[int]) -> int:
    """Print, store and make valid the certificates of `item_ids`; return how many were made.

    Items that are done, failed, or in the hands of another worker are left alone. One
    that cannot be printed is marked failed with its error code; the others go on.
    """
    claim = _claim(item_ids)
    stored: list[_Stored] = []
    failed: dict[str, list[int]] = {}
    items = list(
        IssueItem.objects.filter(claim=claim).select_related(
            "certificate", "batch", "certificate__template_version"
        )
    )
    for item in items:
        try:
            stored.append(_print_and_store(item))
        except CertificatesError as refusal:
            failed.setdefault(refusal.code, []).append(item.pk)
        except Exception:
            # One bad document must not stop its neighbours; the log tells the rest.
            logger.exception("certificate item %s could not be made", item.pk)
            failed.setdefault("unexpected", []).append(item.pk)
    made = _finish(claim, stored, failed)
    for batch in {item.batch_id: item.batch for item in items}.values():
        _close_if_finished(batch)
    return made


def _claim(item_ids: Sequence[int]) -> uuid.UUID:
    """Take those of `item_ids` that wait, or whose worker has been silent too long."""
    claim, now = uuid.uuid4(), timezone.now()
    silent_since = now - timedelta(seconds=conf.stale_after_seconds())
    free = Q(state=ItemState.QUEUED) | Q(state=ItemState.PRINTING, heartbeat_at__lt=silent_since)
    IssueItem.objects.filter(free, pk__in=item_ids).update(
        state=ItemState.PRINTING, claim=claim, heartbeat_at=now
    )
    return claim


def _print_and_store(item: IssueItem) -> _Stored:
    certificate = item.certificate
    press = _press(item.batch, certificate.template_version, certificate)
    pdf = press.print(
        Sheet(
            values=certificate.snapshot["printed"],
            verify_url=certificate.snapshot["verify_url"],
            identifier=certificate.pk.hex,
            photo=portrait_of(certificate),
        )
    )
    sha256 = hashlib.sha256(pdf).hexdigest()
    name = f"certificates/{certificate.issued_on:%Y/%m}/{certificate.pk.hex}.pdf"
    return _Stored(item, _store(name, pdf), sha256, len(pdf))


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


def design_of(version: TemplateVersion) -> Design:
    """The design as frozen in `version`; its asset files are checked when they are read."""
    return Design(
        folder=version.folder,
        front_html=version.front_html,
        back_html=version.back_html,
        style_css=version.style_css,
        assets=version.assets,
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
        certificates, events = [], []
        for entry in made:
            certificate = entry.item.certificate
            certificate.pdf.name = entry.name
            certificate.pdf_sha256, certificate.pdf_bytes = entry.sha256, entry.size
            certificate.status, certificate.issued_at = Status.VALID, now
            certificates.append(certificate)
            facts = {"pdf_sha256": entry.sha256, "snapshot_sha256": certificate.snapshot_sha256}
            events.append(
                new_event(certificate, kind=EventKind.ISSUED, happened_at=now, facts=facts)
            )
        if made:
            Certificate.objects.bulk_update(
                certificates, ["pdf", "pdf_sha256", "pdf_bytes", "status", "issued_at"]
            )
            CertificateEvent.objects.bulk_create(events)
            IssueItem.objects.filter(pk__in=[entry.item.pk for entry in made]).update(
                state=ItemState.DONE, heartbeat_at=now
            )
        for code, item_ids in failed.items():
            IssueItem.objects.filter(pk__in=held.intersection(item_ids)).update(
                state=ItemState.FAILED, error_code=code, heartbeat_at=now
            )
        for certificate in certificates:
            transaction.on_commit(partial(forget_portrait, certificate), robust=True)
            transaction.on_commit(
                partial(certificate_issued.send_robust, sender=Certificate, certificate=certificate)
            )
    return len(made)


def _close_if_finished(batch: IssueBatch) -> None:
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
    closed = IssueBatch.objects.filter(pk=batch.pk, state=BatchState.ISSUING).update(
        state=outcome, finished_at=now
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
