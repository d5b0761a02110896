"""Who is erased is named nowhere in diagnosis, formula and findings of her groups."""

from datetime import date

import pytest
from django.core import serializers
from django.core.files.base import ContentFile

from mentoring.incubation.agreement_retention import AgreementProofs
from mentoring.incubation.models import (
    Diagnosis,
    Formula,
    FormulaReadiness,
    LessonFinding,
    Problem,
)
from mentoring.registry.services.personal_data import erase_person
from tests.factories.accounts import UserFactory
from tests.factories.formulas import (
    NOON,
    SPOKEN,
    DiagnosisFactory,
    LessonFindingFactory,
    agreed_formula,
)
from tests.factories.registry import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


def spoken(formula):
    formula.agreement.save("x", ContentFile(SPOKEN))
    return formula


def told_of(name):
    diagnosis = DiagnosisFactory(text=f"{name} berutang.", weak_case=f"Kata {name}: sulit.")
    formula = spoken(agreed_formula(diagnosis, who_was_there=f"{name} dan 11 anggota"))
    diagnosis.problems.update(statement=f"{name} menjual murah")
    FormulaReadiness.objects.create(
        formula=formula, line="tools", is_blocking=True, note=f"di rumah {name}"
    )
    LessonFindingFactory(item=formula.items.get(), evidence=f"{name} bingung")
    return formula


def said():
    models = (Diagnosis, Problem, Formula, FormulaReadiness, LessonFinding)
    return "".join(serializers.serialize("json", model.objects.all()) for model in models)


def test_her_name_goes_and_so_does_the_proof_she_is_on(django_capture_on_commit_callbacks):
    formula = told_of("Ruminah Contoh")
    other = spoken(agreed_formula(DiagnosisFactory()))
    ruminah = PersonFactory(full_name="Ruminah Contoh", user=None)
    MembershipFactory(person=ruminah, group=formula.enrolment.group)
    storage, name = formula.agreement.storage, formula.agreement.name

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=ruminah, erased_by=UserFactory(), now=NOON)

    assert "Ruminah" not in said()
    assert "11 anggota" in said()
    assert not storage.exists(name)
    assert list(Formula.objects.exclude(agreement="")) == [other]


def test_a_proof_is_deleted_some_time_after_the_cycle_ended(
    settings, django_capture_on_commit_callbacks
):
    settings.MENTORING_AGREEMENT_DAYS = 100
    running, over = (spoken(agreed_formula(DiagnosisFactory())) for _ in range(2))
    over.enrolment.ends_on = date(2026, 1, 1)
    over.enrolment.save()
    rule = AgreementProofs()

    assert rule.count(date(2026, 4, 10)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert rule.carry_out(date(2026, 4, 11)) == 1
        assert rule.carry_out(date(2026, 4, 11)) == 0

    over.refresh_from_db()
    assert (over.state, bool(over.agreement)) == ("agreed", False)
    assert list(Formula.objects.exclude(agreement="")) == [running]
