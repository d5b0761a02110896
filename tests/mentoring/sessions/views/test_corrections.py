"""Corrections of locked figures: compared, decided by who answers for the programme, kept."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail import hooks
from wagtail.models import ModelLogEntry

from mentoring.offline_records import ConflictKind
from mentoring.sessions.errors import (
    CorrectionDecided,
    CorrectionNotYours,
    ReasonMissing,
    SessionChangedSince,
)
from mentoring.sessions.models import MentoringSession, SessionCorrection
from mentoring.sessions.services.corrections import decide_correction
from tests.factories.assignments import AssignmentFactory
from tests.factories.field import ConflictFactory, EnvelopeFactory
from tests.factories.registry import MembershipFactory
from tests.markup import markup_errors
from tests.mentoring.sessions.phones import TYPES, Phone, told

pytestmark = pytest.mark.django_db
LIST = reverse("mentoring_sessions:corrections")


def everything_is_locked(sessions):
    return {each.id: "Evaluasi Maret 2026" for each in sessions}


@pytest.fixture
def asked(sri, here):
    """A correction that waits: sri asks that her locked visit took 90 minutes."""
    AssignmentFactory(facilitator=sri, group=here)
    person, phone, key = MembershipFactory(group=here).person, Phone(sri.user), uuid4()
    first = told(here, {person: "hadir"}, minutes=60)
    before = phone.record("sessions.visit", first)
    assert phone.visit(first, key=key).answer == "applied"
    with hooks.register_temporarily("register_session_locks", everything_is_locked):
        answer = phone.visit({**first, "minutes": 90}, key=key, replaces=before.digest, reason="X")
        assert (answer.answer, answer.kind) == ("conflict", ConflictKind.LOCKED)
        yield SessionCorrection.objects.get()


def minutes():
    return MentoringSession.objects.get().minutes


def test_a_manager_compares_both_sides_and_agrees(asked, rini, client):
    client.force_login(rini)
    page = client.get(asked.get_absolute_url()).content.decode()
    listed = client.get(LIST).content.decode()

    assert "Evaluasi Maret 2026" in page and "60" in page and "90" in page
    assert markup_errors(page) == markup_errors(listed) == []
    assert minutes() == 60
    empty = client.post(asked.get_absolute_url(), {"decision": "mungkin", "answer": ""})
    assert set(empty.context["form"].errors) == {"decision", "answer"}
    said = {"decision": "approve", "answer": "Ada notulen"}
    assert client.post(asked.get_absolute_url(), said).status_code == 302

    asked.refresh_from_db()
    assert (minutes(), asked.state, asked.decided_by) == (90, "approved", rini)
    assert MentoringSession.objects.get().revisions.get().payload["minutes"] == 60
    assert ModelLogEntry.objects.filter(action="mentoring.decide_correction").count() == 1
    with pytest.raises(CorrectionDecided):
        decide_correction(correction=asked, approve=False, answer="x", decided_by=rini)


def test_a_no_changes_nothing_and_says_why(asked, rini, client):
    client.force_login(rini)

    client.post(asked.get_absolute_url(), {"decision": "decline", "answer": "Tanpa bukti"})

    asked.refresh_from_db()
    assert (minutes(), asked.state, asked.answer) == (60, "declined", "Tanpa bukti")
    with pytest.raises(ReasonMissing):
        decide_correction(correction=asked, approve=True, answer=" ", decided_by=rini)


def test_nobody_agrees_to_what_was_asked_of_another_version(asked, rini):
    MentoringSession.objects.update(content_digest="another")

    with pytest.raises(SessionChangedSince):
        decide_correction(correction=asked, approve=True, answer="x", decided_by=rini)
    assert (minutes(), SessionCorrection.objects.get().state) == (60, "open")


def test_who_asked_or_coordinates_reads_it_and_decides_nothing(asked, sri, dewi, wayan, client):
    opened = {}
    for user in (sri.user, dewi, wayan):
        client.force_login(user)
        said = {"decision": "approve", "answer": "x"}
        opened[user] = (
            client.get(asked.get_absolute_url()).status_code,
            client.post(asked.get_absolute_url(), said).status_code,
            list(client.get(LIST).context["page"]) == [asked],
        )
        with pytest.raises(CorrectionNotYours):
            decide_correction(correction=asked, approve=True, answer="x", decided_by=user)

    assert opened == {
        sri.user: (200, 403, True),
        dewi: (200, 403, True),
        wayan: (404, 404, False),
    }
    assert minutes() == 60


def resolve(asked, by, resolution, **more):
    TYPES["sessions.visit"].resolve(
        id=asked.session_id,
        device_values=asked.after,
        resolution=resolution,
        by=by,
        note="Ada notulen",
        user=asked.asked_by,
        **more,
    )


def test_the_comparison_of_phones_is_no_way_around(asked, dewi, rini):
    with pytest.raises(CorrectionNotYours):
        resolve(asked, dewi, "keep_device")
    resolve(asked, dewi, "keep_server")
    assert (minutes(), SessionCorrection.objects.get().state) == (60, "open")

    resolve(asked, rini, "keep_device")

    assert (minutes(), SessionCorrection.objects.get().state) == (90, "approved")


def test_the_list_costs_the_same_questions(asked, rini, client, django_assert_num_queries):
    client.force_login(rini)
    client.get(LIST)
    for number in (1, 12):
        with django_assert_num_queries(6):
            client.get(LIST)
        for copy in range(number):
            SessionCorrection.objects.create(
                session=asked.session,
                before={},
                after={},
                digest=f"{number}-{copy}",
                reason="x",
                asked_by=asked.asked_by,
                asked_at=asked.asked_at,
            )


def test_a_difference_of_a_phone_and_a_correction_stand_on_one_anothers_page(asked, rini, client):
    session = MentoringSession.objects.get()
    envelope = EnvelopeFactory(type="sessions.visit", record=session.pk, answer="conflict")
    difference = ConflictFactory(envelope=envelope)
    rini.user_permissions.add(*Permission.objects.filter(codename="view_all_device"))
    client.force_login(type(rini).objects.get(pk=rini.pk))

    on_correction = client.get(asked.get_absolute_url())
    on_difference = client.get(difference.get_absolute_url())

    for page, other in ((on_correction, difference), (on_difference, asked)):
        assert page.status_code == 200
        assert f'href="{other.get_absolute_url()}"' in page.content.decode()
        assert markup_errors(page.content.decode()) == []
