"""What each group lacks before its next gate: looked at every night, fresh for one group."""

from datetime import UTC, date, datetime

import pytest

from mentoring.incubation import two_years
from mentoring.incubation.models import (
    CriterionStanding,
    CycleStage,
    EnrolmentState,
    GateDecision,
    GateStanding,
)
from mentoring.incubation.services.gate_standings import (
    look_at_gate,
    look_at_gates,
    look_at_moved,
)
from mentoring.incubation.stage_plan import Decided, gate_ahead, planned_end
from mentoring.incubation.tasks import look_at_gates_task, look_at_moved_task
from tests.factories.formulas import DiagnosisFactory, agreed_formula, held
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    CycleFactory,
    manager,
    submitted_round,
)
from tests.factories.registry import CensusEntryFactory, MembershipFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 5, tzinfo=UTC)
STAGES = [
    CycleStage(state="diagnosis", starts_month=1, gate="G0"),
    CycleStage(state="delivery", starts_month=3),
    CycleStage(state="midline", starts_month=12, gate="G2"),
    CycleStage(state="closed", starts_month=24),
]
START = date(2025, 1, 6)


@pytest.fixture
def enrolment():
    return CycleEnrolmentFactory(cycle=CycleFactory(criteria=two_years.CRITERIA))


def lacks(enrolment):
    standing = GateStanding.objects.get(enrolment=enrolment)
    rows = standing.criteria.filter(is_lacking=True)
    return {row.criterion.code for row in rows}


@pytest.mark.parametrize(
    ("state", "gate"),
    [("diagnosis", "G0"), ("delivery", "G2"), ("midline", "G2"), ("closed", ""), ("exited", "")],
)
def test_the_gate_ahead_is_the_next_one_in_the_plan(state, gate):
    assert gate_ahead(STAGES, state) == gate


def test_a_stage_ends_when_the_next_begins_in_the_plan():
    assert planned_end(STAGES, "diagnosis", START, Decided()) == date(2025, 4, 6)
    assert planned_end(STAGES, "closed", START, Decided()) is None
    assert planned_end(STAGES, "exited", START, Decided()) is None


def test_an_extension_moves_the_day_and_a_return_gives_the_months_once_more():
    extended = Decided(extended_until=date(2025, 9, 1))
    earlier = Decided(extended_until=date(2025, 2, 1))
    returned = Decided(returned_on=date(2026, 3, 1))

    assert planned_end(STAGES, "diagnosis", START, extended) == date(2025, 9, 1)
    assert planned_end(STAGES, "diagnosis", START, earlier) == date(2025, 4, 6)
    assert planned_end(STAGES, "delivery", START, returned) == date(2026, 12, 1)


def test_the_night_writes_one_row_for_each_criterion_of_the_gate_ahead(enrolment):
    assert look_at_gates(now=NOON) == 1

    standing = GateStanding.objects.get()
    assert (standing.gate, standing.due_on, standing.looked_at) == ("G0", date(2025, 4, 6), NOON)
    assert standing.lacking == 4
    assert lacks(enrolment) == {"baseline", "census", "members-present", "weak-half"}


def test_what_is_met_is_lacking_no_more(enrolment):
    enrolment.group.tier = "weak"
    enrolment.group.save()
    submitted_round(enrolment)
    MembershipFactory(group=enrolment.group)

    look_at_gates(now=NOON)

    assert lacks(enrolment) == {"census", "members-present"}
    met = CriterionStanding.objects.get(criterion__code="weak-half")
    assert (met.is_met, met.figure) == (True, 100)


def test_a_criterion_that_the_manager_answers_is_kept_and_not_counted():
    made = CycleEnrolmentFactory()

    look_at_gates(now=NOON)

    assert lacks(made) == {"baseline"}
    by_hand = CriterionStanding.objects.get(criterion__code="census")
    assert (by_hand.is_met, by_hand.is_lacking) == (None, False)


def test_what_the_programme_took_out_is_not_looked_at(enrolment):
    enrolment.cycle.criteria.filter(code="census").update(taken_out_reason="Sensus ada di BPS.")

    look_at_gates(now=NOON)

    assert "census" not in lacks(enrolment)
    assert not CriterionStanding.objects.filter(criterion__code="census").exists()


def test_running_twice_leaves_the_same_rows_with_the_newer_age(enrolment):
    later = datetime(2026, 6, 2, 5, tzinfo=UTC)
    look_at_gates(now=NOON)
    first = set(CriterionStanding.objects.values_list("criterion", "is_met", "is_lacking"))

    look_at_gates(now=later)

    rows = set(CriterionStanding.objects.values_list("criterion", "is_met", "is_lacking"))
    assert rows == first
    assert GateStanding.objects.get().looked_at == later


def test_a_group_that_left_its_cycle_keeps_no_standing(enrolment):
    look_at_gates(now=NOON)
    enrolment.state, enrolment.ends_on = EnrolmentState.EXITED, date(2026, 6, 1)
    enrolment.save()

    assert look_at_gates(now=NOON) == 0

    assert GateStanding.objects.count() == 0
    assert look_at_gate(enrolment_id=enrolment.pk, now=NOON) is False


def test_one_group_is_looked_at_again_at_once_and_the_others_keep_their_age(enrolment):
    other = CycleEnrolmentFactory(cycle=enrolment.cycle)
    look_at_gates(now=NOON)
    submitted_round(enrolment)
    later = datetime(2026, 6, 2, 5, tzinfo=UTC)

    assert look_at_gate(enrolment_id=enrolment.pk, now=later) is True

    assert "baseline" not in lacks(enrolment)
    assert GateStanding.objects.get(enrolment=other).looked_at == NOON


def test_only_groups_that_moved_are_looked_at_between_the_nights(enrolment):
    other = CycleEnrolmentFactory(cycle=enrolment.cycle)
    look_at_gates(now=NOON)
    enrolment.state = EnrolmentState.FORMULA
    enrolment.save()
    later = datetime(2026, 6, 2, 5, tzinfo=UTC)

    assert look_at_moved(now=later) == 1
    assert look_at_moved(now=later) == 0

    assert GateStanding.objects.get(enrolment=enrolment).gate == "G1"
    assert GateStanding.objects.get(enrolment=other).looked_at == NOON


def test_an_extension_and_a_return_move_the_day_that_is_kept(enrolment):
    other = CycleEnrolmentFactory(cycle=enrolment.cycle, state="consolidation")
    decided = {"decider": manager(), "memo": "Belum.", "decided_on": date(2026, 5, 4)}
    GateDecision.objects.create(
        enrolment=enrolment,
        gate="G0",
        outcome="extend",
        from_state="diagnosis",
        to_state="diagnosis",
        extended_until=date(2026, 9, 1),
        **decided,
    )
    GateDecision.objects.create(
        enrolment=other,
        gate="G3",
        outcome="return",
        from_state="endline",
        to_state="consolidation",
        **decided,
    )

    look_at_gates(now=NOON)

    days = dict(GateStanding.objects.values_list("enrolment", "due_on"))
    # Consolidation has four months, from month 18 to 22: once more from the decision on, but
    # never less than the plan, which says 6 November 2026.
    assert days == {enrolment.pk: date(2026, 9, 1), other.pk: date(2026, 11, 6)}


def test_an_alarm_about_a_group_stands_on_its_row(enrolment):
    other = CycleEnrolmentFactory(cycle=enrolment.cycle)
    officer = MembershipFactory(group=enrolment.group, role="chair")
    CensusEntryFactory(person=officer.person, sentra=enrolment.group.sentra, stratum="juragan")

    look_at_gates(now=NOON)

    alarms = dict(GateStanding.objects.values_list("enrolment", "alarms"))
    assert alarms == {enrolment.pk: ["juragan_officer"], other.pk: []}
    assert GateStanding.objects.get(has_alarm=True).enrolment == enrolment


def test_the_tasks_may_run_twice(enrolment):
    assert (look_at_gates_task(), look_at_gates_task(), look_at_moved_task()) == (1, 1, 0)
    assert GateStanding.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_groups_before_their_last_gate_ask_no_more_than_one(
    django_assert_num_queries, enrolment, count
):
    for one in [enrolment, *CycleEnrolmentFactory.create_batch(count - 1, cycle=enrolment.cycle)]:
        one.state = "endline"
        one.save()
        submitted_round(one)
        submitted_round(one, "endline", MONTH_24, happened_on=date(2026, 5, 4))
    look_at_gates(now=NOON)

    with django_assert_num_queries(42):
        look_at_gates(now=NOON)


@pytest.mark.parametrize("count", [1, 3])
def test_three_groups_ask_no_more_than_one(django_assert_num_queries, enrolment, count):
    groups = [enrolment, *CycleEnrolmentFactory.create_batch(count - 1, cycle=enrolment.cycle)]
    for one in groups:
        one.state = "delivery"
        one.save()
        formula = agreed_formula(DiagnosisFactory(enrolment=one))
        held(formula.items.get(), is_counted=True, happened_on=date(2026, 5, 4))
    look_at_gates(now=NOON)

    with django_assert_num_queries(30):
        look_at_gates(now=NOON)
