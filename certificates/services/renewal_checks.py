"""The dry run of a renewal: per certificate, what stands in its way. Writes nothing."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from certificates.errors import (
    AlreadyRenewed,
    CertificatesError,
    NothingToRenew,
    NotRenewable,
    OutsideRenewalWindow,
)
from certificates.evidence import Holder, facts_of, frozen_holder, holders_of, kept_occasion
from certificates.models import Certificate, CertificateType, IssueBatch, IssueItem, Status
from certificates.models.batches import GIVEN_UP
from certificates.rules import IdentityComplete, RuleKind, RuleResult
from certificates.services.checking import judge, rules_in
from certificates.services.origins import batch_of


@dataclass(frozen=True)
class RenewalRow:
    """One certificate. refusal: why it is not renewed at all; else what each rule says.

    origin: the batch of the training it came from; None only beside a refusal.
    """

    certificate: Certificate
    origin: IssueBatch | None
    holder: Holder | None
    results: tuple[RuleResult, ...] = ()
    refusal: CertificatesError | None = None

    @property
    def missed(self) -> list[RuleResult]:
        return [result for result in self.results if result.is_required and not result.is_met]

    @property
    def is_ready(self) -> bool:
        return self.refusal is None and not self.missed

    @property
    def group(self) -> tuple[int, str]:
        """What is prepared as one batch: one type, one training."""
        key = self.origin.occasion["key"] if self.origin else ""
        return self.certificate.type_id, key


def check_renewals(
    certificates: Iterable[Certificate],
    *,
    days: Mapping[int, Sequence[date]],
    besides: IssueBatch | None = None,
) -> list[RenewalRow]:
    """What stands in the way of renewing each of `certificates`, in their order.

    days: issuer key -> the days that must lie within the window; no days, no question.
    besides: a batch whose own items do not count as renewals. Raises UnknownRule.
    """
    certificates = list(certificates)
    begun = IssueItem.objects.filter(renews__in=certificates).exclude(state__in=GIVEN_UP)
    taken = set(begun.exclude(batch=besides).values_list("renews", flat=True))
    holders = holders_of({one.holder_id for one in certificates if one.holder_id is not None})
    shown = _Facts(certificates)
    rows = []
    for one in certificates:
        holder = holders.get(one.holder_id)
        refusal = _refusal(one, taken, days.get(one.issuer_id, ()))
        results: tuple[RuleResult, ...] = ()
        if refusal is None and holder is not None:
            results = judge(renewal_rules(one.type), shown.of(one), holder)
        rows.append(RenewalRow(one, batch_of(one), holder, results, refusal))
    return rows


def renewal_rules(kind: CertificateType) -> list[RuleKind]:
    """What is asked of who renews; a type without rules for it asks for the agreement to print."""
    rule_set = kind.renewal_rule_set
    return rules_in(rule_set) if rule_set is not None else [IdentityComplete({})]


def frozen_renewal_rules(kind: CertificateType) -> list[dict[str, Any]]:
    """The same as a batch keeps it."""
    return [
        {"kind": rule.kind, "params": dict(rule.params), "is_required": rule.is_required}
        for rule in renewal_rules(kind)
    ]


def rows_hash(rows: Iterable[RenewalRow]) -> str:
    """SHA-256 over all that decides who is renewed, and how: it differs as soon as that does."""
    told = sorted(
        [
            str(row.certificate.pk),
            row.certificate.status,
            row.refusal.code if row.refusal else "",
            frozen_holder(row.holder) if row.holder else {},
            [[one.kind, str(one.state), one.value, one.needed] for one in row.results],
        ]
        for row in rows
    )
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def is_changed(batch: IssueBatch) -> bool:
    """Whether a batch of renewals that waits would not come out as it was checked."""
    renewed = renewable_rows().filter(renewal_items__batch=batch)
    return rows_hash(check_renewals(renewed, days={}, besides=batch)) != batch.inputs_hash


def renewable_rows() -> Any:
    """Certificates with all that a check of them reads."""
    return Certificate.objects.select_related(
        "issuer", "type__issuer", "type__renewal_rule_set", "item__batch", "replaces__item__batch"
    )


class _Facts:
    """What the holders have shown in the trainings of their certificates, asked once a training,
    and not at all where no rule reads it."""

    def __init__(self, certificates: Iterable[Certificate]) -> None:
        self._people: dict[str, set[int]] = {}
        self._kept: dict[str, dict[int, dict[str, Any]]] = {}
        for one in certificates:
            if (origin := batch_of(one)) is not None and one.holder_id is not None:
                self._people.setdefault(origin.occasion["key"], set()).add(one.holder_id)

    def of(self, certificate: Certificate) -> dict[str, Any]:
        origin = batch_of(certificate)
        if origin is None or certificate.type.renewal_rule_set_id is None:
            return {}
        key = origin.occasion["key"]
        if key not in self._kept:
            self._kept[key] = facts_of(self._people[key], kept_occasion(origin.occasion))
        return self._kept[key].get(certificate.holder_id, {})


def _refusal(
    certificate: Certificate, taken: set[Any], days: Sequence[date]
) -> CertificatesError | None:
    serial = certificate.serial
    if certificate.is_legacy or batch_of(certificate) is None:
        return NotRenewable(serial=serial, state=certificate.get_origin_display())
    if certificate.status != Status.VALID or certificate.holder_id is None:
        return NotRenewable(serial=serial, state=certificate.get_status_display())
    window = certificate.renewal_window
    if window is None:
        return NothingToRenew(serial=serial)
    if certificate.pk in taken:
        return AlreadyRenewed(serial=serial)
    for day in days:
        if not window.is_open(day):
            words = {"first": window.first_day, "last": window.last_day, "day": day}
            told = {name: date_format(one, "j F Y") for name, one in words.items()}
            return OutsideRenewalWindow(serial=serial, **told)
    return None
