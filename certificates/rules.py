"""What a person must have shown: one class per kind of rule.

A rule judges plain facts and answers with a `RuleResult`: state, value, what is needed,
and a sentence for the person who reads the table. It asks nobody and writes nothing.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class RuleState(StrEnum):
    """UNKNOWN: the fact cannot be computed or nobody answered; it never counts as met."""

    MET = "met"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class RuleResult:
    """value, needed: in the unit of the kind (percent or a count); None if not computable.

    detail: what the certificate keeps beside them, as JSON; empty for most kinds.
    """

    kind: str
    state: RuleState
    value: int | None
    needed: int | None
    sentence: str
    is_required: bool = True
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_met(self) -> bool:
        return self.state == RuleState.MET

    def as_json(self) -> dict[str, Any]:
        told = {**asdict(self), "state": str(self.state)}
        # Certificates checked before there were details have none, and stay as they are.
        return told if self.detail else {k: v for k, v in told.items() if k != "detail"}


class FactLike(Protocol):
    """The attributes of `evidence.Fact` that rules read."""

    kind: str
    value: int
    of: int
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """All that is known of one person: facts by kind, and the identity as it would be printed."""

    facts: Mapping[str, FactLike]
    printed_name: str
    birthplace: str
    born_on: date | None
    may_print: bool


class RuleKind:
    """The base: `kind` names it in the database, `label` names it to people."""

    kind: ClassVar[str]
    label: ClassVar[Any]

    def __init__(self, params: Mapping[str, Any], *, is_required: bool = True) -> None:
        self.params = params
        self.is_required = is_required

    def judge(self, shown: Shown) -> RuleResult:
        raise NotImplementedError

    def answer(
        self, state: RuleState, value: int | None, needed: int | None, sentence: str
    ) -> RuleResult:
        return RuleResult(self.kind, state, value, needed, sentence, self.is_required)

    def needed_of(self, total: int) -> int:
        """How many of `total` are needed: the parameter "count", or all of them."""
        return min(int(self.params.get("count", total)), total)


class AttendedShare(RuleKind):
    """Attended minutes, make-ups included, over planned minutes, as whole percent rounded down.

    Parameter "percent", 80 if absent: the usual rule of training bodies.
    """

    kind = "attended_share"
    label = gettext_lazy("attended share")

    def judge(self, shown: Shown) -> RuleResult:
        needed = int(self.params.get("percent", 80))
        fact = shown.facts.get("attended_minutes")
        if fact is None:
            return self.answer(
                RuleState.UNKNOWN, None, needed, _("No attendance is recorded for this training.")
            )
        if fact.of <= 0:
            return self.answer(
                RuleState.UNKNOWN,
                None,
                needed,
                _("The training has no planned minutes, so the share cannot be computed."),
            )
        percent = min(fact.value, fact.of) * 100 // fact.of
        state = RuleState.MET if percent >= needed else RuleState.MISSING
        return self.answer(state, percent, needed, self._sentence(fact, percent, needed))

    def _sentence(self, fact: FactLike, percent: int, needed: int) -> str:
        words = {"percent": percent, "needed": needed, "minutes": fact.value, "planned": fact.of}
        held, attended = fact.detail.get("sessions_planned"), fact.detail.get("sessions_attended")
        if held:
            sentence = _(
                "Present at %(attended)d of %(held)d sessions (%(percent)d%%), %(needed)d%% needed."
            ) % {**words, "held": held, "attended": attended or 0}
        else:
            sentence = (
                _(
                    "Present %(minutes)d of %(planned)d minutes (%(percent)d%%), "
                    "%(needed)d%% needed."
                )
                % words
            )
        excused = int(fact.detail.get("minutes_izin") or 0)
        ill = int(fact.detail.get("minutes_sakit") or 0)
        if excused or ill:
            sentence += " " + _(
                "Excused %(excused)d minutes, ill %(ill)d minutes: these do not count."
            ) % {"excused": excused, "ill": ill}
        return sentence


class ModulesCompleted(RuleKind):
    """Completed modules of the programme. Parameter "count"; all of them if absent."""

    kind = "modules_completed"
    label = gettext_lazy("modules completed")

    def judge(self, shown: Shown) -> RuleResult:
        """The result keeps which version of each module she read: `detail["releases"]`."""
        fact = shown.facts.get("modules_completed")
        if fact is None or fact.of <= 0:
            return self.answer(
                RuleState.UNKNOWN, None, None, _("The programme names no lessons to complete.")
            )
        releases = fact.detail.get("releases")
        return replace(self._judged(fact), detail={"releases": releases} if releases else {})

    def _judged(self, fact: FactLike) -> RuleResult:
        needed = self.needed_of(fact.of)
        words = {"done": fact.value, "total": fact.of, "needed": needed}
        sentence = _("%(done)d of %(total)d lessons finished, %(needed)d needed.") % words
        missing = [str(code) for code in fact.detail.get("missing") or ()]
        if fact.value >= needed:
            return self.answer(RuleState.MET, fact.value, needed, sentence)
        if missing:
            sentence += " " + _("Not yet: %(codes)s.") % {"codes": ", ".join(missing[:5])}
        return self.answer(RuleState.MISSING, fact.value, needed, sentence)


class ChecksPassed(RuleKind):
    """Passed checks in the programme's modules. Parameter "percent" of them, 100 if absent."""

    kind = "checks_passed"
    label = gettext_lazy("checks passed")

    def judge(self, shown: Shown) -> RuleResult:
        fact = shown.facts.get("checks_passed")
        if fact is None:
            return self.answer(
                RuleState.UNKNOWN, None, None, _("Nobody answered about checks for this person.")
            )
        needed = -(-fact.of * int(self.params.get("percent", 100)) // 100)
        sentence = _("%(done)d of %(total)d checks passed, %(needed)d needed.") % {
            "done": fact.value,
            "total": fact.of,
            "needed": needed,
        }
        state = RuleState.MET if fact.value >= needed else RuleState.MISSING
        return self.answer(state, fact.value, needed, sentence)


class IdentityComplete(RuleKind):
    """What will be printed is known, and the person agreed to its printing.

    Parameter "birth": true if birthplace and birth date must be known too.
    """

    kind = "identity_complete"
    label = gettext_lazy("identity complete")

    def judge(self, shown: Shown) -> RuleResult:
        missing = []
        if not shown.printed_name.strip():
            missing.append(_("name"))
        if self.params.get("birth"):
            if not shown.birthplace:
                missing.append(_("birthplace"))
            if shown.born_on is None:
                missing.append(_("birth date"))
        if not shown.may_print:
            missing.append(_("agreement to print"))
        if missing:
            return self.answer(
                RuleState.MISSING,
                None,
                None,
                _("Still missing: %(what)s.") % {"what": ", ".join(missing)},
            )
        return self.answer(RuleState.MET, None, None, _("Name and agreement are there."))


RULE_KINDS: dict[str, type[RuleKind]] = {
    rule.kind: rule for rule in (AttendedShare, ModulesCompleted, ChecksPassed, IdentityComplete)
}
RULE_CHOICES = [(kind, rule.label) for kind, rule in RULE_KINDS.items()]
