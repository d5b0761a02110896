"""A wrong name: somebody asks, the head decides, and a new document takes the old one's place.

The new certificate is printed at once: it becomes valid in the very transaction in which the
old one is marked replaced, so that there is never a moment with two, or with none.
"""

import hashlib
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from certificates.codes import new_code
from certificates.errors import (
    AlreadyAsked,
    NameNotPrintable,
    NamePrintableOtherwise,
    NameUnchanged,
    NoSignatory,
    NotAllowed,
    NotAsked,
    NotReplaceable,
    OwnRequest,
    ReasonMissing,
    RenewedNotCorrected,
)
from certificates.models import (
    Certificate,
    Correction,
    CorrectionState,
    EventKind,
    Signatory,
    Status,
)
from certificates.numbers import NumberParts
from certificates.permissions import can_ask_for_correction, can_correct
from certificates.services.batches import today_at
from certificates.services.events import record_event
from certificates.services.issuing import hashes_of, print_alone
from certificates.services.numbering import free_numbers
from certificates.services.origins import batch_of
from certificates.services.portraits import SHA256, portraits_for_design
from certificates.services.preflight import Finding, name_finding
from certificates.services.snapshots import canonical_sha256, corrected_snapshot
from certificates.signals import certificate_issued, certificate_replaced, correction_asked


@transaction.atomic
def request_correction(
    *, certificate: Certificate, wanted_name: str, reason: str, asked_by: Any
) -> Correction:
    """Ask the issuer to replace `certificate` by one that says `wanted_name`.

    Raises NotAllowed, NotReplaceable, RenewedNotCorrected, ReasonMissing, NameUnchanged,
    NameNotPrintable, AlreadyAsked.
    Sends `correction_asked` after commit.
    """
    name = " ".join(wanted_name.split())
    if not can_ask_for_correction(asked_by, certificate):
        raise NotAllowed(issuer=certificate.issuer)
    _require_replaceable(certificate)
    if not reason.strip():
        raise ReasonMissing()
    if not name or name == certificate.printed_name:
        raise NameUnchanged(name=certificate.printed_name)
    _require_printable(name_finding(certificate, name))
    if certificate.corrections.waiting().exists():
        raise AlreadyAsked(serial=certificate.serial)
    try:
        with transaction.atomic():
            correction = Correction.objects.create(
                certificate=certificate,
                wanted_name=name,
                reason=reason.strip(),
                asked_by=asked_by,
            )
    except IntegrityError as refused:
        # Two people at once, or a double click.
        raise AlreadyAsked(serial=certificate.serial) from refused
    transaction.on_commit(
        partial(correction_asked.send_robust, sender=Correction, correction=correction)
    )
    return correction


@transaction.atomic
def decline_correction(*, correction: Correction, answer: str, declined_by: Any) -> Correction:
    """Leave the certificate as it is, and say why. Raises NotAllowed, ReasonMissing, NotAsked."""
    _require_decider(correction, declined_by)
    if not answer.strip():
        raise ReasonMissing()
    _decide(correction, CorrectionState.DECLINED, declined_by, answer.strip())
    log(instance=correction.certificate, action="certificates.decline", user=declined_by)
    return correction


@transaction.atomic
def approve_correction(*, correction: Correction, approved_by: Any) -> Certificate:
    """Issue the certificate with the right name, and mark the old one replaced; return the new.

    Dated today, signed by who signs today, under a new number; it holds as long as the old
    one would have. Never approved by who asked for it, nor by the holder.
    Raises NotAllowed, OwnRequest, NotAsked, NotReplaceable, RenewedNotCorrected,
    NameNotPrintable, NoSignatory.
    Sends `certificate_issued` and `certificate_replaced` after commit.
    """
    _require_decider(correction, approved_by)
    if correction.asked_by_id == approved_by.pk:
        raise OwnRequest()
    old = correction.certificate
    replaced = Certificate.objects.filter(pk=old.pk, status__in=(Status.VALID, Status.HELD)).update(
        status=Status.REPLACED
    )
    old.refresh_from_db()
    if not replaced:
        raise NotReplaceable(state=old.get_status_display())
    # Asked again now that its row is ours: a renewal may have come in between.
    _require_not_renewed(old)
    _decide(correction, CorrectionState.APPROVED, approved_by, "")
    new, kid = _successor(old, correction.wanted_name, approved_by)
    _record(old, new, kid, approved_by)
    correction.successor = new
    correction.save(update_fields=["successor"])
    log(instance=old, action="certificates.replace", user=approved_by)
    transaction.on_commit(
        partial(certificate_issued.send_robust, sender=Certificate, certificate=new)
    )
    transaction.on_commit(
        partial(
            certificate_replaced.send_robust, sender=Certificate, certificate=old, successor=new
        )
    )
    return new


def _successor(old: Certificate, name: str, made_by: Any) -> tuple[Certificate, str]:
    """The new certificate, printed, and the `kid` of the key that signed its PDF ("": none)."""
    batch, kind, day = batch_of(old), old.type, today_at(old.issuer)
    if batch is None or old.template_version is None:
        raise NotReplaceable(state=old.get_origin_display())
    _require_printable(name_finding(old, name, logo=bytes(batch.logo)))
    signatory = Signatory.objects.on(day).filter(issuer=old.issuer).order_by("-starts_on").first()
    if signatory is None:
        raise NoSignatory(issuer=old.issuer, day=day)
    parts = NumberParts(
        vocation=batch.occasion["vocation"],
        body=old.issuer.code,
        type_code=kind.code,
        issued_on=day,
    )
    [(sequence, number)], code = free_numbers(kind, parts, 1, made_by), new_code()
    portrait = b""
    if old.snapshot.get(SHA256):
        found = portraits_for_design(old.template_version, [old.holder_id])
        portrait = found.get(old.holder_id, b"")
    snapshot = corrected_snapshot(
        old.snapshot,
        name=name,
        number=number,
        code=code,
        issuer=old.issuer,
        issued_on=day,
        signatory=signatory,
    )
    if portrait:
        snapshot[SHA256] = hashlib.sha256(portrait).hexdigest()
    new = Certificate.objects.create(
        issuer=old.issuer,
        type=kind,
        holder_id=old.holder_id,
        occasion_key=old.occasion_key,
        public_code=code,
        serial=number,
        sequence=sequence,
        printed_name=name,
        snapshot=snapshot,
        snapshot_sha256=canonical_sha256(snapshot),
        template_version=old.template_version,
        issued_on=day,
        valid_until=old.valid_until,
        replaces=old,
    )
    return new, print_alone(new, logo=bytes(batch.logo), portrait=portrait)


def _record(old: Certificate, new: Certificate, kid: str, actor: Any) -> None:
    """The history of both, as ordinary issuing writes it; kid: of the key that signed the PDF."""
    now = timezone.now()
    record_event(
        certificate=new, kind=EventKind.ISSUED, happened_at=now, actor=actor, **hashes_of(new)
    )
    if kid:
        signed = {"kid": kid, "signed_sha256": new.pdf_sha256}
        record_event(certificate=new, kind=EventKind.SIGNED, happened_at=now, actor=actor, **signed)
    record_event(
        certificate=old, kind=EventKind.REPLACED, happened_at=now, actor=actor, by=str(new.pk)
    )


def _require_replaceable(certificate: Certificate) -> None:
    if certificate.status not in (Status.VALID, Status.HELD) or batch_of(certificate) is None:
        raise NotReplaceable(state=certificate.get_status_display())
    _require_not_renewed(certificate)


def _require_not_renewed(certificate: Certificate) -> None:
    """The corrected one would be valid beside the renewal, and due once more."""
    if certificate.renewals.exclude(status=Status.VOIDED).exists():
        raise RenewedNotCorrected(serial=certificate.serial)


def _require_printable(finding: Finding | None) -> None:
    """No number is spent on a name the design cannot print; also one that was asked before."""
    if finding is None:
        return
    if finding.fix:
        raise NamePrintableOtherwise(sentence=finding.sentence, fix=finding.fix)
    raise NameNotPrintable(sentence=finding.sentence)


def _require_decider(correction: Correction, user: Any) -> None:
    if not can_correct(user, correction.certificate):
        raise NotAllowed(issuer=correction.certificate.issuer)


def _decide(correction: Correction, state: str, decided_by: Any, answer: str) -> None:
    """Only one decision gets through. Raises NotAsked."""
    changed = Correction.objects.filter(pk=correction.pk, state=CorrectionState.ASKED).update(
        state=state, decided_by=decided_by, decided_at=timezone.now(), answer=answer
    )
    correction.refresh_from_db()
    if not changed:
        raise NotAsked(state=correction.get_state_display())
