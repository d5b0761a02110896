"""Renewing: the next certificate of the same kind, for those whose time ends.

A batch of renewals is a batch like any other: a clerk prepares it, a head approves it, numbers
and codes are new. What is renewed stays what it was and ends on its own day.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from certificates.errors import (
    CheckIsStale,
    NoDesignInUse,
    NoSignatory,
    NotAllowed,
    NothingChosen,
    RenewalRuleMissed,
)
from certificates.evidence import frozen_holder
from certificates.models import Certificate, CertificateType, IssueBatch, IssueItem, Signatory
from certificates.models.batches import RENEWAL
from certificates.permissions import can_prepare
from certificates.services.batches import today_at
from certificates.services.logos import frozen_logo
from certificates.services.renewal_checks import (
    RenewalRow,
    check_renewals,
    frozen_renewal_rules,
    renewable_rows,
    rows_hash,
)
from certificates.signals import batch_prepared


def check_chosen(
    certificates: Collection[Certificate], *, issued_on: date | None = None
) -> list[RenewalRow]:
    """The dry run of what a clerk chose: today and `issued_on` must lie within each window."""
    found = renewable_rows().filter(pk__in=[one.pk for one in certificates])
    return _checked(found.order_by("type", "valid_until", "serial"), issued_on)


@transaction.atomic
def prepare_renewals(
    *,
    certificates: Collection[Certificate],
    prepared_by: Any,
    issued_on: date | None = None,
    seen_hash: str = "",
) -> list[IssueBatch]:
    """Freeze the renewals of `certificates` as batches that wait for the head: one for each type
    and training, because what a batch prints besides its people is the same for all.

    All or nothing. issued_on: the date on the papers, today in the issuer's zone if not given.
    seen_hash: `rows_hash` of the rows the clerk saw; not compared if empty.
    Raises NothingChosen, NotAllowed, AlreadyRenewed, NotRenewable, NothingToRenew,
    OutsideRenewalWindow, RenewalRuleMissed, CheckIsStale, NoSignatory, NoDesignInUse. Sends
    `batch_prepared` after commit, once for each batch.
    """
    chosen = [one.pk for one in certificates]
    if not chosen:
        raise NothingChosen()
    # The rows are the lock: two clerks at once, or a revocation, wait here.
    locked = renewable_rows().select_for_update(of=("self",)).filter(pk__in=chosen)
    rows = _checked(locked.order_by("pk"), issued_on)
    for issuer in {row.certificate.type.issuer for row in rows}:
        if not can_prepare(prepared_by, issuer):
            raise NotAllowed(issuer=issuer)
    for row in rows:
        _require_ready(row)
    if seen_hash and seen_hash != rows_hash(rows):
        raise CheckIsStale(occasion=rows[0].certificate.type.title_id)
    order = _Order(prepared_by, issued_on)
    rows.sort(key=lambda row: (row.group, row.certificate.printed_name, row.certificate.serial))
    return [_batch_of(list(some), order) for _group, some in groupby(rows, lambda row: row.group)]


@dataclass(frozen=True)
class _Order:
    prepared_by: Any
    issued_on: date | None


def _checked(found: Any, issued_on: date | None) -> list[RenewalRow]:
    certificates = list(found)
    days = {
        one.issuer_id: [today_at(one.issuer), *([issued_on] if issued_on else [])]
        for one in certificates
    }
    return check_renewals(certificates, days=days)


def _require_ready(row: RenewalRow) -> None:
    if row.refusal is not None:
        raise row.refusal
    if row.missed:
        raise RenewalRuleMissed(name=row.certificate.printed_name, sentence=row.missed[0].sentence)


def _batch_of(rows: Sequence[RenewalRow], order: _Order) -> IssueBatch:
    kind, origin = rows[0].certificate.type, rows[0].origin
    day = order.issued_on or today_at(kind.issuer)
    batch = IssueBatch.objects.create(
        type=kind,
        occasion_key=f"{RENEWAL}{uuid.uuid4().hex}",
        occasion=origin.occasion,
        rule_set=kind.renewal_rule_set or kind.rule_set,
        rules=frozen_renewal_rules(kind),
        template_version=_design_in_use(kind),
        issued_on=day,
        signatory=_signatory(kind, day),
        logo=frozen_logo(kind.issuer),
        made_by=order.prepared_by,
        inputs_hash=rows_hash(rows),
    )
    IssueItem.objects.bulk_create(
        IssueItem(
            batch=batch,
            holder_id=row.certificate.holder_id,
            renews=row.certificate,
            position=position,
            participant_number=row.certificate.snapshot["printed"].get("participant_number", ""),
            holder_facts=frozen_holder(row.holder),
            rule_values=[result.as_json() for result in row.results],
        )
        for position, row in enumerate(rows, start=1)
    )
    log(instance=batch, action="certificates.prepare", user=order.prepared_by)
    transaction.on_commit(
        partial(
            batch_prepared.send_robust,
            sender=IssueBatch,
            batch=batch,
            prepared_by=order.prepared_by,
        )
    )
    return batch


def _design_in_use(kind: CertificateType) -> Any:
    version = kind.template.version_in_use()
    if version is None:
        raise NoDesignInUse(design=kind.template)
    return version


def _signatory(kind: CertificateType, day: date) -> Signatory:
    found = Signatory.objects.on(day).filter(issuer=kind.issuer).order_by("-starts_on").first()
    if found is None:
        raise NoSignatory(issuer=kind.issuer, day=day)
    return found
