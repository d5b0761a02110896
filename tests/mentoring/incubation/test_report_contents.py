"""What a report says beside the scores: dose, tenancy, households, equity, and by which method."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from mentoring.incubation.evaluations.group_figures import change_figures
from mentoring.incubation.evaluations.report import report_of
from mentoring.incubation.evaluations.report_parts import change_row
from mentoring.incubation.models import Instrument, Response
from mentoring.incubation.paired import paired_change
from mentoring.registry.models import FrozenRank, ReachAggregate
from tests.factories.formulas import DiagnosisFactory, TenancyFactory, agreed_formula, held
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    RoundFactory,
    asked_person,
    computed_evaluation,
    submitted_round,
)
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 6, 30)
FIRST, LAST = date(2025, 2, 3), date(2026, 6, 1)


@pytest.fixture
def enrolment():
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment, happened_on=FIRST)
    submitted_round(enrolment, "endline", MONTH_24, happened_on=LAST)
    return enrolment


def section(report, heading):
    (found,) = [one for one in report.sections if one.heading == heading]
    return found


def household(enrolment, person, kind, on, months):
    version = Instrument.objects.get(code="household").versions.get(number=1)
    item = version.dimensions.get().items.get(code="MONTHS_SHORT_FOOD")
    made = RoundFactory(
        enrolment=enrolment, person=person, kind=kind, version=version, happened_on=on,
        state="submitted", submitted_at=timezone.now(),
    )  # fmt: skip
    Response.objects.create(round=made, item=item, number=months)


def test_the_household_stands_beside_the_class_by_sex_and_stratum_and_never_in_it(enrolment):
    before = report_of(computed_evaluation(enrolment, UNTIL))
    enrolment.evaluations.all().delete()
    for number in range(10):
        sex, stratum = ("L", "mapan") if number < 5 else ("P", "tertinggal")
        person = MembershipFactory(group=enrolment.group, person__sex=sex).person
        FrozenRank.objects.create(
            cycle_key=f"enrolment:{enrolment.pk}", person=person, stratum=stratum,
            rank=number + 1, n=10, frozen_at="2025-02-03T00:00Z",
        )  # fmt: skip
        household(enrolment, person, "baseline", FIRST, 4)
        household(enrolment, person, "endline", LAST, 4 if number < 5 else 1)

    report = report_of(computed_evaluation(enrolment, UNTIL))

    headings = [one.heading for one in report.sections]
    rows = {row[0]: row[3] for row in section(report, "Apa yang berubah di rumah tangga").rows}
    assert headings[:2] == ["Kekuatan kelompok", "Apa yang berubah di rumah tangga"]
    assert rows["– Perempuan"] == "-3,00"
    assert rows["– Laki-laki"] == "0,00"
    assert rows["– Tertinggal"] == "-3,00"
    assert section(before, "Kekuatan kelompok").rows == section(report, "Kekuatan kelompok").rows


def test_dose_and_adherence_up_to_the_day_stand_in_figures_and_report(enrolment):
    formula = agreed_formula(DiagnosisFactory(enrolment=enrolment), agreed_on=date(2025, 3, 1))
    held(formula.items.get(), 2, happened_on=date(2026, 1, 5))
    held(formula.items.get(), 1, happened_on=date(2026, 7, 5))

    evaluation = computed_evaluation(enrolment, UNTIL)

    assert evaluation.figures["dose"] == {
        "planned": "4", "done": "2", "share": "50.00", "adherence": "100.00",
    }  # fmt: skip
    assert ("Dosis (%)", "50,00") in section(
        report_of(evaluation), "Apa yang dikerjakan dari formula"
    ).rows


def test_where_a_group_is_incubated_is_read_from_its_tenancies(enrolment):
    enrolment.group.tenancy = "outwall"
    enrolment.group.save()
    TenancyFactory(group=enrolment.group, starts_on=enrolment.starts_on)
    stayed_shortly = CycleEnrolmentFactory(cycle=enrolment.cycle, group__tenancy="inwall")
    TenancyFactory(
        group=stayed_shortly.group,
        starts_on=stayed_shortly.starts_on,
        ends_on=stayed_shortly.starts_on + timedelta(days=30),
    )

    figures = computed_evaluation(enrolment.cycle, UNTIL).figures

    assert figures["rows"][str(enrolment.pk)]["tenancy"] == "inwall"
    assert figures["rows"][str(stayed_shortly.pk)]["tenancy"] == "outwall"
    assert figures["counts"]["tenancy"] == {"inwall": "1", "outwall": "1"}


def test_coverage_stands_by_stratum_and_of_few_only_that(enrolment):
    for stratum, listed, served in (
        ("tertinggal", 30, 15),
        ("berkembang", 20, 1),
        ("mapan", 12, 6),
        ("juragan", 3, 3),
    ):
        ReachAggregate.objects.create(
            sentra=enrolment.group.sentra, hamlet="Krajan", stratum=stratum, listed=listed,
            guarded=0, in_census=listed, enrolled=served, accompanied=served, minutes=0,
            counted_on=UNTIL, counted_at=datetime.fromisoformat("2026-06-30T00:00+00:00"),
        )  # fmt: skip

    for subject in (enrolment, enrolment.cycle):
        rows = section(
            report_of(computed_evaluation(subject, UNTIL)), "Siapa yang didampingi, menurut strata"
        ).rows
        assert rows == (
            ("Tertinggal", "30", "15", "50,00"),
            ("Berkembang", "20", "kurang dari 5", "–"),
            ("Mapan", "disembunyikan di samping bagian kecil", "–", "–"),
            ("Juragan, art shop", "kurang dari 5", "–", "–"),
        )


def test_skill_without_strength_is_a_warning_with_both_figures():
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment, happened_on=FIRST)
    submitted_round(enrolment, "endline", happened_on=LAST)
    for _ in range(6):
        person = MembershipFactory(group=enrolment.group).person
        asked_person(enrolment, person, "baseline", 1, on=FIRST)
        asked_person(enrolment, person, "endline", 3, on=LAST)

    for subject in (enrolment, enrolment.cycle):
        found = section(
            report_of(computed_evaluation(subject, UNTIL)),
            "Kecakapan orang, kekuatan kelompok",
        )
        assert found.is_warning
        assert [row[1] for row in found.rows] == ["50,00", "0,00"]


@pytest.mark.parametrize(("pairs", "said"), [(499, "bootstrap"), (500, "rentang normal")])
def test_the_report_names_the_method_of_the_interval(pairs, said):
    before = {key: key % 7 for key in range(pairs)}
    after = {key: value + key % 3 for key, value in before.items()}

    row = change_row("Semua orang", change_figures(paired_change(before, after)))

    assert row[-1].endswith(f"({said})")


def test_reach_that_was_counted_long_after_the_last_day_is_not_of_it(enrolment):
    ReachAggregate.objects.create(
        sentra=enrolment.group.sentra, hamlet="Krajan", stratum="mapan", listed=20, guarded=0,
        in_census=20, enrolled=9, accompanied=9, minutes=0, counted_on=UNTIL + timedelta(days=40),
        counted_at=timezone.now(),
    )  # fmt: skip

    assert "coverage" not in computed_evaluation(enrolment, UNTIL).figures
