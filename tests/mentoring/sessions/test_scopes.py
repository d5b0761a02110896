"""Each role before three rows: her own, one of the same area, one from elsewhere."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db.models import Q

from mentoring import scopes
from mentoring.registry.models import CrafterGroup
from mentoring.sessions.models import (
    Attendance,
    FollowUp,
    MentoringSession,
    RunParticipant,
    TrainingRun,
    VisitPlan,
)
from mentoring.sessions.permissions import (
    can_change_run,
    can_log_visit,
    groups_worked_with,
    recordable_participants,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    SentraFactory,
    banyumulek,
)
from tests.factories.sessions import (
    AttendanceFactory,
    FollowUpFactory,
    RunParticipantFactory,
    RunSessionFactory,
    TrainingRunFactory,
    VisitFactory,
    VisitPlanFactory,
)

pytestmark = pytest.mark.django_db


@contextmanager
def registered(label, function):
    scopes._scopes[label].append(function)
    try:
        yield
    finally:
        scopes._scopes[label].remove(function)


DAY = date(2026, 3, 1)


class Village:
    """Three groups: Sri's, her neighbour's in the same place, and one far away."""

    def __init__(self):
        self.assignment = AssignmentFactory()
        self.sri = self.assignment.facilitator.user
        self.groups = [
            self.assignment.group,
            CrafterGroupFactory(),
            CrafterGroupFactory(sentra=SentraFactory(place=banyumulek())),
        ]
        self.visits = [VisitFactory(group=group) for group in self.groups]
        self.runs = [TrainingRunFactory(place=group.sentra.place) for group in self.groups]
        self.places = [
            RunParticipantFactory(run=run, group=group)
            for run, group in zip(self.runs, self.groups, strict=True)
        ]


@pytest.fixture
def village():
    return Village()


def seen(model, user):
    return set(model.objects.visible_to(user, DAY))


def test_a_facilitator_sees_what_belongs_to_her_groups(village):
    promises = [FollowUpFactory(group=group) for group in village.groups]
    plans = [VisitPlanFactory(group=group) for group in village.groups]
    marks = [AttendanceFactory(session=visit) for visit in village.visits]

    assert seen(MentoringSession, village.sri) == {village.visits[0]}
    assert seen(Attendance, village.sri) == {marks[0]}
    assert seen(FollowUp, village.sri) == {promises[0]}
    assert seen(VisitPlan, village.sri) == {plans[0]}
    assert seen(TrainingRun, village.sri) == {village.runs[0]}
    assert seen(RunParticipant, village.sri) == {village.places[0]}


def test_a_former_facilitator_keeps_sight_of_what_she_recorded_only(village):
    hers = VisitFactory(group=village.groups[0], recorded_by=village.sri)
    village.assignment.state, village.assignment.ends_on = "ended", DAY
    village.assignment.save()

    assert seen(MentoringSession, village.sri) == {hers}
    assert seen(TrainingRun, village.sri) == set()


@pytest.mark.parametrize("role", ["coordinator", "evaluator", "programme_manager"])
def test_a_mandate_shows_the_place_and_not_the_next(village, role):
    reader = MandateFactory(role=role).user

    assert seen(MentoringSession, reader) == set(village.visits[:2])
    assert seen(TrainingRun, reader) == set(village.runs[:2])


def test_a_census_taker_sees_no_sessions(village):
    taker = MandateFactory(role="census_taker").user

    assert seen(MentoringSession, taker) == set()


def test_an_instructor_sees_the_runs_she_teaches(village):
    dwi = UserFactory()
    village.runs[2].instructors.add(dwi)
    session = RunSessionFactory(run=village.runs[2])
    RunSessionFactory(run=village.runs[1])

    assert seen(TrainingRun, dwi) == {village.runs[2]}
    assert seen(MentoringSession, dwi) == {session}
    assert set(recordable_participants(dwi, session)) == {village.places[2]}


def test_a_crafter_sees_her_own_attendance_and_nobodys_notes(village):
    crafter = UserFactory()
    membership = MembershipFactory(person__user=crafter, group=village.groups[0])
    own = AttendanceFactory(session=village.visits[0], person=membership.person)
    AttendanceFactory(session=village.visits[0])

    assert seen(Attendance, crafter) == {own}
    assert seen(MentoringSession, crafter) == set()
    assert list(groups_worked_with(crafter, DAY)) == []


@pytest.mark.parametrize("role", ["auditor", "programme_manager"])
def test_who_may_see_all_sees_all(village, role):
    reader = UserFactory(roles=[role])

    assert seen(MentoringSession, reader) == set(village.visits)
    assert set(groups_worked_with(reader, DAY)) == set(village.groups)


def test_a_scope_registered_elsewhere_opens_a_run_with_all_that_belongs_to_it(village):
    clerk = UserFactory(roles=["blk_clerk"])
    session = RunSessionFactory(run=village.runs[2])
    mark = AttendanceFactory(session=session, person=village.places[2].person)

    def runs_of_my_issuer(user, on):
        return Q(pk=village.runs[2].pk) if user == clerk else Q(pk__in=[])

    with registered("mentoring_sessions.TrainingRun", runs_of_my_issuer):
        assert seen(TrainingRun, clerk) == {village.runs[2]}
        assert seen(RunParticipant, clerk) == {village.places[2]}
        assert seen(MentoringSession, clerk) == {session}
        assert seen(Attendance, clerk) == {mark}
    assert seen(TrainingRun, clerk) == set()


def test_only_the_facilitator_of_the_day_records_a_visit(village):
    coordinator = MandateFactory(user=UserFactory(roles=["coordinator"])).user

    assert can_log_visit(village.sri, village.groups[0], DAY) is True
    assert can_log_visit(village.sri, village.groups[1], DAY) is False
    assert can_log_visit(coordinator, village.groups[0], DAY) is False


def test_a_coordinator_changes_runs_of_her_places(village):
    coordinator = MandateFactory(user=UserFactory(roles=["coordinator"])).user
    without_mandate = UserFactory(roles=["coordinator"])

    assert [can_change_run(coordinator, run, DAY) for run in village.runs] == [True, True, False]
    assert can_change_run(without_mandate, village.runs[0], DAY) is False
    assert can_change_run(village.sri, village.runs[0], DAY) is False


def test_the_groups_somebody_works_with_are_never_more_than_those_she_sees(village):
    assert set(groups_worked_with(village.sri, DAY)) <= set(
        CrafterGroup.objects.visible_to(village.sri, DAY)
    )
