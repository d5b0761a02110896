"""Supervision on a phone: lists, answers, versions, corrections; readable, nothing sideways."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from mentoring.sessions.models import (
    BackCheck,
    Evidence,
    MentoringSession,
    SessionCorrection,
    VoiceNote,
)
from mentoring.sessions.services.back_checks import draw_back_checks
from tests.browser import assert_accessible, assert_no_sideways_scrolling, sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import MandateFactory, MembershipFactory, place
from tests.factories.sessions import NOON, picture
from tests.mentoring.sessions.phones import Phone, told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 3, 20, 3, tzinfo=UTC)


def changed_visit(phone, group):
    """Told and changed once, with a photograph, a recording and a correction that waits."""
    person = MembershipFactory(group=group, person__full_name="Sutini Contoh").person
    said, key = told(group, {person: "hadir"}, minutes=60, notes="Harga naik"), uuid4()
    before = phone.record("sessions.visit", said)
    phone.visit(said, key=key)
    phone.visit({**said, "minutes": 90}, key=key, replaces=before.digest, reason="Salah ketik")
    session = MentoringSession.objects.get()
    stamps = {"recorded_by": phone.user, "recorded_at": NOON, "received_at": NOON}
    photo = Evidence(session=session, original_sha256="x", is_far=True, is_reused=True, **stamps)
    photo.photo.save("x.jpg", ContentFile(picture()))
    voice = VoiceNote(session=session, sha256="v", media_type="audio/ogg", **stamps)
    voice.recording.save("x", ContentFile(b"OggS"))
    return session


def pages_of(session, dewi):
    """Addresses; each has something to show."""
    drawing = draw_back_checks(place=place("35.09"), month=NOW.date(), drawn_by=dewi, now=NOW)
    check = BackCheck.objects.get(draw=drawing)
    correction = SessionCorrection.objects.create(
        session=session,
        before={"minutes": 90},
        after={"minutes": 120},
        digest="x",
        reason="Notulen berkata 120 menit",
        locked_by="Evaluasi Maret 2026",
        asked_by=session.recorded_by,
        asked_at=NOON,
    )
    name = "mentoring_sessions:{}".format
    return [
        reverse(name("reviews")) + "?keadaan=semua",
        reverse(name("review"), args=[session.pk]),
        reverse(name("session"), args=[session.pk]),
        reverse(name("versions"), args=[session.pk]),
        reverse(name("back_checks")),
        reverse(name("draw_back_checks")),
        check.get_absolute_url(),
        reverse(name("corrections")),
        correction.get_absolute_url(),
    ]


def test_every_page_can_be_used_on_a_phone(live_server, page, tmp_path):
    dewi = UserFactory(full_name="Dewi Koordinator Contoh", roles=["coordinator"])
    MandateFactory(user=dewi, role="coordinator", place=place("35.09"))
    sri = FacilitatorFactory(user=UserFactory(full_name="Sri Contoh", roles=["facilitator"]))
    group = AssignmentFactory(facilitator=sri).group
    addresses = pages_of(changed_visit(Phone(sri.user), group), dewi)
    sign_in_at_once(page, live_server.url, dewi)

    for number, address in enumerate(addresses):
        page.goto(f"{live_server.url}{address}")
        page.screenshot(path=tmp_path / f"{number}.png", full_page=True)
        assert page.locator("h1").count() == 1
        assert_no_sideways_scrolling(page)
        assert_accessible(page)


def test_what_was_found_is_written_down_without_a_mouse(live_server, page):
    """Wrong first: nothing that was typed is lost."""
    dewi = UserFactory(roles=["coordinator"])
    MandateFactory(user=dewi, role="coordinator", place=place("35.09"))
    sri = FacilitatorFactory(user=UserFactory(roles=["facilitator"]))
    group = AssignmentFactory(facilitator=sri).group
    changed_visit(Phone(sri.user), group)
    draw_back_checks(place=place("35.09"), month=NOW.date(), drawn_by=dewi, now=NOW)
    check = BackCheck.objects.get()
    sign_in_at_once(page, live_server.url, dewi)

    page.goto(f"{live_server.url}{check.get_absolute_url()}")
    page.get_by_label("Siapa yang Anda tanya?").fill("Ketua kelompok")
    page.get_by_role("button", name="Simpan", exact=True).press("Enter")
    assert page.get_by_label("Siapa yang Anda tanya?").input_value() == "Ketua kelompok"
    for item in ("happened", "people", "length"):
        page.locator(f"input[name=agrees_{item}][value=yes]").check()
    page.get_by_role("button", name="Simpan", exact=True).press("Enter")

    page.get_by_text("Ketua kelompok").wait_for()
    assert BackCheck.objects.get().answers.filter(agrees=True).count() == 3
