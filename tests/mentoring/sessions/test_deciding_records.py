"""Plans and proposals told differently by phone and office: what a person decides is done."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mentoring.canonical_json import digest_of
from mentoring.offline_records import OfficeMovedOn
from mentoring.registry.models import MembershipProposal
from mentoring.sessions.errors import DecisionImpossible, ReasonMissing, SessionAlreadyLogged
from mentoring.sessions.models import MentoringSession, ReviewRemark
from mentoring.sessions.offline import PARTS
from mentoring.sessions.services import cancel_session, move_session
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import MembershipFactory
from tests.factories.sessions import NOON
from tests.mentoring.sessions.phones import TYPES, Phone, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return AssignmentFactory()


@pytest.fixture
def sri(assignment):
    return Phone(assignment.facilitator.user)


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def plan(assignment, days):
    return {"group": str(assignment.group_id), "planned_on": in_days(days), "kind": "remote"}


def joins(assignment, name):
    return {
        "group": str(assignment.group_id),
        "kind": "join",
        "name": name,
        "hamlet": "Krajan",
        "happens_on": "2026-03-02",
    }


def decide(name, key, outcome, user, resolution="keep_device", note="Sudah ditanyakan", **more):
    """As the carrier asks: both sides as they come back from the database."""
    values = {**outcome.server_values, **outcome.device_values, **more}
    TYPES[name].resolve(
        id=key,
        device_values=json.loads(json.dumps(values if more else outcome.device_values)),
        server_values=json.loads(json.dumps(outcome.server_values)),
        resolution=resolution,
        by=UserFactory(),
        note=note,
        user=user,
    )


def two_plans(sri, assignment):
    key = uuid4()
    sri.tell("sessions.plan", plan(assignment, 7), key, received_at=timezone.now())
    moved = MentoringSession.objects.get()
    move_session(
        session=moved,
        planned_on=timezone.localdate() + timedelta(days=9),
        reason="Panen",
        moved_by=sri.user,
    )
    outcome = sri.tell("sessions.plan", plan(assignment, 8), key, received_at=timezone.now())
    assert outcome.answer == "conflict"
    return key, outcome


def planned_days():
    return sorted(
        each.isoformat() for each in MentoringSession.objects.values_list("happened_on", flat=True)
    )


@pytest.mark.parametrize(
    ("resolution", "days"),
    [("keep_server", [9]), ("keep_device", [8]), ("both", [8, 9])],
)
def test_a_plan_becomes_what_was_decided(resolution, days, sri, assignment):
    key, outcome = two_plans(sri, assignment)

    decide("sessions.plan", key, outcome, sri.user, resolution)

    assert planned_days() == [in_days(each) for each in days]


def test_a_joined_plan_takes_each_field_from_the_side_that_was_chosen(sri, assignment):
    key, outcome = two_plans(sri, assignment)
    joined = {"planned_on": outcome.server_values["planned_on"], "starts_at": "10:30"}

    decide("sessions.plan", key, outcome, sri.user, "merge", **joined)

    session = MentoringSession.objects.get()
    starts = timezone.localtime(session.starts_at, session.zone)
    assert (planned_days(), f"{starts:%H:%M}") == ([in_days(9)], "10:30")


def test_no_plan_is_overwritten_unseen_or_without_a_word(sri, assignment):
    key, outcome = two_plans(sri, assignment)
    session = MentoringSession.objects.get()
    day = timezone.localdate() + timedelta(days=12)

    with pytest.raises(ReasonMissing):
        decide("sessions.plan", key, outcome, sri.user, note=" ")
    move_session(session=session, planned_on=day, reason="Hajatan", moved_by=sri.user)
    with pytest.raises(OfficeMovedOn) as moved:
        decide("sessions.plan", key, outcome, sri.user)
    assert moved.value.server_values["planned_on"] == day.isoformat()
    cancel_session(session=session, reason="Batal", said_by=sri.user)
    with pytest.raises(SessionAlreadyLogged):
        decide("sessions.plan", key, outcome, sri.user)

    assert planned_days() == [day.isoformat()]


def test_the_phone_learns_which_version_of_a_plan_it_changes(sri, assignment):
    first = plan(assignment, 7)
    sri.tell("sessions.plan", first, uuid4(), received_at=timezone.now())
    [part] = [each for each in PARTS if each.name == "sessions.plan"]

    bucket = part.contents(sri.user, today=timezone.localdate())[str(assignment.group_id)]

    assert [each["digest"] for each in bucket["visits"]] == [digest_of(first)]


def two_proposals(sri, assignment):
    key = uuid4()
    sri.tell("sessions.member", joins(assignment, "Sutni Contoh"), key)
    outcome = sri.tell("sessions.member", joins(assignment, "Sutini Contoh"), key)
    assert outcome.answer == "conflict"
    return key, outcome


@pytest.mark.parametrize(
    ("resolution", "names"),
    [
        ("keep_server", ["Sutni Contoh"]),
        ("keep_device", ["Sutini Contoh"]),
        ("both", ["Sutini Contoh", "Sutni Contoh"]),
    ],
)
def test_a_proposal_becomes_what_was_decided(resolution, names, sri, assignment):
    key, outcome = two_proposals(sri, assignment)

    decide("sessions.member", key, outcome, sri.user, resolution)

    assert sorted(MembershipProposal.objects.values_list("full_name", flat=True)) == names


def test_no_proposal_is_changed_unseen_or_once_it_was_decided(sri, assignment):
    key, outcome = two_proposals(sri, assignment)

    MembershipProposal.objects.update(hamlet="Karuk")
    with pytest.raises(OfficeMovedOn):
        decide("sessions.member", key, outcome, sri.user)
    MembershipProposal.objects.update(hamlet="Krajan", state="declined", decided_at=NOON)
    with pytest.raises(DecisionImpossible):
        decide("sessions.member", key, outcome, sri.user)
    with pytest.raises(DecisionImpossible):
        decide("sessions.member", key, outcome, UserFactory())

    assert MembershipProposal.objects.get().full_name == "Sutni Contoh"


def test_who_took_a_held_record_stands_with_the_session(sri, assignment):
    person = MembershipFactory(group=assignment.group).person
    dewi, key = UserFactory(), uuid4()
    visit = told(assignment.group, {person: "hadir"}, minutes=800)
    assert sri.visit(visit, key=key).code == "session_too_long"

    assert sri.visit(visit, key=key, accepted_by=dewi).answer == "applied"

    session = MentoringSession.objects.get()
    assert (session.review_state, session.reviewed_by) == ("accepted", dewi)
    assert [(each.kind, each.said_by) for each in ReviewRemark.objects.all()] == [
        ("accepted", dewi)
    ]
    again = {**visit, "minutes": 700}
    change = {"replaces": digest_of(visit), "reason": "Salah"}
    assert sri.visit(again, key=key, **change).answer == "revision"
    session.refresh_from_db()
    assert (session.review_state, session.reviewed_by) == ("submitted", None)
