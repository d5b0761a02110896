"""A session's page and its versions: everything it says, to those who may read it."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Page

from mentoring.sessions.models import (
    Evidence,
    MentoringSession,
    ReadinessAnswer,
    SessionLesson,
    SessionRevision,
    VoiceNote,
)
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import MembershipFactory
from tests.factories.sessions import NOON, picture
from tests.markup import markup_errors
from tests.mentoring.sessions.phones import Phone, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(here):
    return MembershipFactory(group=here, person__full_name="Sutini Contoh").person


@pytest.fixture
def visit(sri, here, person):
    """Told by sri, changed twice; her notes were confidential at first."""
    AssignmentFactory(facilitator=sri, group=here)
    phone, key, other = Phone(sri.user), uuid4(), MembershipFactory(group=here).person
    said = told(
        here,
        {person: "alpa", other: "hadir"},
        minutes=60,
        notes="Rahasia",
        notes_are_confidential=True,
    )
    digest = phone.record("sessions.visit", said).digest
    phone.visit(said, key=key)
    changes = (
        {"minutes": 90, "notes": ""},
        {"attendance": {str(each.pk): "hadir" for each in (person, other)}},
    )
    for change in changes:
        said = {**said, **change}
        assert phone.visit(said, key=key, replaces=digest, reason="Salah").answer == "revision"
        digest = phone.record("sessions.visit", said).digest
    return MentoringSession.objects.get()


def url(name, session):
    return reverse(f"mentoring_sessions:{name}", args=[session.pk])


def recorded(session):
    stamps = {"recorded_by": session.recorded_by, "recorded_at": NOON, "received_at": NOON}
    return {"session": session, **stamps}


def fill(session):
    for position, page in enumerate(Page.objects.all()[:2]):
        SessionLesson.objects.create(
            session=session, position=position, page=page, code=f"M{position}", title="Buku kas"
        )
    ReadinessAnswer.objects.create(
        session=session,
        line="tools",
        is_ready=False,
        note="Bor rusak",
        answered_by=session.recorded_by,
        answered_at=NOON,
    )
    photo = Evidence(
        original_sha256="x", is_far=True, is_older=True, is_reused=True, **recorded(session)
    )
    photo.photo.save("x.jpg", ContentFile(picture()))
    voice = VoiceNote(sha256="v", media_type="audio/ogg", **recorded(session))
    voice.recording.save("x", ContentFile(b"OggS suara"))
    return photo, voice


def test_the_page_tells_lessons_exceptions_voices_and_marks(visit, dewi, client):
    _photo, voice = fill(visit)
    client.force_login(dewi)

    page = client.get(url("session", visit)).content.decode()

    told = ("M0 Buku kas", "M1 Buku kas", "Bor rusak", voice.get_absolute_url(), "2 kali")
    marks = ("diambil jauh", "hari lain", "dipakai di", "tanpa tempat")
    assert [words for words in (*told, *marks) if words not in page] == []
    assert markup_errors(page) == []
    heard = client.get(voice.get_absolute_url())
    assert b"".join(heard.streaming_content) == b"OggS suara"
    assert heard["Content-Type"] == "audio/ogg"


def test_versions_stand_side_by_side_with_who_and_why(visit, dewi, person, client):
    client.force_login(dewi)

    answer = client.get(url("versions", visit))

    told = [
        (change.number, {each.label: (each.before, each.after) for each in change.differences})
        for change in answer.context["changes"]
    ]
    assert told == [
        (2, {"Sutini Contoh": ("alpa", "hadir")}),
        (1, {"Menit": ("60", "90"), "Catatan": ("Rahasia", "")}),
    ]
    assert "Sri Pendamping Contoh" in answer.content.decode()
    assert markup_errors(answer.content.decode()) == []


def test_who_takes_the_group_over_reads_no_confidential_words(visit, here, sri, client, far):
    successor = FacilitatorFactory()
    AssignmentFactory(facilitator=successor, group=here, kind="cover")
    _photo, voice = fill(visit)

    seen = {}
    for user in (sri.user, successor.user):
        client.force_login(user)
        page = client.get(url("versions", visit)).content.decode()
        seen[user] = ("Rahasia" in page, client.get(voice.get_absolute_url()).status_code)

    assert seen == {sri.user: (True, 200), successor.user: (False, 404)}
    stranger = AssignmentFactory(group=far).facilitator.user
    client.force_login(stranger)
    assert client.get(url("versions", visit)).status_code == 404
    assert client.get(voice.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("more", [0, 10])
def test_versions_cost_the_same_questions(more, visit, dewi, client, django_assert_num_queries):
    last = visit.revisions.last()
    SessionRevision.objects.bulk_create(
        SessionRevision(
            session=visit,
            number=number,
            payload=last.payload,
            reason="x",
            revised_by=visit.recorded_by,
            recorded_at=NOON,
            revised_at=NOON,
        )
        for number in range(3, 3 + more)
    )
    client.force_login(dewi)
    client.get(url("versions", visit))

    with django_assert_num_queries(15):
        client.get(url("versions", visit))


def test_a_version_whose_time_is_over_says_so(visit, dewi, client):
    visit.revisions.filter(number=1).update(payload={})
    client.force_login(dewi)

    answer = client.get(url("versions", visit))

    told = [(change.number, change.is_forgotten) for change in answer.context["changes"]]
    assert told == [(2, False), (1, True)]
    assert answer.status_code == 200
