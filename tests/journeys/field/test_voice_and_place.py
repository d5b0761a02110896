"""What the phone hears and where it is: a spoken note, a position with its accuracy."""

import pytest
from playwright.sync_api import expect

from mentoring.sessions.models import MentoringSession, VoiceNote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_spoken_note_arrives_as_it_was_spoken(phone, group):
    page = phone.page
    phone.go_offline()
    phone.log_visit(group)
    phone.everybody()
    phone.open_notes()
    page.get_by_role("button", name="Rekam suara saja").click()
    # The browser's own microphone hums for so long.
    page.wait_for_timeout(1_500)
    page.get_by_role("button", name="Berhenti").click()
    expect(page.locator("[data-voices] li")).to_have_count(1)
    phone.keep()
    phone.go_online()
    phone.has_sent_everything()

    phone.wait_until(
        lambda: VoiceNote.objects.exclude(recording="").exists(), "the recording is there"
    )
    voice = VoiceNote.objects.get()
    assert voice.session == MentoringSession.objects.get()
    assert voice.seconds >= 1
    assert voice.media_type == "audio/webm"
    with voice.recording.open() as recording:
        # EBML, the head of every WebM file.
        assert recording.read(4) == bytes.fromhex("1a45dfa3")


def test_a_phone_that_may_not_listen_says_so(make_phone, sri, group):
    phone = make_phone()
    phone.page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('denied'));"
    )
    phone.enrol(sri.user)
    phone.begin()
    phone.log_visit(group)
    phone.open_notes()
    phone.page.get_by_role("button", name="Rekam suara saja").click()

    expect(phone.said).to_contain_text("mikrofon")


def test_a_place_is_noted_with_how_right_it_is(make_phone, sri, group):
    where = {"latitude": -8.258312, "longitude": 113.451234, "accuracy": 18.4}
    phone = make_phone(geolocation=where, permissions=["geolocation"])
    phone.enrol(sri.user)
    phone.begin()
    phone.go_offline()
    phone.log_visit(group)
    phone.everybody()
    phone.page.locator("summary", has_text="Lainnya").click()
    phone.page.get_by_role("button", name="Catat tempat ini").click()
    expect(phone.said).to_contain_text("18 meter")
    phone.keep()
    phone.go_online()
    phone.has_sent_everything()

    session = MentoringSession.objects.get()
    assert (float(session.latitude), float(session.longitude)) == (-8.25831, 113.45123)
    assert session.accuracy_metres == 18


def test_a_phone_that_does_not_know_where_it_is_says_so_and_saves(make_phone, sri, group):
    phone = make_phone(permissions=[])
    phone.enrol(sri.user)
    phone.begin()
    phone.log_visit(group)
    phone.everybody()
    phone.page.locator("summary", has_text="Lainnya").click()
    phone.page.get_by_role("button", name="Catat tempat ini").click()
    expect(phone.said).to_contain_text("tetap dihitung")
    phone.keep()

    phone.has_sent_everything()
    assert MentoringSession.objects.get().latitude is None
