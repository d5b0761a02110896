"""Handing papers over: who got which, when, and who gave it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from certificates.errors import HandedOverTooEarly, NotAllowed, ReceiverMissing
from certificates.models import Certificate, CertificateEvent, EventKind, IssueBatch, Status
from certificates.permissions import can_hand_over
from certificates.services.events import record_event


def papers_of(batch: IssueBatch) -> QuerySet[Certificate]:
    """The certificates of `batch`, and those that took the place of one of them since."""
    found: list[Any] = []
    later = Certificate.objects.filter(replaces__item__batch=batch, item=None)
    while keys := list(later.values_list("pk", flat=True)):
        found += keys
        later = Certificate.objects.filter(replaces__in=keys, item=None)
    return Certificate.objects.filter(Q(item__batch=batch) | Q(pk__in=found))


def batch_of(certificate: Certificate) -> IssueBatch | None:
    """The batch `certificate` was made in, or the paper it took the place of, however far back."""
    while certificate.item is None and certificate.replaces is not None:
        certificate = certificate.replaces
    return certificate.item.batch if certificate.item else None


def to_hand_over(batch: IssueBatch) -> QuerySet[Certificate]:
    """The valid papers of `batch` in the order of its items, those that replaced another one
    last, with `is_handed_over`."""
    given = CertificateEvent.objects.filter(certificate=OuterRef("pk"), kind=EventKind.HANDED_OVER)
    return (
        papers_of(batch)
        .filter(status=Status.VALID)
        .annotate(is_handed_over=Exists(given))
        .select_related("issuer")
        .order_by(F("item__position").asc(nulls_last=True), "printed_name", "pk")
    )


@transaction.atomic
def hand_over(
    *,
    certificates: Sequence[Certificate],
    handed_on: date,
    handed_by: Any,
    received_by: str = "",
) -> int:
    """Record that `certificates` were given on `handed_on`; return how many were new.

    received_by: the name of who took them for the holders, empty if each took her own. Who
    takes those of several people is named. What was handed over before is left as it was.
    Raises NotAllowed, ReceiverMissing, HandedOverTooEarly.
    """
    given = 0
    for certificate in certificates:
        if not can_hand_over(handed_by, certificate.issuer):
            raise NotAllowed(issuer=certificate.issuer)
        if handed_on < certificate.issued_on or handed_on > timezone.localdate():
            raise HandedOverTooEarly(day=handed_on, issued=certificate.issued_on)
        if certificate.status != Status.VALID or (received_by and len(received_by.strip()) < 2):
            raise ReceiverMissing()
        if certificate.events.filter(kind=EventKind.HANDED_OVER).exists():
            continue
        record_event(
            certificate=certificate,
            kind=EventKind.HANDED_OVER,
            happened_at=timezone.now(),
            actor=handed_by,
            handed_on=handed_on.isoformat(),
            **({"received_by": received_by.strip()} if received_by.strip() else {}),
        )
        log(instance=certificate, action="certificates.handover", user=handed_by)
        given += 1
    return given
