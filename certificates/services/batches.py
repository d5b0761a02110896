"""Preparing and approving: two people, one freeze, one short transaction for the numbers."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from certificates.codes import new_code
from certificates.errors import (
    BatchAlreadyOpen,
    BatchNotPrepared,
    IssuedBeforeTheEnd,
    NobodyEligible,
    NoSignatory,
    NotAllowed,
    NothingFailed,
    OccasionNotClosed,
    OwnBatch,
)
from certificates.evidence import Occasion, frozen_holder, frozen_occasion
from certificates.models import (
    BatchState,
    Certificate,
    CertificateType,
    IssueBatch,
    IssueItem,
    Issuer,
    ItemState,
    NumberSequence,
    Signatory,
)
from certificates.models.batches import OPEN_STATES
from certificates.numbers import NumberParts, fill
from certificates.permissions import can_head, can_prepare
from certificates.services.checking import Check, check_occasion
from certificates.services.logos import frozen_logo
from certificates.services.portraits import keep_portrait, portraits_for_design
from certificates.services.queue import queue_items
from certificates.services.snapshots import batch_values, canonical_sha256, snapshot_of
from certificates.signals import batch_approved, batch_prepared


def prepare_batch(
    *,
    occasion: Occasion,
    certificate_type: CertificateType,
    prepared_by: Any,
    issued_on: date | None = None,
) -> IssueBatch:
    """Freeze the check of `occasion` as a batch that waits for the head's approval.

    Everybody who is eligible now is in it; the check is made again here, so what is
    frozen is what holds at this moment. issued_on: the date on the paper, today in the
    issuer's zone if not given.
    Raises NotAllowed, OccasionNotClosed, IssuedBeforeTheEnd, NoSignatory, NobodyEligible,
    BatchAlreadyOpen, ForeignOccasion. Sends `batch_prepared` after commit.
    """
    issuer = certificate_type.issuer
    if not can_prepare(prepared_by, issuer):
        raise NotAllowed(issuer=issuer)
    if not occasion.is_closed:
        raise OccasionNotClosed(occasion=occasion.title)
    day = issued_on or today_at(issuer)
    last_day = occasion.ends_on - timedelta(days=1)
    if day < last_day:
        raise IssuedBeforeTheEnd(day=day, end=last_day)
    signatory = Signatory.objects.on(day).filter(issuer=issuer).order_by("-starts_on").first()
    if signatory is None:
        raise NoSignatory(issuer=issuer, day=day)
    check = check_occasion(occasion=occasion, certificate_type=certificate_type)
    if not check.eligible:
        raise NobodyEligible(occasion=occasion.title)
    open_batches = IssueBatch.objects.filter(
        type=certificate_type, occasion_key=occasion.key, state__in=OPEN_STATES
    )
    if open_batches.exists():
        raise BatchAlreadyOpen(occasion=occasion.title)
    try:
        return _freeze(check, prepared_by=prepared_by, issued_on=day, signatory=signatory)
    except IntegrityError as refused:
        # Two clerks at once, or one double click: the constraint let one through.
        raise BatchAlreadyOpen(occasion=occasion.title) from refused


_PORTRAITS_AT_ONCE = 100


@transaction.atomic
def _freeze(check: Check, *, prepared_by: Any, issued_on: date, signatory: Signatory) -> IssueBatch:
    kind = check.certificate_type
    batch = IssueBatch.objects.create(
        type=kind,
        occasion_key=check.occasion.key,
        occasion=frozen_occasion(check.occasion),
        rule_set=kind.rule_set,
        rules=[
            {"kind": rule.kind, "params": rule.params, "is_required": rule.is_required}
            for rule in kind.rule_set.rules.all()
        ],
        template_version=kind.template.versions.order_by("-number")[0],
        issued_on=issued_on,
        signatory=signatory,
        logo=frozen_logo(kind.issuer),
        made_by=prepared_by,
    )
    IssueItem.objects.bulk_create(
        IssueItem(
            batch=batch,
            holder_id=row.participant.user_id,
            position=position,
            participant_number=row.participant.number,
            holder_facts=frozen_holder(row.holder),
            rule_values=[result.as_json() for result in row.results],
        )
        for position, row in enumerate(check.eligible, start=1)
    )
    log(instance=batch, action="certificates.prepare", user=prepared_by)
    transaction.on_commit(
        partial(batch_prepared.send_robust, sender=IssueBatch, batch=batch, prepared_by=prepared_by)
    )
    return batch


@transaction.atomic
def approve_batch(*, batch: IssueBatch, approved_by: Any) -> IssueBatch:
    """Approve `batch`: allot its numbers, freeze what will be printed, queue its items.

    Numbers are taken in this one short transaction, in the order of the items. Printing
    starts when it has committed. Raises NotAllowed, OwnBatch, BatchNotPrepared.
    Sends `batch_approved` after commit.
    """
    if not can_head(approved_by, batch.type.issuer_id):
        raise NotAllowed(issuer=batch.type.issuer)
    if batch.made_by_id == approved_by.pk:
        raise OwnBatch()
    now = timezone.now()
    claimed = IssueBatch.objects.filter(pk=batch.pk, state=BatchState.PREPARED).update(
        state=BatchState.ISSUING, approved_by=approved_by, approved_at=now
    )
    if not claimed:
        raise BatchNotPrepared()
    batch.refresh_from_db()
    items = list(batch.items.order_by("position"))
    Certificate.objects.bulk_create(_numbered(batch, items), batch_size=500)
    batch.items.update(state=ItemState.QUEUED, heartbeat_at=now)
    log(instance=batch, action="certificates.approve", user=approved_by)
    queue_items([item.pk for item in items])
    transaction.on_commit(
        partial(batch_approved.send_robust, sender=IssueBatch, batch=batch, approved_by=approved_by)
    )
    return batch


def _numbered(batch: IssueBatch, items: list[IssueItem]) -> list[Certificate]:
    """Pending certificates for `items`, with consecutive numbers and fresh codes."""
    kind, common = batch.type, batch_values(batch)
    parts = NumberParts(
        vocation=batch.occasion["vocation"],
        body=kind.issuer.code,
        type_code=kind.code,
        issued_on=batch.issued_on,
    )
    first = _allot(kind, batch.issued_on.year, len(items))
    certificates = []
    for sequence, item in enumerate(items, start=first):
        # Portraits of a few at a time: those of thousands would fill the memory.
        if (sequence - first) % _PORTRAITS_AT_ONCE == 0:
            some = items[sequence - first : sequence - first + _PORTRAITS_AT_ONCE]
            portraits = portraits_for_design(
                batch.template_version, [one.holder_id for one in some]
            )
        number, code = fill(kind.effective_pattern, sequence, parts), new_code()
        portrait = portraits.get(item.holder_id, b"")
        snapshot = snapshot_of(item, common=common, number=number, code=code, portrait=portrait)
        certificates.append(
            Certificate(
                issuer=kind.issuer,
                type=kind,
                item=item,
                holder_id=item.holder_id,
                occasion_key=batch.occasion_key,
                public_code=code,
                serial=number,
                printed_name=snapshot["printed"]["name"],
                snapshot=snapshot,
                snapshot_sha256=canonical_sha256(snapshot),
                template_version=batch.template_version,
                issued_on=batch.issued_on,
            )
        )
        if portrait:
            keep_portrait(certificates[-1], portrait)
    return certificates


def _allot(kind: CertificateType, year: int, count: int) -> int:
    """Take `count` numbers of the year for `kind`; return the first. Never given back."""
    sequence, _created = NumberSequence.objects.get_or_create(
        issuer=kind.issuer, type=kind, year=year
    )
    # Locked: a second approval waits here until this one has committed.
    sequence = NumberSequence.objects.select_for_update().get(pk=sequence.pk)
    first = sequence.next_number
    sequence.next_number = first + count
    sequence.save(update_fields=["next_number"])
    return first


@transaction.atomic
def cancel_batch(*, batch: IssueBatch, cancelled_by: Any) -> IssueBatch:
    """Close a batch that was not approved; no number was taken. Raises NotAllowed,
    BatchNotPrepared."""
    issuer = batch.type.issuer
    if not (can_prepare(cancelled_by, issuer) or can_head(cancelled_by, issuer.pk)):
        raise NotAllowed(issuer=issuer)
    changed = IssueBatch.objects.filter(pk=batch.pk, state=BatchState.PREPARED).update(
        state=BatchState.CANCELLED, finished_at=timezone.now()
    )
    if not changed:
        raise BatchNotPrepared()
    batch.refresh_from_db()
    log(instance=batch, action="certificates.cancel", user=cancelled_by)
    return batch


@transaction.atomic
def retry_failed_items(*, batch: IssueBatch, retried_by: Any) -> int:
    """Queue the failed items of `batch` once more, with the numbers they have; return how many.

    Raises NotAllowed, NothingFailed.
    """
    issuer = batch.type.issuer
    if not (can_prepare(retried_by, issuer) or can_head(retried_by, issuer.pk)):
        raise NotAllowed(issuer=issuer)
    failed = list(batch.items.filter(state=ItemState.FAILED).values_list("pk", flat=True))
    if not failed:
        raise NothingFailed()
    IssueItem.objects.filter(pk__in=failed).update(
        state=ItemState.QUEUED, heartbeat_at=timezone.now(), error_code=""
    )
    IssueBatch.objects.filter(pk=batch.pk).update(state=BatchState.ISSUING, finished_at=None)
    log(instance=batch, action="certificates.retry", user=retried_by)
    queue_items(failed)
    return len(failed)


def today_at(issuer: Issuer, now: datetime | None = None) -> date:
    """The date where `issuer` stands, which is the date of issue."""
    return timezone.localdate(now or timezone.now(), timezone=ZoneInfo(issuer.time_zone))
