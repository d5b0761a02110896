"""The dry run: per person and rule, what is met and what is missing. Writes nothing."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from certificates.errors import ForeignOccasion, UnknownRule
from certificates.evidence import (
    Holder,
    Occasion,
    Participant,
    facts_of,
    frozen_holder,
    frozen_occasion,
    holders_of,
)
from certificates.identities import same_people
from certificates.models import Certificate, CertificateType, RuleSet
from certificates.models.certificates import STANDING
from certificates.rules import ConfirmedByHand, RuleKind, RuleResult, Shown, rule_kinds
from certificates.services.confirming import confirmed


@dataclass(frozen=True)
class CheckRow:
    """One person. standing_serial: the number she already holds for this, or "".

    statement: her results by the rules of the type's statement, empty if it has none;
    statement_serial: the number of a statement she already holds for this.
    """

    participant: Participant
    holder: Holder
    results: tuple[RuleResult, ...]
    standing_serial: str
    statement: tuple[RuleResult, ...] = ()
    statement_serial: str = ""

    @property
    def meets_every_rule(self) -> bool:
        return all(result.is_met for result in self.results if result.is_required)

    @property
    def is_eligible(self) -> bool:
        return self.meets_every_rule and not self.standing_serial

    @property
    def gets_statement(self) -> bool:
        """She misses a rule of the certificate and meets those of the statement beside it."""
        return (
            bool(self.statement)
            and not self.meets_every_rule
            and not (self.standing_serial or self.statement_serial)
            and all(result.is_met for result in self.statement if result.is_required)
        )


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

    @property
    def statements(self) -> list[CheckRow]:
        return [row for row in self.rows if row.gets_statement]

    def counts(self) -> dict[str, int]:
        """How many are ready, already hold one, or still miss something; and how many of those
        who miss something get the statement instead."""
        kinds = Counter(
            "issued" if row.standing_serial else "ready" if row.meets_every_rule else "missing"
            for row in self.rows
        )
        return {
            "all": len(self.rows),
            **{key: kinds[key] for key in ("ready", "issued", "missing")},
            "statement": len(self.statements),
        }

    def inputs_hash(self) -> str:
        """SHA-256 over all that decides who is printed, and how: it differs as soon as that does.

        The training, the rules, and of everybody who would get a paper the printed identity and
        what each rule found. Sentences are left out: they follow the reader's language.
        """
        told = {
            "occasion": frozen_occasion(self.occasion),
            "rule_sets": [self.certificate_type.rule_set_id]
            + ([self.certificate_type.otherwise.rule_set_id] if self.statements else []),
            "certificates": [_decided(row, row.results) for row in self.eligible],
            "statements": [_decided(row, row.statement) for row in self.statements],
        }
        text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def _decided(row: CheckRow, results: tuple[RuleResult, ...]) -> list[Any]:
    found = [[result.kind, str(result.state), result.value, result.needed] for result in results]
    return [
        row.participant.user_id,
        row.participant.number,
        frozen_holder(row.holder),
        found,
    ]


def check_occasion(*, occasion: Occasion, certificate_type: CertificateType) -> Check:
    """Judge every participant of `occasion` by the rules of `certificate_type`; who is listed
    twice, if under another of her users, is judged once, where she stands first. What she was
    given under any of her users counts as hers.

    Set-based: the number of queries depends on the sources asked, never on how many
    people take part. Raises ForeignOccasion if the occasion belongs to another issuer.
    """
    issuer = certificate_type.issuer
    if occasion.issuer_code != issuer.code:
        raise ForeignOccasion(occasion=occasion.title, issuer=issuer)
    same = same_people([participant.user_id for participant in occasion.participants])
    participants = _once_each(occasion.participants, same)
    user_ids = list(participants)
    rules = rules_of(certificate_type)
    beside = certificate_type.otherwise
    statement_rules = rules_of(beside) if beside else []
    facts = facts_of(user_ids, occasion)
    if any(isinstance(rule, ConfirmedByHand) for rule in (*rules, *statement_rules)):
        for user_id, fact in confirmed(certificate_type, occasion).items():
            facts.get(user_id, {})[fact.kind] = fact
    holders = holders_of(user_ids)
    serials = _standing_serials(occasion, certificate_type)
    statements = _standing_serials(occasion, beside) if beside else {}
    rows = tuple(
        CheckRow(
            participant=participant,
            holder=holders[participant.user_id],
            results=judge(rules, facts[participant.user_id], holders[participant.user_id]),
            standing_serial=_hers(serials, same[participant.user_id]),
            statement=judge(
                statement_rules, facts[participant.user_id], holders[participant.user_id]
            ),
            statement_serial=_hers(statements, same[participant.user_id]),
        )
        for participant in participants.values()
        if participant.user_id in holders
    )
    labels = tuple(str(rule.label) for rule in rules)
    return Check(occasion=occasion, certificate_type=certificate_type, labels=labels, rows=rows)


def rules_of(certificate_type: CertificateType) -> list[RuleKind]:
    """The rules of the type's rule set, ready to judge, in their order. Raises UnknownRule."""
    return rules_in(certificate_type.rule_set)


def rules_in(rule_set: RuleSet) -> list[RuleKind]:
    """The rules of `rule_set`, ready to judge, in their order. Raises UnknownRule."""
    kinds = rule_kinds()
    rules = list(rule_set.rules.all())
    for rule in rules:
        if rule.kind not in kinds:
            raise UnknownRule(kind=rule.kind)
    return [kinds[rule.kind](rule.params, is_required=rule.is_required) for rule in rules]


def judge(rules: list[RuleKind], facts: dict[str, Any], holder: Holder) -> tuple[RuleResult, ...]:
    """What each of `rules` says of one person. facts: by kind, of `evidence.facts_of`."""
    shown = Shown(
        facts=facts,
        printed_name=holder.printed_name,
        birthplace=holder.birthplace,
        born_on=holder.born_on,
        may_print=holder.may_print,
        address=holder.address,
    )
    return tuple(rule.judge(shown) for rule in rules)


def _once_each(
    listed: Iterable[Participant], same: Mapping[int, frozenset[int]]
) -> dict[int, Participant]:
    """User key -> participant, of every person the first one that is listed."""
    found: dict[int, Participant] = {}
    for participant in listed:
        if same[participant.user_id].isdisjoint(found):
            found[participant.user_id] = participant
    return found


def _hers(serials: Mapping[int, str], user_ids: Iterable[int]) -> str:
    """The number that one of the users of a person holds, "" if none does."""
    return next((serials[user_id] for user_id in user_ids if user_id in serials), "")


def _standing_serials(occasion: Occasion, certificate_type: CertificateType) -> dict[int, str]:
    """Holder key -> number, of those who already hold this certificate for this occasion."""
    standing = Certificate.objects.filter(
        type=certificate_type, occasion_key=occasion.key, status__in=STANDING
    )
    return dict(standing.values_list("holder_id", "serial"))
