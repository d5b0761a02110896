"""Preparing and approving: two people, one freeze; a check that went stale is not approved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from certificates.errors import (
    BatchAlreadyOpen,
    BatchNotPrepared,
    CheckIsStale,
    IssuedBeforeTheEnd,
    NobodyEligible,
    NoDesignInUse,
    NoSignatory,
    NotAllowed,
    OccasionNotClosed,
    OwnBatch,
    OwnCertificate,
    PreflightFailed,
)
from certificates.evidence import Occasion, frozen_holder, frozen_occasion, occasion_by_key
from certificates.identities import same_people
from certificates.models import (
    BatchState,
    Certificate,
    CertificateType,
    IssueBatch,
    IssueItem,
    Issuer,
    ItemState,
    Signatory,
)
from certificates.models.batches import OPEN_STATES
from certificates.permissions import can_head, can_prepare
from certificates.rules import RuleResult
from certificates.services.badges import require_ready
from certificates.services.checking import Check, CheckRow, check_occasion
from certificates.services.logos import frozen_logo
from certificates.services.numbering import numbered
from certificates.services.preflight import preflight
from certificates.services.queue import queue_items
from certificates.services.renewal_checks import is_changed
from certificates.signals import batch_approved, batch_prepared


def prepare_batch(
    *,
    occasion: Occasion,
    certificate_type: CertificateType,
    prepared_by: Any,
    issued_on: date | None = None,
    seen_hash: str = "",
    idempotency_key: str | None = None,
) -> IssueBatch:
    """Freeze the check of `occasion` as a batch that waits for the head's approval.

    Everybody who is eligible now is in it; the check is made again here, so what is
    frozen is what holds at this moment. Who misses a rule and meets those of the type's
    statement stands in a second batch `alongside`; if there is only that one, it is returned.
    issued_on: the date on the paper, today in the issuer's zone if not given.
    seen_hash: `Check.inputs_hash` of the table the clerk saw; not compared if empty.
    Raises NotAllowed, OccasionNotClosed, IssuedBeforeTheEnd, NoSignatory, NobodyEligible,
    BatchAlreadyOpen, ForeignOccasion, CheckIsStale. Sends `batch_prepared` after commit.
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
    if seen_hash and seen_hash != check.inputs_hash():
        raise CheckIsStale(occasion=occasion.title)
    if not (check.eligible or check.statements):
        raise NobodyEligible(occasion=occasion.title)
    types = [certificate_type, *([certificate_type.otherwise] if check.statements else [])]
    for kind in types:
        if kind.template.version_in_use() is None:
            raise NoDesignInUse(design=kind.template)
    open_batches = IssueBatch.objects.filter(
        type__in=types, occasion_key=occasion.key, state__in=OPEN_STATES
    )
    if open_batches.exists():
        raise BatchAlreadyOpen(occasion=occasion.title)
    order = _Order(check, prepared_by, day, signatory, idempotency_key)
    try:
        return _freeze(order)
    except IntegrityError as refused:
        # Two clerks at once, or one double click: the constraint let one through.
        raise BatchAlreadyOpen(occasion=occasion.title) from refused


@dataclass(frozen=True)
class _Order:
    """What is frozen, by whom, for which day and signer."""

    check: Check
    prepared_by: Any
    issued_on: date
    signatory: Signatory
    idempotency_key: str | None


@transaction.atomic
def _freeze(order: _Order) -> IssueBatch:
    """The batch of certificates and, with it, that of statements; whichever has people."""
    check, kind = order.check, order.check.certificate_type
    passed = [(row, row.results) for row in check.eligible]
    attended = [(row, row.statement) for row in check.statements]
    main = _frozen_batch(order, kind, passed) if passed else None
    if not attended:
        return main
    beside = _frozen_batch(order, kind.otherwise, attended, alongside=main)
    return main or beside


def _frozen_batch(
    order: _Order,
    kind: CertificateType,
    rows: Sequence[tuple[CheckRow, Sequence[RuleResult]]],
    *,
    alongside: IssueBatch | None = None,
) -> IssueBatch:
    check = order.check
    batch = IssueBatch.objects.create(
        type=kind,
        occasion_key=check.occasion.key,
        occasion=frozen_occasion(check.occasion),
        rule_set=kind.rule_set,
        rules=[
            {"kind": rule.kind, "params": rule.params, "is_required": rule.is_required}
            for rule in kind.rule_set.rules.all()
        ],
        template_version=kind.template.version_in_use(),
        issued_on=order.issued_on,
        signatory=order.signatory,
        logo=frozen_logo(kind.issuer),
        made_by=order.prepared_by,
        alongside=alongside,
        idempotency_key=None if alongside else order.idempotency_key,
        inputs_hash=check.inputs_hash(),
    )
    IssueItem.objects.bulk_create(
        IssueItem(
            batch=batch,
            holder_id=row.participant.user_id,
            position=position,
            participant_number=row.participant.number,
            holder_facts=frozen_holder(row.holder),
            rule_values=[result.as_json() for result in results],
        )
        for position, (row, results) in enumerate(rows, start=1)
    )
    log(instance=batch, action="certificates.prepare", user=order.prepared_by)
    if alongside is None:
        news = partial(
            batch_prepared.send_robust,
            sender=IssueBatch,
            batch=batch,
            prepared_by=order.prepared_by,
        )
        transaction.on_commit(news)
    return batch


def is_stale(batch: IssueBatch) -> bool:
    """Whether a batch that waits would not come out as it was checked.

    False when nobody knows its training any more: then what was frozen stands.
    """
    if batch.is_renewal:
        return is_changed(batch)
    occasion = occasion_by_key(batch.occasion_key)
    if occasion is None or not batch.inputs_hash:
        return False
    first = batch.alongside or batch
    # Statements that were prepared alone were checked with the type they stand beside.
    kinds = [first.type, *first.type.fallback_of.all()]
    return all(
        check_occasion(occasion=occasion, certificate_type=kind).inputs_hash() != batch.inputs_hash
        for kind in kinds
    )


@transaction.atomic
def approve_batch(*, batch: IssueBatch, approved_by: Any) -> IssueBatch:
    """Approve `batch`: allot its numbers, freeze what will be printed, queue its items.

    Numbers are taken in this one short transaction, in the order of the items. Printing
    starts when it has committed. The statements prepared alongside are approved with it.
    Raises NotAllowed, OwnBatch, OwnCertificate, BatchNotPrepared, CheckIsStale, PreflightFailed,
    and BadgesNotInstalled or NoActiveKey for a type with a badge.
    Sends `batch_approved` after commit.
    """
    if not can_head(approved_by, batch.type.issuer_id):
        raise NotAllowed(issuer=batch.type.issuer)
    if batch.made_by_id == approved_by.pk:
        raise OwnBatch()
    both = [batch, *IssueBatch.objects.filter(alongside=batch, state=BatchState.PREPARED)]
    for one in both:
        require_ready(one.type)
    findings = [
        finding for one in both if one.state == BatchState.PREPARED for finding in preflight(one)
    ]
    if findings:
        raise PreflightFailed(count=len(findings), sentence=findings[0].sentence)
    for one in both:
        _claim(one, approved_by)
    hers = same_people([approved_by.pk])[approved_by.pk]
    if IssueItem.objects.filter(batch__in=both, holder__in=hers).exists():
        raise OwnCertificate()
    if batch.is_renewal:
        # What is renewed may not be revoked, corrected or held while this is decided.
        renewed = Certificate.objects.select_for_update().filter(renewal_items__batch=batch)
        list(renewed.order_by("pk").values_list("pk"))
    if is_stale(batch):
        raise CheckIsStale(occasion=batch.occasion["title"])
    for one in both:
        _give_numbers(one, approved_by)
    transaction.on_commit(
        partial(batch_approved.send_robust, sender=IssueBatch, batch=batch, approved_by=approved_by)
    )
    return batch


def _claim(batch: IssueBatch, approved_by: Any) -> None:
    """Only one approval gets through, whoever clicks how often."""
    claimed = IssueBatch.objects.filter(pk=batch.pk, state=BatchState.PREPARED).update(
        state=BatchState.ISSUING, approved_by=approved_by, approved_at=timezone.now()
    )
    if not claimed:
        raise BatchNotPrepared()
    batch.refresh_from_db()


def _give_numbers(batch: IssueBatch, approved_by: Any) -> None:
    items = list(batch.items.order_by("position").select_related("renews"))
    Certificate.objects.bulk_create(numbered(batch, items), batch_size=500)
    batch.items.update(state=ItemState.QUEUED, heartbeat_at=timezone.now())
    log(instance=batch, action="certificates.approve", user=approved_by)
    queue_items([item.pk for item in items])


@transaction.atomic
def cancel_batch(*, batch: IssueBatch, cancelled_by: Any) -> IssueBatch:
    """Close a batch that was not approved, and the statements alongside; no number was taken.

    Raises NotAllowed, BatchNotPrepared.
    """
    issuer = batch.type.issuer
    if not (can_prepare(cancelled_by, issuer) or can_head(cancelled_by, issuer.pk)):
        raise NotAllowed(issuer=issuer)
    both = Q(pk=batch.pk) | Q(alongside=batch)
    changed = IssueBatch.objects.filter(both, state=BatchState.PREPARED).update(
        state=BatchState.CANCELLED, finished_at=timezone.now()
    )
    if not changed:
        raise BatchNotPrepared()
    # Given up, so that what they would have renewed can be prepared again.
    of_both = Q(batch=batch) | Q(batch__alongside=batch)
    items = IssueItem.objects.filter(of_both, state=ItemState.PREPARED).values_list("pk", flat=True)
    IssueItem.objects.filter(pk__in=list(items)).update(state=ItemState.CANCELLED)
    batch.refresh_from_db()
    log(instance=batch, action="certificates.cancel", user=cancelled_by)
    return batch


def today_at(issuer: Issuer, now: datetime | None = None) -> date:
    """The date where `issuer` stands, which is the date of issue."""
    return timezone.localdate(now or timezone.now(), timezone=ZoneInfo(issuer.time_zone))
