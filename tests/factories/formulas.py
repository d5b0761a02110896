"""Diagnoses, formulas with lines, findings, and places of the incubator."""

from datetime import UTC, date, datetime

import factory

from mentoring.incubation.models import (
    Diagnosis,
    Formula,
    FormulaItem,
    FormulaItemSession,
    IncubatorPlace,
    LessonFinding,
    Problem,
    Tenancy,
    TenancyKind,
)
from tests.factories.accounts import UserFactory
from tests.factories.incubation import CycleEnrolmentFactory
from tests.factories.registry import CrafterGroupFactory, tutul
from tests.factories.sessions import VisitFactory

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
SPOKEN = b"OggS" + bytes(24) + b"OpusHead" + bytes(50)


class DiagnosisFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Diagnosis

    enrolment = factory.SubFactory(CycleEnrolmentFactory)
    happened_on = date(2025, 3, 3)
    text = "Harga ditentukan pembeli."
    strata = factory.LazyFunction(lambda: ["tertinggal", "mapan"])
    weak_case = "Seorang ibu menjual lewat satu juragan."
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = NOON


class ProblemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Problem

    diagnosis = factory.SubFactory(DiagnosisFactory)
    position = factory.Sequence(int)
    statement = factory.Sequence(lambda n: f"Masalah {n}")


class FormulaFactory(factory.django.DjangoModelFactory):
    """A draft without lines."""

    class Meta:
        model = Formula

    enrolment = factory.SubFactory(CycleEnrolmentFactory)
    number = 1
    drafted_by = factory.SubFactory(UserFactory)
    drafted_at = NOON


AGREED = {
    "state": "agreed",
    "agreed_on": date(2025, 6, 2),
    "agreement_kind": "signed",
    "who_was_there": "12 anggota",
}


class FormulaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FormulaItem

    formula = factory.SubFactory(FormulaFactory)
    problem = factory.LazyAttribute(
        lambda line: ProblemFactory(
            diagnosis=Diagnosis.objects.filter(enrolment=line.formula.enrolment).first()
            or DiagnosisFactory(enrolment=line.formula.enrolment)
        )
    )
    position = factory.Sequence(int)
    kind = "practice"
    activity = "Menghitung harga bersama"
    dose_planned = 4


def agreed_formula(diagnosis, **kwargs):
    """A formula in force with one line about one problem of `diagnosis`."""
    formula = FormulaFactory(enrolment=diagnosis.enrolment, **{**AGREED, **kwargs})
    FormulaItemFactory(formula=formula, problem=ProblemFactory(diagnosis=diagnosis))
    return formula


def held(item, count=1, **kwargs):
    """`count` visits of the group that were about `item`."""
    visits = VisitFactory.create_batch(count, group=item.formula.enrolment.group, **kwargs)
    for visit in visits:
        FormulaItemSession.objects.create(
            item=item, session=visit, recorded_by=visit.recorded_by, recorded_at=NOON
        )
    return visits


class LessonFindingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LessonFinding

    item = factory.SubFactory(FormulaItemFactory)
    enrolment = factory.SelfAttribute("item.formula.enrolment")
    happened_on = date(2025, 9, 1)
    evidence = "Anggota bingung di langkah tiga."
    proposal = "Pakai contoh kendi."
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = NOON


class IncubatorPlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IncubatorPlace

    name = factory.Sequence(lambda n: f"Rumah Bubut {n} Contoh")
    kind = "lathe_house"
    place = factory.LazyFunction(tutul)
    capacity = 2
    starts_on = date(2025, 1, 1)


class TenancyFactory(factory.django.DjangoModelFactory):
    """A group in the lathe house."""

    class Meta:
        model = Tenancy

    group = factory.SubFactory(CrafterGroupFactory)
    kind = TenancyKind.INWALL
    incubator_place = factory.SubFactory(IncubatorPlaceFactory)
    starts_on = date(2025, 2, 1)
