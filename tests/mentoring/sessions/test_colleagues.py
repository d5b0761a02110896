"""Two people tell of visits under one id: neither reads nor changes what is the other's."""

from uuid import uuid4

import pytest
from wagtail import hooks

from mentoring.sessions.errors import SessionAlreadyLogged
from mentoring.sessions.models import MentoringSession
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import MembershipFactory
from tests.factories.sessions import VisitFactory
from tests.mentoring.sessions.phones import TYPES, Phone, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return MembershipFactory().group


@pytest.fixture
def sutini(group):
    return group.memberships.get().person


@pytest.fixture
def sri(group):
    return Phone(AssignmentFactory(group=group).facilitator.user)


@pytest.fixture
def cover(group):
    return Phone(AssignmentFactory(group=group, kind="cover").facilitator.user)


@pytest.fixture
def hers(sri, group, sutini):
    """The key of a visit that Sri told, with notes nobody after her reads."""
    payload = told(group, {sutini: "hadir"}, notes="Rahasia Sri", notes_are_confidential=True)
    sri.visit(payload, key=(key := uuid4()))
    return key


def resolve(phone, key, values, resolution="keep_device"):
    TYPES["sessions.visit"].resolve(
        id=key,
        device_values=values,
        resolution=resolution,
        by=UserFactory(),
        note="Sudah ditanyakan",
        user=phone.user,
    )


def test_other_content_under_a_colleagues_id_is_compared_with_ones_own(cover, hers, group, sutini):
    cover.visit(told(group, {sutini: "hadir"}, notes="Cover satu"), key=hers)

    outcome = cover.visit(told(group, {sutini: "hadir"}, notes="Cover dua"), key=hers)

    assert outcome.answer == "conflict"
    assert (outcome.server_values["notes"], outcome.device_values["notes"]) == (
        "Cover satu",
        "Cover dua",
    )
    assert "Rahasia" not in str(outcome)


def test_who_knows_an_id_of_another_area_reads_nothing_of_it(hers, sri, group):
    stranger = Phone(AssignmentFactory().facilitator.user)
    other = stranger.user.facilitator.assignments.get().group
    person = MembershipFactory(group=other).person
    digest = MentoringSession.objects.get(pk=hers).content_digest

    first = stranger.visit(told(other, {person: "hadir"}, notes="A"), key=hers)
    second = stranger.visit(told(other, {person: "hadir"}, notes="B"), key=hers)
    third = stranger.visit(told(other, {person: "hadir"}), key=hers, replaces=digest, reason="x")

    assert [each.answer for each in (first, second, third)] == ["applied", "conflict", "held"]
    assert second.server_values["notes"] == "A"
    assert "Rahasia" not in f"{first}{second}{third}"


def test_a_decision_changes_the_visit_of_whose_phone_it_was(cover, hers, group, sutini):
    cover.visit(told(group, {sutini: "hadir"}, notes="Cover satu"), key=hers)
    outcome = cover.visit(told(group, {sutini: "hadir"}, notes="Cover dua"), key=hers)

    resolve(cover, hers, outcome.device_values)

    said = dict(MentoringSession.objects.values_list("recorded_by", "notes"))
    assert said.pop(cover.user.pk) == "Cover dua"
    assert list(said.values()) == ["Rahasia Sri"]


def test_a_decision_without_a_visit_of_her_own_changes_nobodys(cover, hers, group, sutini):
    values = TYPES["sessions.visit"].read(told(group, {sutini: "hadir"}), 1)

    with pytest.raises(SessionAlreadyLogged):
        resolve(cover, hers, values.model_dump(mode="json"))

    assert MentoringSession.objects.get().notes == "Rahasia Sri"


def test_confidential_notes_are_not_shown_beside_and_stay_when_versions_are_joined(
    sri, hers, group, sutini
):
    outcome = sri.visit(told(group, {sutini: "hadir"}, venue="Balai", notes="Lain"), key=hers)
    joined = {**outcome.device_values, "notes": None}

    resolve(sri, hers, joined, "merge")

    session = MentoringSession.objects.get()
    assert "notes" not in outcome.server_values
    assert (session.venue, session.notes, session.notes_are_confidential) == (
        "Balai",
        "Rahasia Sri",
        True,
    )


def test_a_visit_of_a_colleague_that_has_no_versions_yet_is_not_overwritten(cover, group, sutini):
    there = VisitFactory(group=group, notes="Lama", content_digest="")

    outcome = cover.visit(told(group, {sutini: "hadir"}, notes="Baru"), key=there.pk)

    there.refresh_from_db()
    assert (outcome.answer, there.notes) == ("applied", "Lama")
    assert MentoringSession.objects.get(recorded_by=cover.user).pk != there.pk


def test_a_locked_visit_of_a_colleague_is_not_shown_to_who_may_not_change_it(hers, group, sutini):
    stranger = Phone(AssignmentFactory().facilitator.user)
    digest = MentoringSession.objects.get(pk=hers).content_digest
    payload = told(group, {sutini: "hadir"}, notes="Baru")

    with hooks.register_temporarily("register_session_locks", lambda asked: {hers: "Ronde 1"}):
        foreign = stranger.visit(payload, key=hers, replaces=digest, reason="Salah")
        lead = Phone(AssignmentFactory(group=group, kind="cover").facilitator.user)
        allowed = lead.visit(payload, key=hers, replaces=digest, reason="Salah")

    assert (foreign.answer, foreign.code, foreign.server_values) == (
        "held",
        "not_assigned_that_day",
        None,
    )
    assert (allowed.kind, "notes" in allowed.server_values) == ("locked", False)
