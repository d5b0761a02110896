"""The dry run: per person and rule, what is met and what is missing. Writes nothing."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from certificates.errors import ForeignOccasion
from certificates.evidence import Holder, Occasion, Participant, facts_of, holders_of
from certificates.models import Certificate, CertificateType
from certificates.models.certificates import STANDING
from certificates.rules import RULE_KINDS, RuleKind, RuleResult, Shown


@dataclass(frozen=True)
class CheckRow:
    """One person. standing_serial: the number she already holds for this, or ""."""

    participant: Participant
    holder: Holder
    results: tuple[RuleResult, ...]
    standing_serial: str

    @property
    def meets_every_rule(self) -> bool:
        return all(result.is_met for result in self.results if result.is_required)

    @property
    def is_eligible(self) -> bool:
        return self.meets_every_rule and not self.standing_serial


@dataclass(frozen=True)
class Check:
    """The answer for one occasion and type, in the order of participant numbers."""

    occasion: Occasion
    certificate_type: CertificateType
    labels: tuple[str, ...]
    rows: tuple[CheckRow, ...]

    @property
    def eligible(self) -> list[CheckRow]:
        return [row for row in self.rows if row.is_eligible]

    def counts(self) -> dict[str, int]:
        """How many are ready, already hold one, or still miss something."""
        kinds = Counter(
            "issued" if row.standing_serial else "ready" if row.meets_every_rule else "missing"
            for row in self.rows
        )
        return {
            "all": len(self.rows),
            **{key: kinds[key] for key in ("ready", "issued", "missing")},
        }


def check_occasion(*, occasion: Occasion, certificate_type: CertificateType) -> Check:
    """Judge every participant of `occasion` by the rules of `certificate_type`.

    Set-based: the number of queries depends on the sources asked, never on how many
    people take part. Raises ForeignOccasion if the occasion belongs to another issuer.
    """
    issuer = certificate_type.issuer
    if occasion.issuer_code != issuer.code:
        raise ForeignOccasion(occasion=occasion.title, issuer=issuer)
    user_ids = [participant.user_id for participant in occasion.participants]
    rules = rules_of(certificate_type)
    facts = facts_of(user_ids, occasion)
    holders = holders_of(user_ids)
    serials = _standing_serials(occasion, certificate_type)
    rows = tuple(
        CheckRow(
            participant=participant,
            holder=holders[participant.user_id],
            results=_judge(rules, facts[participant.user_id], holders[participant.user_id]),
            standing_serial=serials.get(participant.user_id, ""),
        )
        for participant in occasion.participants
        if participant.user_id in holders
    )
    labels = tuple(str(rule.label) for rule in rules)
    return Check(occasion=occasion, certificate_type=certificate_type, labels=labels, rows=rows)


def rules_of(certificate_type: CertificateType) -> list[RuleKind]:
    """The rules of the type's rule set, ready to judge, in their order."""
    return [
        RULE_KINDS[rule.kind](rule.params, is_required=rule.is_required)
        for rule in certificate_type.rule_set.rules.all()
    ]


def _judge(rules: list[RuleKind], facts: dict[str, Any], holder: Holder) -> tuple[RuleResult, ...]:
    shown = Shown(
        facts=facts,
        printed_name=holder.printed_name,
        birthplace=holder.birthplace,
        born_on=holder.born_on,
        may_print=holder.may_print,
    )
    return tuple(rule.judge(shown) for rule in rules)


def _standing_serials(occasion: Occasion, certificate_type: CertificateType) -> dict[int, str]:
    """Holder key -> number, of those who already hold this certificate for this occasion."""
    standing = Certificate.objects.filter(
        type=certificate_type, occasion_key=occasion.key, status__in=STANDING
    )
    return dict(standing.values_list("holder_id", "serial"))
