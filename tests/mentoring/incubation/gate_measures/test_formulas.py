"""What gates read of formulas, on both sides of each minimum and where nothing can be said."""

from datetime import date
from decimal import Decimal

import pytest

from mentoring.incubation import two_years
from mentoring.incubation.gate_measures import Asked, verdicts
from mentoring.incubation.models import FormulaReadiness
from tests.factories.formulas import (
    DiagnosisFactory,
    FormulaFactory,
    FormulaItemFactory,
    ProblemFactory,
    agreed_formula,
    held,
)
from tests.factories.incubation import CycleEnrolmentFactory, CycleFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
OF_FORMULAS = ("formula-covers", "formula-agreed", "ready", "dose")


@pytest.fixture
def enrolment():
    return CycleEnrolmentFactory(cycle=CycleFactory(criteria=two_years.CRITERIA))


def read(enrolment, code):
    criterion = enrolment.cycle.criteria.get(code=code)
    (verdict,) = verdicts([Asked(enrolment, criterion)], DAY).values()
    return verdict


def answer(formula, line, is_ready, is_blocking=True):
    return FormulaReadiness.objects.create(
        formula=formula, line=line, is_blocking=is_blocking, is_ready=is_ready
    )


@pytest.mark.parametrize("code", OF_FORMULAS)
def test_without_diagnosis_and_formula_nothing_is_said_and_nobody_passes(enrolment, code):
    verdict = read(enrolment, code)

    assert (verdict.is_met, verdict.is_here, bool(verdict.told)) == (None, True, True)


def test_a_diagnosis_without_a_problem_is_no_covered_one(enrolment):
    DiagnosisFactory(enrolment=enrolment)

    assert read(enrolment, "formula-covers").is_met is None


def test_every_problem_needs_a_line_or_a_reason_to_leave_it(enrolment):
    diagnosis = DiagnosisFactory(enrolment=enrolment)
    agreed_formula(diagnosis)
    assert read(enrolment, "formula-covers").is_met is True

    open_one = ProblemFactory(diagnosis=diagnosis, statement="Bahan dibeli eceran.")
    verdict = read(enrolment, "formula-covers")
    assert (verdict.is_met, verdict.figure) == (False, 1)
    assert "Bahan dibeli eceran." in verdict.told

    open_one.set_aside_reason = "Tahun depan."
    open_one.save()
    assert read(enrolment, "formula-covers").is_met is True


def test_of_many_open_problems_the_first_are_named_and_the_others_counted(enrolment):
    diagnosis = DiagnosisFactory(enrolment=enrolment)
    for number in range(5):
        ProblemFactory(diagnosis=diagnosis, statement=f"Hal {number}")

    told = read(enrolment, "formula-covers").told

    assert "Hal 0; Hal 1; Hal 2 " in told
    assert " 2 " in told.split("Hal 2")[1]
    assert "Hal 3" not in told


def test_a_formula_is_agreed_once_the_group_said_yes_and_a_draft_is_not(enrolment):
    draft = FormulaFactory(enrolment=enrolment)
    verdict = read(enrolment, "formula-agreed")
    assert (verdict.is_met, bool(verdict.told)) == (False, True)

    draft.delete()
    agreed_formula(DiagnosisFactory(enrolment=enrolment))

    assert read(enrolment, "formula-agreed").is_met is True


@pytest.mark.parametrize("is_ready", [False, None])
def test_a_blocking_line_that_is_not_in_order_stands_in_the_way(enrolment, is_ready):
    formula = agreed_formula(DiagnosisFactory(enrolment=enrolment))
    answer(formula, "material", True)
    answer(formula, "fuel", False, is_blocking=False)
    assert read(enrolment, "ready").is_met is True

    venue = answer(formula, "venue", is_ready)
    verdict = read(enrolment, "ready")

    assert (verdict.is_met, verdict.figure) == (False, 1)
    assert str(venue.get_line_display()) in verdict.told


@pytest.mark.parametrize(("count", "is_met"), [(7, True), (6, False)])
def test_70_in_100_planned_sessions_are_held(enrolment, count, is_met):
    formula = agreed_formula(DiagnosisFactory(enrolment=enrolment))
    formula.items.update(dose_planned=10)
    held(formula.items.get(), count)

    verdict = read(enrolment, "dose")

    assert (verdict.is_met, verdict.figure) == (is_met, Decimal(10 * count))
    assert ("6" in verdict.told) is not is_met


def test_many_groups_ask_no_more_than_one(django_assert_num_queries, enrolment):
    groups = [enrolment, *CycleEnrolmentFactory.create_batch(2, cycle=enrolment.cycle)]
    for one in groups:
        formula = agreed_formula(DiagnosisFactory(enrolment=one))
        FormulaItemFactory(formula=formula)
        answer(formula, "venue", False)
        held(formula.items.first(), 1)
    criteria = list(enrolment.cycle.criteria.filter(code__in=OF_FORMULAS))

    for some in ([groups[0]], groups):
        with django_assert_num_queries(10):
            verdicts([Asked(one, two) for one in some for two in criteria], DAY)
