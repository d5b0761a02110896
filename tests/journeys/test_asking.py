"""A member asks, her facilitator answers, on phones of 360 px; with and without scripts."""

import pytest
from playwright.sync_api import expect

from mentoring.assignments.models import Answer, Question
from tests.browser import (
    assert_accessible,
    assert_no_sideways_scrolling,
    follow,
    sign_in_at_once,
)
from tests.factories.accounts import UserFactory
from tests.factories.asking import member, recording
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import CrafterGroupFactory

ASK = "/pendampingan/tanya/"


@pytest.fixture
def village(transactional_db):
    """(a member, her facilitator)"""
    group = CrafterGroupFactory(name="Ronce Melati")
    sri = UserFactory(full_name="Sri Pendamping Contoh", roles=["facilitator"])
    AssignmentFactory(facilitator=FacilitatorFactory(user=sri), group=group)
    return member(group, full_name="Ruminah Contoh"), sri


def looked_at(page):
    assert_accessible(page)
    assert_no_sideways_scrolling(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_question_goes_there_and_its_answer_comes_back(
    live_server, new_page, village, javascript
):
    asker, sri = village
    phone, other = (new_page(java_script_enabled=javascript) for _phone in range(2))
    sign_in_at_once(phone, live_server.url, asker)
    sign_in_at_once(other, live_server.url, sri)
    phone.goto(live_server.url + ASK)
    if javascript:
        looked_at(phone)
    phone.get_by_label("Dengan tulisan").fill("Kapan pelatihan mulai?")
    phone.locator("input[type=file]").set_input_files(
        {"name": "suara.ogg", "mimeType": "audio/ogg", "buffer": recording().read()}
    )
    follow(phone, phone.get_by_role("button", name="Kirim"))
    assert phone.get_by_text("Pertanyaan Anda sudah terkirim.").is_visible()

    other.goto(live_server.url + "/beranda/")
    follow(other, other.get_by_role("link", name="Pertanyaan dari kelompok Anda"))
    if javascript:
        looked_at(other)
    follow(other, other.get_by_role("link", name="Ruminah Contoh"))
    if javascript:
        looked_at(other)
    assert other.locator("audio").is_visible()
    other.get_by_label("Dengan tulisan").fill("Hari Senin pagi.")
    follow(other, other.get_by_role("button", name="Kirim"))

    phone.goto(live_server.url + "/beranda/")
    follow(phone, phone.get_by_role("link", name="Ada jawaban untuk Anda"))
    assert phone.get_by_text("Hari Senin pagi.").is_visible()
    if javascript:
        looked_at(phone)
    assert Answer.objects.get().read_at is not None


def test_a_question_is_recorded_on_the_page(live_server, new_page, village):
    phone = new_page(permissions=["microphone"])
    sign_in_at_once(phone, live_server.url, village[0])
    phone.goto(live_server.url + ASK)

    phone.get_by_role("button", name="Rekam suara").click()
    phone.wait_for_timeout(700)
    phone.get_by_role("button", name="Berhenti").click()
    expect(phone.get_by_text("Suara Anda siap dikirim.")).to_be_visible()
    looked_at(phone)
    follow(phone, phone.get_by_role("button", name="Kirim"))

    question = Question.objects.get()
    assert question.voice_type in ("audio/webm", "audio/ogg", "audio/mp4")
    assert question.voice.size > 500
