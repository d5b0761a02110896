"""Numbers: allotted on approval in one short transaction, never given back, void with a reason."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from certificates.codes import new_code
from certificates.errors import NotAllowed, NumberStands, ReasonMissing
from certificates.models import (
    Certificate,
    CertificateType,
    IssueBatch,
    IssueItem,
    ItemState,
    NumberSequence,
    NumberVoid,
    Origin,
    Status,
)
from certificates.numbers import NumberParts, fill
from certificates.permissions import can_head
from certificates.services.issuing import close_if_finished
from certificates.services.portraits import keep_portrait, portraits_for_design
from certificates.services.snapshots import batch_values, canonical_sha256, snapshot_of
from certificates.validity import last_valid_day, renewed_last_day

_PORTRAITS_AT_ONCE = 100


def numbered(batch: IssueBatch, items: list[IssueItem]) -> list[Certificate]:
    """Pending certificates for `items`, with consecutive numbers and fresh codes."""
    kind, common = batch.type, batch_values(batch)
    parts = NumberParts(
        vocation=batch.occasion["vocation"],
        body=kind.issuer.code,
        type_code=kind.code,
        issued_on=batch.issued_on,
    )
    numbers = free_numbers(kind, parts, len(items), batch.approved_by)
    certificates = []
    for place, (item, (sequence, number)) in enumerate(zip(items, numbers, strict=True)):
        # Portraits of a few at a time: those of thousands would fill the memory.
        if place % _PORTRAITS_AT_ONCE == 0:
            some = items[place : place + _PORTRAITS_AT_ONCE]
            portraits = portraits_for_design(
                batch.template_version, [one.holder_id for one in some]
            )
        code = new_code()
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
                sequence=sequence,
                printed_name=snapshot["printed"]["name"],
                snapshot=snapshot,
                snapshot_sha256=canonical_sha256(snapshot),
                template_version=batch.template_version,
                issued_on=batch.issued_on,
                valid_until=_last_day(batch, item),
                renews=item.renews,
            )
        )
        if portrait:
            keep_portrait(certificates[-1], portrait)
    return certificates


def _last_day(batch: IssueBatch, item: IssueItem) -> date | None:
    months, before = batch.type.validity_months, item.renews and item.renews.valid_until
    if before is None:
        return last_valid_day(batch.issued_on, months)
    return renewed_last_day(batch.issued_on, months, before)


def free_numbers(
    kind: CertificateType, parts: NumberParts, count: int, taken_by: Any
) -> list[tuple[int, str]]:
    """`count` times (place in the series, number), consecutive but for those that stand on a
    paper of the past already: they are void in the series, and the register says why."""
    found: list[tuple[int, str]] = []
    while len(found) < count:
        year, wanted = parts.issued_on.year, count - len(found)
        first = allot(kind, year, wanted)
        places = range(first, first + wanted)
        numbers = [(place, fill(kind.effective_pattern, place, parts)) for place in places]
        known = Certificate.objects.filter(
            issuer_id=kind.issuer_id, origin=Origin.LEGACY, serial__in=[each[1] for each in numbers]
        )
        past = set(known.values_list("serial", flat=True))
        NumberVoid.objects.bulk_create(
            NumberVoid(
                issuer_id=kind.issuer_id,
                type=kind,
                year=year,
                number=place,
                serial=number,
                reason=_("This number stands on an older paper."),
                voided_by=taken_by,
            )
            for place, number in numbers
            if number in past
        )
        found += [each for each in numbers if each[1] not in past]
    return found


def allot(kind: CertificateType, year: int, count: int) -> int:
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
def void_number(*, certificate: Certificate, reason: str, voided_by: Any) -> NumberVoid:
    """Give up the number of a certificate that could not be printed; return the void.

    The person can then be prepared anew, under another number. reason: kept in the register.
    Raises NotAllowed, ReasonMissing, NumberStands.
    """
    if not can_head(voided_by, certificate.issuer_id):
        raise NotAllowed(issuer=certificate.issuer)
    if not reason.strip():
        raise ReasonMissing()
    # Locked before it is looked at, so that two clicks at once give it up once.
    failed = IssueItem.objects.select_for_update().filter(state=ItemState.FAILED)
    item = failed.filter(pk=certificate.item_id).first()
    changed = item and Certificate.objects.filter(pk=certificate.pk, status=Status.PENDING).update(
        status=Status.VOIDED, note=reason.strip()
    )
    certificate.refresh_from_db()
    if not changed:
        raise NumberStands(serial=certificate.serial, state=certificate.get_status_display())
    IssueItem.objects.filter(pk=item.pk).update(state=ItemState.VOIDED, error_code="")
    void = NumberVoid.objects.create(
        issuer_id=certificate.issuer_id,
        type_id=certificate.type_id,
        year=certificate.issued_on.year,
        number=certificate.sequence,
        serial=certificate.serial,
        reason=reason.strip(),
        voided_by=voided_by,
    )
    log(instance=certificate, action="certificates.void", user=voided_by)
    close_if_finished(certificate.item.batch)
    return void
