"""Whether what a formula needs is there, before work starts."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from mentoring.incubation.models import CycleEnrolment, Formula, FormulaReadiness, FormulaState


@dataclass(frozen=True)
class Readiness:
    """blocking: lines without which work does not start and that are not in order, or not
    answered; others: the same for lines that only warn. has_formula: whether there is one."""

    has_formula: bool = False
    blocking: list[FormulaReadiness] = field(default_factory=list)
    others: list[FormulaReadiness] = field(default_factory=list)

    @property
    def is_green(self) -> bool:
        return self.has_formula and not self.blocking


def standing_formulas(enrolments: Collection[CycleEnrolment]) -> dict[UUID, Formula]:
    """Enrolment -> the formula in force, else the draft; absent where there is neither."""
    rows = Formula.objects.filter(
        enrolment__in=[one.pk for one in enrolments],
        state__in=(FormulaState.AGREED, FormulaState.DRAFT),
    )
    # The agreed ones last, so that they win.
    found = sorted(rows, key=lambda one: one.is_agreed)
    return {one.enrolment_id: one for one in found}


def readinesses_of(enrolments: Collection[CycleEnrolment]) -> dict[UUID, Readiness]:
    """Enrolment -> readiness of its formula; every asked one is present. Two queries."""
    formulas = standing_formulas(enrolments)
    found = {one.pk: Readiness(has_formula=one.pk in formulas) for one in enrolments}
    owner = {formula.pk: key for key, formula in formulas.items()}
    for row in FormulaReadiness.objects.filter(formula__in=owner):
        if not row.is_ready:
            standing = found[owner[row.formula_id]]
            (standing.blocking if row.is_blocking else standing.others).append(row)
    return found


def readiness_of(enrolment: CycleEnrolment) -> Readiness:
    """The same for one group."""
    return readinesses_of([enrolment])[enrolment.pk]
