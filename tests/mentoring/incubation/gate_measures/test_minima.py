"""Each minimum of a gate, on both sides of its threshold and where nothing can be said."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model

from mentoring.incubation import two_years
from mentoring.incubation.errors import (
    CriteriaNotMeasuredHere,
    CycleAlreadyUsed,
    NotYoursToOpen,
    RequiredCriteriaNotMet,
)
from mentoring.incubation.gate_measures import MEASURES, Asked, verdicts
from mentoring.incubation.models import (
    CycleInstrument,
    InstrumentVersion,
    Measure,
)
from mentoring.incubation.services import (
    CriterionInput,
    change_criterion,
    decide_gate,
    gate_criteria,
)
from mentoring.registry.models import EquityMonth
from tests.factories.field import ConflictFactory
from tests.factories.formulas import DiagnosisFactory, agreed_formula, held
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    CycleFactory,
    asked_person,
    coordinator,
    manager,
    submitted_round,
)
from tests.factories.registry import CensusEntryFactory, MembershipFactory
from tests.factories.sessions import AttendanceFactory, VisitFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
BASELINE_DAY = date(2025, 2, 3)
ENDLINE_DAY = date(2026, 5, 4)
YES = CriterionInput(is_met=True)


@pytest.fixture
def enrolment():
    """A group whose cycle measures everything it can."""
    return CycleEnrolmentFactory(
        cycle=CycleFactory(criteria=two_years.CRITERIA), group__hamlet="Krajan"
    )


def read(enrolment, code):
    criterion = enrolment.cycle.criteria.get(code=code)
    (verdict,) = verdicts([Asked(enrolment, criterion)], DAY).values()
    return verdict


def admin():
    return get_user_model().objects.create_superuser("admin-contoh")


def test_every_measure_has_its_reader():
    assert set(MEASURES) == set(Measure.values)


def test_the_census_must_know_every_hamlet_of_the_centre(enrolment):
    MembershipFactory(group=enrolment.group, person__hamlet="Kebon")
    assert "Kebon, Krajan" in read(enrolment, "census").told

    CensusEntryFactory(sentra=enrolment.group.sentra, hamlet=" krajan", seen_on=BASELINE_DAY)
    assert (read(enrolment, "census").is_met, "Kebon." in read(enrolment, "census").told) == (
        False,
        True,
    )

    CensusEntryFactory(sentra=enrolment.group.sentra, hamlet="Kebon", seen_on=BASELINE_DAY)
    assert read(enrolment, "census").is_met is True


def test_a_written_reason_stands_in_for_a_hamlet_that_cannot_be_reached(enrolment):
    (census,) = [
        view
        for view in gate_criteria(
            enrolment=enrolment,
            gate="G0",
            on=DAY,
            answers={"census": CriterionInput(None, "Dusun Kebon terputus banjir.")},
        )
        if view.criterion.code == "census"
    ]

    assert (census.is_met, census.standing, census.is_fulfilled) == (False, "by_reason", True)


def test_no_reason_stands_in_where_the_programme_did_not_say_so(enrolment):
    views = gate_criteria(
        enrolment=enrolment,
        gate="G0",
        on=DAY,
        answers={"weak-half": CriterionInput(None, "Nanti saja.")},
    )

    assert [v.is_fulfilled for v in views if v.criterion.code == "weak-half"] == [False]


@pytest.mark.parametrize(("present", "is_met"), [(17, True), (16, False)])
def test_85_of_100_members_take_part_in_the_baseline(enrolment, present, is_met):
    members = MembershipFactory.create_batch(20, group=enrolment.group)
    submitted_round(enrolment)
    visit = VisitFactory(group=enrolment.group, happened_on=BASELINE_DAY)
    for one in members[:present]:
        AttendanceFactory(session=visit, person=one.person)
    for one in members[present:]:
        AttendanceFactory(session=visit, person=one.person, status="alpa")

    verdict = read(enrolment, "members-present")

    assert (verdict.is_met, verdict.figure) == (is_met, Decimal(5 * present))


def test_without_a_baseline_nobody_can_say_who_took_part(enrolment):
    assert read(enrolment, "members-present").is_met is None


@pytest.mark.parametrize(("others", "is_met"), [(["other"], True), (["other", "other"], False)])
def test_half_of_the_groups_are_left_behind(enrolment, others, is_met):
    enrolment.group.tier = "weak"
    enrolment.group.save()
    for tier in others:
        CycleEnrolmentFactory(cycle=enrolment.cycle, group__tier=tier)

    assert read(enrolment, "weak-half").is_met is is_met


@pytest.mark.parametrize(
    ("n", "index", "is_met"),
    [(12, -0.1, True), (12, 0.0, True), (12, 0.01, False), (9, 0.4, True), (12, None, None)],
)
def test_minutes_do_not_lean_to_the_strong_where_ten_are_ranked(enrolment, n, index, is_met):
    EquityMonth.objects.create(
        sentra=enrolment.group.sentra,
        month=date(2026, 5, 1),
        n=n,
        index=index,
        counted_on=date(2026, 5, 31),
        counted_at=datetime(2026, 5, 31, tzinfo=UTC),
    )

    assert read(enrolment, "favours-weak").is_met is is_met


def test_what_was_never_counted_is_no_yes(enrolment):
    assert read(enrolment, "favours-weak").is_met is None


def test_a_visit_that_was_in_no_drum_leaves_back_checks_open(enrolment):
    assert read(enrolment, "back-checks").is_met is True

    VisitFactory(group=enrolment.group, happened_on=date(2026, 3, 2))

    assert read(enrolment, "back-checks").is_met is False


@pytest.mark.parametrize(("level", "is_met"), [(3, True), (2, False)])
def test_books_are_current_from_every_month_on(enrolment, level, is_met):
    enrolment.state = "endline"
    submitted_round(
        enrolment, "endline", {**MONTH_24, "OTO": (3, 2, level, 2, 2)}, happened_on=ENDLINE_DAY
    )

    assert read(enrolment, "books-current").is_met is is_met


def test_a_hard_difference_about_one_of_its_sessions_stands_in_the_way(enrolment):
    visit = VisitFactory(group=enrolment.group)
    ConflictFactory(envelope__record=VisitFactory().pk)
    ConflictFactory(envelope__record=visit.pk, kind="soft")
    assert read(enrolment, "no-conflicts").is_met is True

    open_one = ConflictFactory(envelope__record=visit.pk)
    assert (read(enrolment, "no-conflicts").is_met, read(enrolment, "no-conflicts").figure) == (
        False,
        1,
    )

    open_one.resolved_at = datetime(2026, 5, 31, tzinfo=UTC)
    open_one.save()
    assert read(enrolment, "no-conflicts").is_met is True


def bargaining(cycle):
    """The shipped index of bargaining position among the cycle's instruments."""
    version = InstrumentVersion.objects.get(instrument__code="bargaining-position", number=1)
    CycleInstrument.objects.get_or_create(cycle=cycle, version=version)
    return version


@pytest.mark.parametrize(("people", "told"), [(8, "8"), (5, "5")])
def test_members_gain_is_read_from_their_own_rounds(enrolment, people, told):
    bargaining(enrolment.cycle)
    for one in MembershipFactory.create_batch(people, group=enrolment.group):
        asked_person(enrolment, one.person, "baseline", 1, on=BASELINE_DAY)
        asked_person(enrolment, one.person, "endline", 1, on=ENDLINE_DAY)

    verdict = read(enrolment, "members-gain")

    # Nobody gained: eight are enough to say no, five are only described.
    assert (verdict.is_met, verdict.figure) == (False if people == 8 else None, 0)
    assert told in verdict.told


def test_a_measure_that_is_not_part_of_the_cycle_is_taken_out_before_g0(enrolment):
    submitted_round(enrolment)
    with pytest.raises(CriteriaNotMeasuredHere, match="G3"):
        pass_gate(enrolment, "G0")


def test_rules_no_longer_change_once_a_baseline_is_submitted(enrolment):
    submitted_round(enrolment)

    with pytest.raises(CycleAlreadyUsed):
        change_criterion(
            criterion=enrolment.cycle.criteria.get(code="members-gain"),
            changes={"taken_out_reason": "Belum ada."},
            changed_by=admin(),
        )


def test_only_who_opens_cycles_changes_their_rules(enrolment):
    with pytest.raises(NotYoursToOpen):
        change_criterion(
            criterion=enrolment.cycle.criteria.get(code="dose"),
            changes={"threshold": Decimal(50)},
            changed_by=coordinator(),
        )


def pass_gate(enrolment, gate, answers=()):
    return decide_gate(
        enrolment=enrolment,
        outcome="pass",
        memo="Semua syarat terpenuhi.",
        decider=manager(),
        decided_on=DAY,
        answers=dict.fromkeys(answers, YES),
        gap_answers={"OTO": "Catatan dua tahun, penilaian bulan ini."},
    )


def stand_at(enrolment, state):
    enrolment.state = state
    enrolment.save()
    enrolment.stage_periods.update(state=state)


def test_a_group_that_meets_every_criterion_passes_g0_to_g3_with_the_installed_rooms(enrolment):
    change_criterion(
        criterion=enrolment.cycle.criteria.get(code="members-gain"),
        changes={"taken_out_reason": "Alat ini belum dipakai."},
        changed_by=admin(),
    )
    enrolment.group.tier = "weak"
    enrolment.group.save()
    CensusEntryFactory(sentra=enrolment.group.sentra, hamlet="Krajan", seen_on=BASELINE_DAY)
    member = MembershipFactory(group=enrolment.group)
    with pytest.raises(RequiredCriteriaNotMet):
        pass_gate(enrolment, "G0")
    submitted_round(enrolment)
    visit = VisitFactory(group=enrolment.group, happened_on=BASELINE_DAY, is_counted=False)
    AttendanceFactory(session=visit, person=member.person)
    pass_gate(enrolment, "G0")
    assert stand_next(enrolment) == "formula"
    with pytest.raises(RequiredCriteriaNotMet):
        pass_gate(enrolment, "G1", ["formula-covers", "formula-agreed", "ready"])
    formula = agreed_formula(DiagnosisFactory(enrolment=enrolment))
    formula.items.update(dose_planned=1)
    pass_gate(enrolment, "G1")
    assert stand_next(enrolment) == "delivery"
    stand_at(enrolment, "midline")
    EquityMonth.objects.create(
        sentra=enrolment.group.sentra,
        month=date(2026, 5, 1),
        n=14,
        index=-0.2,
        counted_on=date(2026, 5, 31),
        counted_at=datetime(2026, 5, 31, tzinfo=UTC),
    )
    with pytest.raises(RequiredCriteriaNotMet):
        pass_gate(enrolment, "G2", ["dose"])
    held(formula.items.get(), is_counted=True, happened_on=DAY)
    pass_gate(enrolment, "G2")
    stand_at(enrolment, "endline")
    strong = {**MONTH_24, "OTO": (3, 3, 3, 2, 2)}
    submitted_round(enrolment, "endline", strong, happened_on=ENDLINE_DAY)
    decision = pass_gate(enrolment, "G3")

    assert stand_next(enrolment) == "monitoring"
    assert decision.answers.get(criterion__code="members-gain").standing == "taken_out"


def stand_next(enrolment):
    enrolment.refresh_from_db()
    return enrolment.state


def test_many_groups_ask_no_more_than_one(django_assert_num_queries, enrolment):
    groups = [enrolment, *CycleEnrolmentFactory.create_batch(2, cycle=enrolment.cycle)]
    for one in groups:
        submitted_round(one)
        MembershipFactory(group=one.group)
    criteria = list(enrolment.cycle.criteria.exclude(measure=""))

    for some in ([groups[0]], groups):
        with django_assert_num_queries(QUERIES):
            verdicts([Asked(one, two) for one in some for two in criteria], DAY)


QUERIES = 42
