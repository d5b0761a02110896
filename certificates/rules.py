"""What a person must have shown: one class per kind of rule.

A rule judges plain facts and answers with a `RuleResult`: state, value, what is needed,
and a sentence for the person who reads the table. It asks nobody and writes nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks


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
    address: str = ""


@dataclass(frozen=True)
class Parameter:
    """One number of a rule. default None: it may stay empty."""

    label: Any
    minimum: int
    maximum: int
    default: int | None = None


@dataclass(frozen=True)
class Switch:
    """One yes or no of a rule; no if absent."""

    label: Any


class RuleKind:
    """The base: `kind` names it in the database, `label` names it to people.

    parameters: what an administrator may set, by name; nothing else is accepted.
    """

    kind: ClassVar[str]
    label: ClassVar[Any]
    parameters: ClassVar[Mapping[str, "Parameter | Switch"]] = {}

    @classmethod
    def checked_params(cls, params: Mapping[str, Any]) -> dict[str, Any]:
        """`params` without what is empty. Raises ValidationError for what cannot be meant."""
        for name in params:
            if name not in cls.parameters:
                raise ValidationError(_("This rule has no “%(name)s”.") % {"name": name})
        return {
            name: _checked(known, params[name])
            for name, known in cls.parameters.items()
            # Zero is a number, and one that is refused; only what is empty is left out.
            if params.get(name) is not False and params.get(name) not in (None, "")
        }

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


def _checked(known: Parameter | Switch, value: Any) -> Any:
    if isinstance(known, Switch):
        return bool(value)
    words = {"what": known.label, "least": known.minimum, "most": known.maximum}
    # True is an int in Python, and no number to people.
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,6}", str(value).strip()):
        raise ValidationError(
            _("%(what)s: type a whole number from %(least)d to %(most)d.") % words
        )
    number = int(value)
    if not known.minimum <= number <= known.maximum:
        raise ValidationError(
            _("%(what)s: type a whole number from %(least)d to %(most)d.") % words
        )
    return number


class AttendedShare(RuleKind):
    """Attended minutes, make-ups included, over planned minutes, as whole percent rounded down.

    Parameter "percent", 80 if absent: the usual rule of training bodies.
    """

    kind = "attended_share"
    label = gettext_lazy("attended share")
    parameters = {"percent": Parameter(gettext_lazy("percent"), 1, 100, default=80)}

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
    parameters = {"count": Parameter(gettext_lazy("how many (empty: all)"), 1, 500)}

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
    parameters = {"percent": Parameter(gettext_lazy("percent"), 1, 100, default=100)}

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

    Parameters "birth" and "address": true if birthplace and birth date, or where she lives,
    must be known too.
    """

    kind = "identity_complete"
    label = gettext_lazy("identity complete")
    parameters = {
        "birth": Switch(gettext_lazy("birthplace and birth date, too")),
        "address": Switch(gettext_lazy("address, too")),
    }

    def judge(self, shown: Shown) -> RuleResult:
        missing = []
        if not shown.printed_name.strip():
            missing.append(_("name"))
        if self.params.get("birth"):
            if not shown.birthplace:
                missing.append(_("birthplace"))
            if shown.born_on is None:
                missing.append(_("birth date"))
        if self.params.get("address") and not shown.address:
            missing.append(_("address"))
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


class MinutesAttended(RuleKind):
    """Attended minutes, make-ups included. Parameter "minutes": so many, at least."""

    kind = "attended_minutes"
    label = gettext_lazy("minutes attended")
    parameters = {"minutes": Parameter(gettext_lazy("minutes"), 1, 60_000, default=600)}

    def judge(self, shown: Shown) -> RuleResult:
        needed = int(self.params.get("minutes", 600))
        fact = shown.facts.get("attended_minutes")
        if fact is None:
            return self.answer(
                RuleState.UNKNOWN, None, needed, _("No attendance is recorded for this training.")
            )
        # More than was planned is no more than all of it.
        value = min(fact.value, fact.of) if fact.of > 0 else 0
        if fact.of <= 0:
            return self.answer(
                RuleState.UNKNOWN,
                None,
                needed,
                _("The training has no planned minutes, so nothing can be counted."),
            )
        sentence = _("Present %(minutes)d minutes of %(planned)d, %(needed)d needed.") % {
            "minutes": value,
            "planned": fact.of,
            "needed": needed,
        }
        state = RuleState.MET if value >= needed else RuleState.MISSING
        return self.answer(state, value, needed, sentence)


class PracticePassed(RuleKind):
    """Competency units whose practice was assessed as passed. Parameter "count"; all if absent."""

    kind = "practice_passed"
    label = gettext_lazy("practice passed")
    parameters = {"count": Parameter(gettext_lazy("how many (empty: all)"), 1, 500)}

    def judge(self, shown: Shown) -> RuleResult:
        fact = shown.facts.get("practice_passed")
        if fact is None or fact.of <= 0:
            return self.answer(
                RuleState.UNKNOWN, None, None, _("No practice is assessed in this training.")
            )
        needed = self.needed_of(fact.of)
        sentence = _("Practice of %(done)d of %(total)d units passed, %(needed)d needed.") % {
            "done": fact.value,
            "total": fact.of,
            "needed": needed,
        }
        if fact.value >= needed:
            return self.answer(RuleState.MET, fact.value, needed, sentence)
        missing = [str(code) for code in fact.detail.get("missing") or ()]
        if missing:
            sentence += " " + _("Not yet: %(codes)s.") % {"codes": ", ".join(missing[:5])}
        return self.answer(RuleState.MISSING, fact.value, needed, sentence)


class EvaluationPassed(RuleKind):
    """Her group passed a gate of its evaluation. Whoever keeps evaluations answers.

    The fact "evaluation_passed" has value 1 (passed) or 0; `detail["sentence"]` may say more.
    """

    kind = "evaluation_passed"
    label = gettext_lazy("evaluation passed")

    def judge(self, shown: Shown) -> RuleResult:
        fact = shown.facts.get("evaluation_passed")
        if fact is None:
            return self.answer(
                RuleState.UNKNOWN, None, 1, _("No evaluation is known for this person.")
            )
        said = str(fact.detail.get("sentence") or "")
        if fact.value >= 1:
            return self.answer(RuleState.MET, 1, 1, said or _("The evaluation was passed."))
        return self.answer(RuleState.MISSING, 0, 1, said or _("The evaluation was not passed yet."))


class ConfirmedByHand(RuleKind):
    """Somebody who knows her work confirms it on the list of the training.

    The fact "manual_confirm" has value 1; `detail["by"]` names who said so.
    """

    kind = "manual_confirm"
    label = gettext_lazy("confirmed by hand")

    def judge(self, shown: Shown) -> RuleResult:
        fact = shown.facts.get("manual_confirm")
        if fact is None or fact.value < 1:
            return self.answer(RuleState.MISSING, 0, 1, _("Nobody has confirmed this by hand yet."))
        by = str(fact.detail.get("by") or "")
        said = _("Confirmed by %(name)s.") % {"name": by} if by else _("Confirmed by hand.")
        return self.answer(RuleState.MET, 1, 1, said)


_BUILT_IN = (
    AttendedShare,
    MinutesAttended,
    ModulesCompleted,
    ChecksPassed,
    PracticePassed,
    EvaluationPassed,
    IdentityComplete,
    ConfirmedByHand,
)


def rule_kinds() -> dict[str, type[RuleKind]]:
    """Every kind of rule by its name: those of this plugin, and those of the hook
    `register_certificate_rules` (takes nothing, returns subclasses of `RuleKind`)."""
    own = [kind for ask in hooks.get_hooks("register_certificate_rules") for kind in ask()]
    return {rule.kind: rule for rule in (*_BUILT_IN, *own)}
