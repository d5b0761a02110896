"""Who is erased is named nowhere in what visits say, nor in what they said before."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import serializers
from django.core.files.base import ContentFile

from mentoring.registry.forgetting import NOBODY
from mentoring.registry.models import DuplicateCase
from mentoring.registry.services.duplicates import merge_people, undo_merge
from mentoring.registry.services.personal_data import erase_person
from mentoring.sessions import record_retention
from mentoring.sessions.models import (
    Attendance,
    BackCheck,
    BackCheckAnswer,
    FollowUp,
    MentoringSession,
    SessionCorrection,
    SessionRevision,
    VoiceNote,
)
from mentoring.sessions.personal_data import SessionsData
from mentoring.sessions.versions import differences, versions_of
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import MembershipFactory, PersonFactory
from tests.factories.sessions import NOON, AttendanceFactory, VisitFactory
from tests.mentoring.sessions.phones import Phone, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return AssignmentFactory(
        facilitator=FacilitatorFactory(user=UserFactory(roles=["facilitator"]))
    )


@pytest.fixture
def phone(assignment):
    return Phone(assignment.facilitator.user)


@pytest.fixture
def ruminah(assignment):
    person = PersonFactory(full_name="Ruminah Contoh", nickname="Minah", user=None)
    return MembershipFactory(group=assignment.group, person=person).person


def said(*models):
    """Everything these tables hold, as text."""
    return "".join(serializers.serialize("json", model.objects.all()) for model in models)


EVERYTHING = (
    *(MentoringSession, Attendance, FollowUp, SessionRevision, SessionCorrection),
    *(BackCheck, BackCheckAnswer),
)


def write_about(phone, ruminah, assignment):
    """A visit that names her everywhere, changed once, with a correction and a back-check."""
    guest = {"id": str(uuid4()), "name": "Bu Ruminah contoh", "hamlet": "Dusun Rahasia"}
    promise = {
        "id": str(uuid4()),
        "text": "Bawa nota",
        "owner_kind": "member",
        "owner_person": str(ruminah.pk),
        "due_on": "2026-03-20",
    }
    first = told(
        assignment.group,
        {ruminah: "hadir"},
        notes="RUMINAH  Contoh sakit, kata Minah sendiri.",
        guests=[guest],
        promises=[promise, {**promise, "id": str(uuid4()), "owner_person": None}],
    )
    key, record = uuid4(), phone.record("sessions.visit", first)
    assert phone.visit(first, key=key).answer == "applied"
    second = {**first, "notes": "Ruminah Contoh hadir"}
    change = {"replaces": record.digest, "reason": "Minah ternyata hadir"}
    assert phone.visit(second, key=key, **change).answer == "revision"
    session = MentoringSession.objects.get(pk=key)
    SessionCorrection.objects.create(
        session=session,
        before=first,
        after=second,
        digest="x",
        reason="Ruminah Contoh",
        asked_by=phone.user,
        asked_at=NOON,
    )
    check = BackCheck.objects.create(
        session=session,
        facilitator=phone.user,
        month=session.happened_on.replace(day=1),
        drawn_at=NOON,
        informant="Ruminah Contoh",
        note="Kata Minah",
        checked_by=UserFactory(),
        checked_at=NOON,
    )
    BackCheckAnswer.objects.create(
        back_check=check, item="people", told="1", found="Ruminah Contoh saja", agrees=False
    )
    return session


def test_a_name_that_was_erased_is_nowhere_left(phone, ruminah, assignment):
    write_about(phone, ruminah, assignment)
    assert said(*EVERYTHING).lower().count("ruminah") > 8

    erase_person(person=ruminah, erased_by=UserFactory(), now=NOON)

    left = said(*EVERYTHING).lower()
    assert [word for word in ("ruminah", "minah", "dusun rahasia") if word in left] == []
    revision = SessionRevision.objects.get()
    assert revision.payload["notes"] == f"{NOBODY} sakit, kata {NOBODY} sendiri."
    assert [each["text"] for each in revision.payload["promises"]].count("-") == 1
    assert revision.payload["attendance"] == {str(ruminah.pk): "hadir"}
    assert "Bawa nota" in json.dumps(SessionCorrection.objects.get().after)


def test_others_keep_their_words(phone, ruminah, assignment):
    write_about(phone, ruminah, assignment)
    before = said(*EVERYTHING)
    sutini = MembershipFactory(group=assignment.group, person=PersonFactory(full_name="Minahasa"))

    erase_person(person=sutini.person, erased_by=UserFactory(), now=NOON)

    assert said(*EVERYTHING) == before


def recording(session, days=0):
    voice = VoiceNote(
        session=session,
        sha256=uuid4().hex,
        recorded_by=session.recorded_by,
        recorded_at=NOON,
        received_at=NOON - timedelta(days=days),
    )
    voice.recording.save("x.ogg", ContentFile(b"OggS"))
    return voice


def test_recordings_of_her_visits_go_with_their_files(
    ruminah, assignment, django_capture_on_commit_callbacks
):
    hers = AttendanceFactory(person=ruminah).session
    gone, kept = recording(hers), recording(VisitFactory(group=assignment.group))

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=ruminah, erased_by=UserFactory(), now=NOON)

    assert list(VoiceNote.objects.all()) == [kept]
    storage = gone.recording.storage
    assert (storage.exists(gone.recording.name), storage.exists(kept.recording.name)) == (
        False,
        True,
    )


def test_what_was_found_is_in_the_facilitators_copy_once_it_was_asked(phone, ruminah, assignment):
    session = write_about(phone, ruminah, assignment)
    subject = type("Subject", (), {"user_ids": (phone.user.pk,), "person_ids": ()})

    parts = {part["key"]: part["rows"] for part in SessionsData().export(subject)}

    assert [row["session"] for row in parts["back_checks"]] == [str(session)]
    assert "Ruminah" not in json.dumps(parts["back_checks"])


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (record_retention.SpokenNotes(), 365),
        (record_retention.EarlierVersions(), 1095),
        (record_retention.DecidedCorrections(), 1095),
        (record_retention.FoundWords(), 730),
    ],
    ids=lambda each: getattr(each, "code", each),
)
def test_words_and_recordings_go_when_their_time_is_over(
    rule, days, phone, ruminah, assignment, django_capture_on_commit_callbacks
):
    session = write_about(phone, ruminah, assignment)
    SessionCorrection.objects.update(state="declined", decided_at=NOON)
    voice, last = recording(session), NOON.date() + timedelta(days=days)
    open_ones = {"session": session, "month": NOON.date(), "drawn_at": NOON}

    assert rule.count(last) == 0
    assert rule.count(last + timedelta(days=1)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert rule.carry_out(last + timedelta(days=1)) == 1

    assert rule.count(last + timedelta(days=1)) == 0
    left = {
        "mentoring.spoken_notes": voice.recording.storage.exists(voice.recording.name),
        "mentoring.earlier_versions": SessionRevision.objects.get().payload != {},
        "mentoring.decided_corrections": SessionCorrection.objects.get().after != {},
        "mentoring.found_words": BackCheck.objects.get().informant != "",
    }
    assert [code for code, there in left.items() if not there] == [rule.code]
    assert open_ones["session"] == SessionRevision.objects.get().session


def test_two_records_that_were_merged_are_one_person_in_kept_versions(phone, ruminah, assignment):
    twin = MembershipFactory(group=assignment.group, person__full_name="Ruminah C.").person
    first = told(assignment.group, {ruminah: "hadir"})
    key, record = uuid4(), phone.record("sessions.visit", first)
    phone.visit(first, key=key)
    again = {"replaces": record.digest, "reason": "Menit"}
    phone.visit({**first, "minutes": 60}, key=key, **again)
    a, b = sorted((ruminah, twin), key=lambda each: each.pk)
    case = DuplicateCase.objects.create(person_a=a, person_b=b, reason="name", score=90)

    merge = merge_people(case=case, keep=twin, note="", merged_by=UserFactory(), now=NOON)

    before, session = SessionRevision.objects.get().payload, MentoringSession.objects.get()
    assert before["attendance"] == {str(ruminah.pk): "hadir"}
    now = versions_of([session])[key]
    assert now["attendance"] == {str(twin.pk): "hadir"}
    assert [each.label for each in differences(before, now)] == ["Menit"]
    undo_merge(merge=merge, undone_by=UserFactory(), now=NOON)
    session = MentoringSession.objects.get()
    assert [each.label for each in differences(before, versions_of([session])[key])] == ["Menit"]


def test_a_phone_may_name_somebody_by_a_key_merged_twice(phone, ruminah, assignment):
    second, third = (MembershipFactory(group=assignment.group).person for _ in range(2))
    ruminah.merged_into, second.merged_into = second, third
    ruminah.save()
    second.save()

    assert phone.visit(told(assignment.group, {ruminah: "hadir"})).answer == "applied"

    assert Attendance.objects.get().person == third
