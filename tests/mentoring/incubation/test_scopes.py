from datetime import date

import pytest

from mentoring.incubation.models import Cycle, CycleEnrolment, GateDecision, Round
from mentoring.incubation.services import decide_gate
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.incubation import (
    CycleEnrolmentFactory,
    CycleFactory,
    RoundFactory,
    coordinator,
    evaluator,
    facilitator_of,
    manager,
    submitted_round,
)
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    SentraFactory,
    banyumulek,
    place,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture
def own():
    """A group of Tutul in its cycle, with a submitted baseline and a decision."""
    enrolment = CycleEnrolmentFactory()
    submitted_round(enrolment)
    decide_gate(
        enrolment=enrolment, outcome="defer", memo="Nanti.", decider=manager(), decided_on=DAY
    )
    return enrolment


@pytest.fixture
def neighbour(own):
    """Another group of the same place and cycle."""
    enrolment = CycleEnrolmentFactory(cycle=own.cycle)
    submitted_round(enrolment)
    return enrolment


@pytest.fixture
def foreign(own):
    """A group of Banyumulek in a cycle there."""
    enrolment = CycleEnrolmentFactory(
        cycle=CycleFactory(place=place("52.01")),
        group=CrafterGroupFactory(sentra=SentraFactory(place=banyumulek())),
    )
    submitted_round(enrolment)
    return enrolment


def seen_by(user):
    """What `user` sees: enrolments, and the enrolments of rounds, decisions; cycles."""
    return (
        set(CycleEnrolment.objects.visible_to(user, DAY)),
        {one.enrolment for one in Round.objects.visible_to(user, DAY)},
        {one.enrolment for one in GateDecision.objects.visible_to(user, DAY)},
        set(Cycle.objects.visible_to(user, DAY)),
    )


@pytest.mark.parametrize("role", [coordinator, evaluator])
def test_a_mandate_shows_the_place_and_nothing_beyond(role, own, neighbour, foreign):
    both = {own, neighbour}

    assert seen_by(role()) == (both, both, {own}, {own.cycle})


def test_a_mandate_for_the_village_shows_the_cycle_of_its_regency(own):
    assert seen_by(coordinator("35.09.10.2003"))[3] == {own.cycle}


def test_a_facilitator_sees_her_own_group_only(own, neighbour, foreign):
    assignment = own.group.assignments.get()

    assert seen_by(assignment.facilitator.user) == ({own}, {own}, {own}, {own.cycle})


def test_a_manager_sees_every_group(own, neighbour, foreign):
    everything = {own, neighbour, foreign}

    assert seen_by(manager()) == (everything, everything, {own}, {own.cycle, foreign.cycle})


def test_an_auditor_sees_every_group_and_changes_none(own, foreign):
    auditor = UserFactory(roles=["auditor"])

    assert seen_by(auditor)[0] == {own, foreign}
    assert not auditor.has_perm("mentoring_incubation.decide_gate")


def test_members_census_takers_and_outsiders_see_no_scores(own):
    member = UserFactory(roles=["crafter"])
    MembershipFactory(group=own.group, person__user=member)
    census_taker = MandateFactory(role="census_taker", place=place("35")).user
    former = AssignmentFactory(group=own.group, kind="cover", ends_on=DAY).facilitator.user

    for user in (member, census_taker, former, UserFactory()):
        assert seen_by(user) == (set(), set(), set(), set())


def test_a_draft_is_its_raters_own(own):
    rater = evaluator()
    draft = RoundFactory(enrolment=own, kind="endline", rater=rater)

    assert draft in Round.objects.visible_to(rater, DAY)
    for other in (coordinator(), evaluator(), facilitator_of(own.group, kind="cover")):
        assert draft not in Round.objects.visible_to(other, DAY)
