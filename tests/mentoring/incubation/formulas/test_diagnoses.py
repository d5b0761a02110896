from datetime import date

import pytest

from mentoring.incubation.errors import DayInFuture
from mentoring.incubation.errors.formulas import (
    NotYoursToDiagnose,
    ProblemInFormula,
    ProblemsMissing,
)
from mentoring.incubation.models import Diagnosis
from mentoring.incubation.services.diagnoses import ProblemTold, record_diagnosis
from tests.factories.formulas import FormulaItemFactory
from tests.factories.incubation import CycleEnrolmentFactory, coordinator, facilitator_of

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 3)


@pytest.fixture
def enrolment():
    return CycleEnrolmentFactory()


@pytest.fixture
def sri(enrolment):
    return facilitator_of(enrolment.group)


def diagnose(enrolment, by, *statements, **kwargs):
    kwargs.setdefault("problems", [ProblemTold(one) for one in statements])
    return record_diagnosis(
        enrolment=enrolment, happened_on=DAY, text="Harga dari juragan.", recorded_by=by, **kwargs
    )


def problems_of(diagnosis):
    return [(one.position, one.statement) for one in diagnosis.problems.all()]


def test_her_facilitator_writes_the_case_file_of_a_group(enrolment, sri):
    diagnosis = diagnose(
        enrolment, sri, "Satu pembeli", "Tidak ada buku", strata=["mapan", "tertinggal"]
    )

    assert diagnosis.strata == ["tertinggal", "mapan"]
    assert problems_of(diagnosis) == [(0, "Satu pembeli"), (1, "Tidak ada buku")]


@pytest.mark.parametrize(
    ("strata", "weak_case", "has_one"),
    [
        (["tertinggal"], "Seorang ibu.", True),
        (["berkembang", "mapan"], "Seorang ibu.", True),
        (["mapan"], "Seorang ibu.", False),
        (["tertinggal"], "  ", False),
        ([], "", False),
    ],
)
def test_a_case_of_the_weak_needs_their_voice_and_their_story(
    enrolment, sri, strata, weak_case, has_one
):
    diagnosis = diagnose(enrolment, sri, "Satu pembeli", strata=strata, weak_case=weak_case)

    assert diagnosis.has_weak_case is has_one


def test_writing_it_again_keeps_one_case_file_and_moves_its_problems(enrolment, sri):
    first = diagnose(enrolment, sri, "Satu pembeli", "Tidak ada buku")
    one, two = first.problems.all()

    again = diagnose(
        enrolment,
        sri,
        problems=[
            ProblemTold("Belum ada buku", id=two.pk),
            ProblemTold("Debu"),
            ProblemTold("Satu pembeli", id=one.pk, set_aside_reason="Tahun depan"),
        ],
    )

    assert again.pk == first.pk
    assert problems_of(again) == [(0, "Belum ada buku"), (1, "Debu"), (2, "Satu pembeli")]
    assert [one.pk for one in again.problems.all()][::2] == [two.pk, one.pk]


def test_a_problem_nobody_tells_any_more_goes_unless_a_formula_answers_it(enrolment, sri):
    diagnosis = diagnose(enrolment, sri, "Satu pembeli", "Tidak ada buku")
    bought, books = diagnosis.problems.all()
    FormulaItemFactory(formula__enrolment=enrolment, problem=books)

    with pytest.raises(ProblemInFormula, match="Tidak ada buku"):
        diagnose(enrolment, sri, problems=[ProblemTold("Satu pembeli", id=bought.pk)])
    diagnose(enrolment, sri, problems=[ProblemTold("Tidak ada buku", id=books.pk)])

    assert problems_of(Diagnosis.objects.get()) == [(0, "Tidak ada buku")]


def test_a_diagnosis_without_a_problem_is_refused(enrolment, sri):
    with pytest.raises(ProblemsMissing):
        diagnose(enrolment, sri, "  ")

    assert not Diagnosis.objects.exists()


def test_nobody_but_the_facilitator_writes_it(enrolment, sri):
    with pytest.raises(NotYoursToDiagnose):
        diagnose(enrolment, coordinator(), "Satu pembeli")


def test_a_day_in_the_future_is_refused(enrolment, sri):
    with pytest.raises(DayInFuture):
        record_diagnosis(
            enrolment=enrolment,
            happened_on=date(2999, 1, 1),
            text="x",
            problems=[ProblemTold("Debu")],
            recorded_by=sri,
        )
