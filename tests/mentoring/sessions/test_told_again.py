"""Plans and proposals told again: nothing else counts as the same, nothing is overwritten."""

from datetime import date
from uuid import uuid4

import pytest

from mentoring.canonical_json import digest_of
from mentoring.registry.models import MembershipProposal
from mentoring.sessions.models import MentoringSession
from mentoring.sessions.services import move_session
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.sessions import NOON, VisitFactory
from tests.mentoring.sessions.phones import DAY, TYPES, Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return AssignmentFactory()


@pytest.fixture
def group(assignment):
    return assignment.group


@pytest.fixture
def sri(assignment):
    return Phone(assignment.facilitator.user)


@pytest.fixture
def cover(group):
    return Phone(AssignmentFactory(group=group, kind="cover").facilitator.user)


def plan(group, day="2026-03-09"):
    return {"group": str(group.pk), "planned_on": day, "starts_at": "10:00"}


def joins(group, name, **more):
    return {"group": str(group.pk), "kind": "join", "name": name, "happens_on": DAY, **more}


def planned_day():
    return MentoringSession.objects.get().happened_on.isoformat()


def test_a_plan_is_changed_by_who_says_which_version_she_changes(sri, group):
    key, first, second = uuid4(), plan(group), plan(group, "2026-03-16")

    found = [
        sri.tell("sessions.plan", first, key).answer,
        sri.tell("sessions.plan", first, key).answer,
        sri.tell("sessions.plan", second, key, replaces=digest_of(first)).answer,
        sri.tell("sessions.plan", second, key, replaces=digest_of(first)).answer,
    ]

    assert found == ["applied", "duplicate", "revision", "duplicate"]
    assert planned_day() == "2026-03-16"


def test_a_colleagues_plan_is_shown_beside_and_not_overwritten(sri, cover, group):
    key, hers, other = uuid4(), plan(group), plan(group, "2026-03-16")
    sri.tell("sessions.plan", hers, key)

    first = cover.tell("sessions.plan", other, key)
    later = cover.tell("sessions.plan", plan(group, "2026-03-17"), key, replaces=digest_of(other))

    assert [first.answer, later.answer] == ["conflict", "conflict"]
    assert (first.server_values["planned_on"], first.device_values["planned_on"]) == (
        "2026-03-09",
        "2026-03-16",
    )
    assert planned_day() == "2026-03-09"


def test_a_stale_plan_does_not_undo_what_the_office_moved(sri, group):
    key, first = uuid4(), plan(group)
    sri.tell("sessions.plan", first, key)
    move_session(
        session=MentoringSession.objects.get(),
        planned_on=date(2026, 3, 10),
        starts_at=None,
        reason="Pasar",
        moved_by=UserFactory(),
        now=NOON,
    )

    outcome = sri.tell("sessions.plan", plan(group, "2026-03-16"), key, replaces=digest_of(first))

    assert (outcome.answer, planned_day()) == ("conflict", "2026-03-10")


def test_another_plan_under_the_id_of_a_held_visit_is_not_called_the_same(sri, group):
    held = VisitFactory(group=group, recorded_by=sri.user)

    outcome = sri.tell("sessions.plan", plan(group), held.pk)

    assert (outcome.answer, outcome.server_values["state"]) == ("conflict", "held")


def test_a_refused_later_plan_does_not_take_the_earlier_one_of_its_batch_away(sri, group):
    key, first, past = uuid4(), plan(group), plan(group, "2026-02-01")
    records = [
        sri.record("sessions.plan", first, key),
        sri.record("sessions.plan", past, key, replaces=digest_of(first)),
    ]
    found = TYPES["sessions.plan"].apply(records)

    assert [each.answer for each in found] == ["applied", "held"]
    assert planned_day() == "2026-03-09"


def test_a_corrected_proposal_is_kept_while_it_waits(sri, group):
    key, first, second = uuid4(), joins(group, "Sutni"), joins(group, "Sutini")

    found = [
        sri.tell("sessions.member", first, key).answer,
        sri.tell("sessions.member", first, key).answer,
        sri.tell("sessions.member", second, key, replaces=digest_of(first)).answer,
    ]

    assert found == ["applied", "duplicate", "revision"]
    assert MembershipProposal.objects.get().full_name == "Sutini"


@pytest.mark.parametrize(("state", "knows"), [("proposed", False), ("declined", True)])
def test_another_proposal_under_one_id_is_shown_beside(sri, group, state, knows):
    key, first = uuid4(), joins(group, "Sutni")
    sri.tell("sessions.member", first, key)
    decided = {"decided_by": UserFactory(), "decided_at": NOON} if state == "declined" else {}
    MembershipProposal.objects.update(state=state, **decided)

    replaces = digest_of(first) if knows else ""
    outcome = sri.tell("sessions.member", joins(group, "Sutini"), key, replaces=replaces)

    assert (outcome.answer, outcome.server_values["name"], outcome.device_values["name"]) == (
        "conflict",
        "Sutni",
        "Sutini",
    )
    assert MembershipProposal.objects.get().full_name == "Sutni"


def test_a_colleagues_proposal_is_neither_changed_nor_shown(sri, cover, group):
    key, first = uuid4(), joins(group, "Sutni", hamlet="Krajan")
    sri.tell("sessions.member", first, key)

    outcome = cover.tell("sessions.member", joins(group, "Lain"), key, replaces=digest_of(first))

    assert (outcome.answer, outcome.server_values) == ("held", None)
    assert MembershipProposal.objects.get().full_name == "Sutni"
