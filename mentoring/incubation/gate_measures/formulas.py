"""Whether the formula answers what was found, is ready to start, and was held."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from mentoring.incubation.dose import Dose, doses_of
from mentoring.incubation.formula_readiness import Readiness, readinesses_of, standing_formulas
from mentoring.incubation.gate_measures.shape import (
    AlwaysHere,
    Asked,
    Verdict,
    at_least,
    percent,
)
from mentoring.incubation.models import CycleEnrolment, Formula, GateCriterion, Measure, Problem
from mentoring.incubation.uncovered_problems import diagnosed, uncovered_of

_NAMED = 3


class FormulaCovers(AlwaysHere):
    """Every problem of the diagnosis that is not set aside has a line in the formula in force,
    else in the draft."""

    code = Measure.FORMULA_COVERS

    def read(self, asked: Sequence[Asked], on: date) -> dict[Asked, Verdict]:
        enrolments = _enrolments(asked)
        left, with_problems = uncovered_of(enrolments), diagnosed(enrolments)
        return {
            one: _covered(left[one.enrolment.pk])
            if one.enrolment.pk in with_problems
            else Verdict(is_met=None, told=_("No problem is written down yet."))
            for one in asked
        }


class FormulaAgreed(AlwaysHere):
    """A formula is in force: the group said yes to it, signed or by voice."""

    code = Measure.FORMULA_AGREED

    def read(self, asked: Sequence[Asked], on: date) -> dict[Asked, Verdict]:
        found = standing_formulas(_enrolments(asked))
        return {one: _agreed(found.get(one.enrolment.pk)) for one in asked}


class FormulaReady(AlwaysHere):
    """No line of readiness that stops the work is open."""

    code = Measure.FORMULA_READY

    def read(self, asked: Sequence[Asked], on: date) -> dict[Asked, Verdict]:
        found = readinesses_of(_enrolments(asked))
        return {one: _ready(found[one.enrolment.pk]) for one in asked}


class FormulaDose(AlwaysHere):
    """Sessions held of those planned in the formula in force, in percent."""

    code = Measure.FORMULA_DOSE

    def read(self, asked: Sequence[Asked], on: date) -> dict[Asked, Verdict]:
        found = doses_of(_enrolments(asked))
        return {one: _dose(found[one.enrolment.pk], one.criterion) for one in asked}


def _enrolments(asked: Iterable[Asked]) -> list[CycleEnrolment]:
    return list({one.enrolment.pk: one.enrolment for one in asked}.values())


def _covered(left: list[Problem]) -> Verdict:
    if not left:
        return Verdict(is_met=True, figure=Decimal(0))
    told = _("%(count)d problems have no line in the formula: %(problems)s.") % {
        "count": len(left),
        "problems": _some(one.statement for one in left),
    }
    return Verdict(is_met=False, figure=Decimal(len(left)), told=told)


def _agreed(formula: Formula | None) -> Verdict:
    if formula is None:
        return Verdict(is_met=None, told=_("There is no formula yet."))
    if formula.is_agreed:
        return Verdict(is_met=True)
    return Verdict(is_met=False, told=_("The group has not said yes to the draft yet."))


def _ready(standing: Readiness) -> Verdict:
    if not standing.has_formula:
        return Verdict(is_met=None, told=_("There is no formula yet."))
    if standing.is_green:
        return Verdict(is_met=True, figure=Decimal(0))
    told = _("Not ready yet: %(lines)s.") % {
        "lines": _some(one.get_line_display() for one in standing.blocking)
    }
    return Verdict(is_met=False, figure=Decimal(len(standing.blocking)), told=told)


def _dose(dose: Dose, criterion: GateCriterion) -> Verdict:
    if not dose.planned:
        return Verdict(is_met=None, told=_("No agreed formula plans any session yet."))
    told = _("%(done)d of %(planned)d planned sessions were held.")
    counts = {"done": dose.done, "planned": dose.planned}
    return at_least(percent(dose.done, dose.planned), criterion, told % counts)


def _some(names: Iterable[str]) -> str:
    """The first names, and how many more there are."""
    listed = [str(name).rstrip(".") for name in names]
    more = len(listed) - _NAMED
    told = "; ".join(listed[:_NAMED])
    return told if more <= 0 else _("%(told)s and %(more)d more") % {"told": told, "more": more}
