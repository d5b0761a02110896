"""What a visit may say of groups that met with the first one, and of what was said yes to."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from mentoring.canonical_json import digest_of
from mentoring.sessions.models import MentoringSession
from mentoring.sessions.services.reviews import credit_session
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import MembershipFactory, banyumulek
from tests.mentoring.sessions.phones import Phone, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return AssignmentFactory(starts_on=date(2026, 2, 1))


@pytest.fixture
def group(assignment):
    return assignment.group


@pytest.fixture
def sutini(group):
    return MembershipFactory(group=group).person


@pytest.fixture
def sri(assignment):
    return Phone(assignment.facilitator.user)


@pytest.fixture
def neighbour():
    """A group of the same regency that fell silent."""
    group = MembershipFactory().group
    group.status, group.status_since = "dormant", date(2026, 1, 1)
    group.save()
    return group


def shared(group, sutini, other, **more):
    hers = other.memberships.get().person
    marks = {sutini: "hadir", hers: "hadir"}
    return told(group, marks, shared_with=[str(other.pk)], **more)


def test_a_group_of_somebody_else_is_not_called_active_by_a_shared_visit(
    sri, group, sutini, neighbour
):
    outcome = sri.visit(shared(group, sutini, neighbour))

    neighbour.refresh_from_db()
    assert (outcome.answer, neighbour.status) == ("applied", "dormant")


def test_her_own_second_group_wakes(sri, assignment, group, sutini, neighbour):
    AssignmentFactory(facilitator=assignment.facilitator, group=neighbour)

    sri.visit(shared(group, sutini, neighbour))

    neighbour.refresh_from_db()
    assert neighbour.status == "active"


def test_a_group_of_another_regency_is_held_with_a_sentence(sri, group, sutini, neighbour):
    neighbour.sentra.place = banyumulek()
    neighbour.sentra.save()

    outcome = sri.visit(shared(group, sutini, neighbour))

    assert (outcome.answer, outcome.code) == ("held", "group_from_elsewhere")
    assert "kabupaten lain" in str(outcome.sentence)
    assert not MentoringSession.objects.exists()


def test_a_yes_to_one_version_is_none_to_the_next(sri, group, sutini):
    key = uuid4()
    first = told(group, {sutini: "hadir"}, happened_on="2026-01-20", minutes=60)
    second = {**first, "happened_on": "2026-01-10", "minutes": 700}
    sri.visit(first, key=key)
    session = MentoringSession.objects.get()
    credit_session(session=session, credited_by=UserFactory())
    session.refresh_from_db()
    before = session.is_counted

    outcome = sri.visit(second, key=key, replaces=digest_of(first), reason="Salah hari")

    session.refresh_from_db()
    assert (before, outcome.answer) == (True, "revision")
    assert (session.credited_at, session.credited_by, session.is_counted) == (None, None, False)
    assert session.waits_for_credit
    assert session.happened_on == date(2026, 1, 20) - timedelta(days=10)
