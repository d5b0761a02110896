from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from mentoring.incubation.errors import (
    CycleNotRunning,
    DayBeforeStage,
    DayInFuture,
    EnrolmentEnded,
    GateWaits,
    GroupAlreadyInCycle,
    GroupOutsideCycle,
    NotYoursToMove,
    NotYoursToPropose,
)
from mentoring.incubation.models import CycleEnrolment
from mentoring.incubation.services import move_on, propose_group_for_cycle
from mentoring.incubation.signals import enrolment_moved, group_proposed_for_cycle
from tests.factories.accounts import UserFactory
from tests.factories.incubation import (
    START,
    CycleEnrolmentFactory,
    CycleFactory,
    coordinator,
    evaluator,
    facilitator_of,
    manager,
)
from tests.factories.registry import CrafterGroupFactory, MandateFactory, SentraFactory, banyumulek

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 3)


def propose(**kwargs):
    kwargs.setdefault("group", CrafterGroupFactory())
    kwargs.setdefault("cycle", CycleFactory())
    kwargs.setdefault("starts_on", DAY)
    return propose_group_for_cycle(**kwargs)


def heard(signal, heard_by):
    def listen(**kwargs):
        heard_by.append({key: kwargs[key] for key in kwargs if key not in ("signal", "sender")})

    signal.connect(listen, weak=False)
    return listen


def test_a_new_cycle_has_its_stages_and_gates():
    cycle = CycleFactory()

    assert [(one.state, one.starts_month, one.gate) for one in cycle.stages.all()] == [
        ("candidate", 0, ""),
        ("selected", 0, ""),
        ("diagnosis", 1, "G0"),
        ("formula", 3, "G1"),
        ("delivery", 6, ""),
        ("midline", 12, "G2"),
        ("evaluation", 13, ""),
        ("revision", 17, ""),
        ("consolidation", 18, ""),
        ("endline", 22, "G3"),
        ("monitoring", 24, ""),
        ("closed", 36, ""),
    ]
    assert cycle.criteria.filter(gate="G3").count() == 5


def test_a_coordinator_proposes_a_group_as_candidate(django_capture_on_commit_callbacks):
    group, sent = CrafterGroupFactory(), []
    listener = heard(group_proposed_for_cycle, sent)
    proposer = coordinator()

    with django_capture_on_commit_callbacks(execute=True):
        enrolment = propose(group=group, proposed_by=proposer, reason="Belum pernah dijangkau")
    group_proposed_for_cycle.disconnect(listener)

    assert (enrolment.state, enrolment.proposed_by, enrolment.starts_on) == (
        "candidate",
        proposer,
        DAY,
    )
    assert [(one.state, one.starts_on, one.ends_on) for one in enrolment.stage_periods.all()] == [
        ("candidate", DAY, None)
    ]
    assert sent == [{"enrolment": enrolment}]


@pytest.mark.parametrize(
    "who",
    [
        lambda group: coordinator("52.01"),  # another regency
        lambda group: evaluator(),
        lambda group: manager(),
        facilitator_of,
        lambda group: UserFactory(roles=["coordinator"]),  # the role, but no mandate
        lambda group: MandateFactory().user,  # a mandate, but no role
    ],
    ids=["foreign", "evaluator", "manager", "facilitator", "no mandate", "no role"],
)
def test_nobody_else_proposes_a_group(who):
    group = CrafterGroupFactory()

    with pytest.raises(NotYoursToPropose):
        propose(group=group, proposed_by=who(group))


def test_a_group_is_in_one_open_cycle():
    enrolment = CycleEnrolmentFactory()

    with pytest.raises(GroupAlreadyInCycle) as refusal:
        propose(group=enrolment.group, proposed_by=coordinator())

    assert enrolment.cycle.name in str(refusal.value)
    assert CycleEnrolment.objects.count() == 1


def test_a_group_whose_cycle_ended_may_be_proposed_again():
    ended = CycleEnrolmentFactory(ends_on=DAY)

    again = propose(group=ended.group, proposed_by=coordinator())

    assert again.is_open


def test_the_database_itself_refuses_a_second_open_cycle():
    enrolment = CycleEnrolmentFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        CycleEnrolmentFactory(group=enrolment.group)


def test_a_group_of_another_place_is_outside_the_cycle():
    group = CrafterGroupFactory(sentra=SentraFactory(place=banyumulek()))

    with pytest.raises(GroupOutsideCycle):
        propose(group=group, proposed_by=coordinator("52"))


def test_a_cycle_takes_no_groups_before_it_starts_or_after_it_closed():
    proposer = coordinator()

    with pytest.raises(CycleNotRunning):
        propose(proposed_by=proposer, cycle=CycleFactory(starts_on=DAY + timedelta(days=1)))

    closed = CycleFactory()
    closed.closed_on = DAY
    closed.save()
    with pytest.raises(CycleNotRunning):
        propose(proposed_by=proposer, cycle=closed)


def test_a_group_is_not_proposed_for_a_day_in_the_future(today):
    with pytest.raises(DayInFuture):
        propose(proposed_by=coordinator(), starts_on=today + timedelta(days=2))


def test_a_coordinator_moves_a_candidate_on_and_the_days_are_kept(
    django_capture_on_commit_callbacks,
):
    enrolment, sent = CycleEnrolmentFactory(state="candidate"), []
    listener = heard(enrolment_moved, sent)

    with django_capture_on_commit_callbacks(execute=True):
        moved = move_on(enrolment=enrolment, moved_by=coordinator(), moved_on=DAY)
    enrolment_moved.disconnect(listener)

    assert moved.state == "selected"
    assert [(one.state, one.starts_on, one.ends_on) for one in moved.stage_periods.all()] == [
        ("candidate", START, DAY),
        ("selected", DAY, None),
    ]
    assert sent == [{"enrolment": moved, "from_state": "candidate", "to_state": "selected"}]


def test_a_stage_with_a_gate_waits_for_the_decision():
    enrolment = CycleEnrolmentFactory(state="diagnosis")

    with pytest.raises(GateWaits):
        move_on(enrolment=enrolment, moved_by=coordinator(), moved_on=DAY)


@pytest.mark.parametrize("who", [lambda: coordinator("52"), manager, evaluator])
def test_only_a_coordinator_of_the_place_moves_a_group_on(who):
    enrolment = CycleEnrolmentFactory(state="candidate")

    with pytest.raises(NotYoursToMove):
        move_on(enrolment=enrolment, moved_by=who(), moved_on=DAY)


def test_a_group_does_not_leave_a_stage_before_it_came_to_it():
    enrolment = CycleEnrolmentFactory(state="candidate")
    mover = MandateFactory(
        user=UserFactory(roles=["coordinator"]), starts_on=START - timedelta(days=30)
    ).user

    with pytest.raises(DayBeforeStage):
        move_on(enrolment=enrolment, moved_by=mover, moved_on=START - timedelta(days=1))


def test_closing_ends_the_enrolment_and_nothing_moves_after():
    enrolment = CycleEnrolmentFactory(state="monitoring")
    mover = coordinator()

    closed = move_on(enrolment=enrolment, moved_by=mover, moved_on=DAY)

    assert (closed.state, closed.last_day) == ("closed", DAY)
    with pytest.raises(EnrolmentEnded):
        move_on(enrolment=enrolment, moved_by=mover, moved_on=DAY)
