"""Which problems of a diagnosis no line of the formula answers."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from mentoring.incubation.formula_readiness import standing_formulas
from mentoring.incubation.models import CycleEnrolment, FormulaItem, Problem


def uncovered_of(enrolments: Collection[CycleEnrolment]) -> dict[UUID, list[Problem]]:
    """Enrolment -> problems that are not set aside and that no line of its formula (in force,
    else the draft) is about. Every asked one is present. Three queries."""
    formulas = standing_formulas(enrolments)
    keys = [one.pk for one in formulas.values()]
    covered = set(
        FormulaItem.objects.filter(formula__in=keys).order_by().values_list("problem", flat=True)
    )
    problems = Problem.objects.filter(
        diagnosis__enrolment__in=[one.pk for one in enrolments], set_aside_reason=""
    ).select_related("diagnosis")
    found: dict[UUID, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.pk not in covered:
            found[problem.diagnosis.enrolment_id].append(problem)
    return {one.pk: found[one.pk] for one in enrolments}


def uncovered_problems(enrolment: CycleEnrolment) -> list[Problem]:
    """The same for one group; without a diagnosis there is none to name."""
    return uncovered_of([enrolment])[enrolment.pk]


def diagnosed(enrolments: Collection[CycleEnrolment]) -> set[UUID]:
    """The enrolments of `enrolments` for which at least one problem is written down. One query."""
    return set(
        Problem.objects.filter(diagnosis__enrolment__in=[one.pk for one in enrolments])
        .order_by()
        .values_list("diagnosis__enrolment", flat=True)
    )
