"""A card's sound is recorded in the editor: a real Chromium, a made-up microphone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, expect

from curriculum.models import Sound
from curriculum.pages.models import LessonPage
from tests.browser import assert_accessible, assert_no_sideways_scrolling, sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module, picture, sound, step


@pytest.fixture
def lesson(transactional_db):
    parent = module(
        cards=[
            step("Pilih kayu yang kering.", picture=picture(), alt="Kayu.", sound=sound("Mesin")),
            step("Potong kayu pelan-pelan.", picture=picture(), alt="Gergaji."),
        ]
    )
    return parent.get_lessons()[0]


@pytest.fixture
def editor(live_server, page, lesson):
    sign_in_at_once(page, live_server.url, UserFactory(is_superuser=True))
    page.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    page.locator("sound-recorder").first.wait_for()
    return page


def recorder(page, number):
    return page.locator("sound-recorder").nth(number)


def record(part, seconds=2, start=Locator.click):
    start(part.get_by_role("button", name="Rekam suara"))
    expect(part.get_by_role("status")).to_contain_text("Sedang merekam")
    part.page.wait_for_timeout(1000 * seconds)
    part.get_by_role("button", name="Berhenti").click()
    expect(part.get_by_role("status")).to_contain_text("Sudah terekam")


def test_one_click_records_one_stops_and_one_puts_it_in_the_machines_place(editor, lesson):
    part = recorder(editor, 0)
    assert (
        editor.locator("#body-0-value-sound-chooser [data-chooser-title]").inner_text()
        == "Mesin (suara mesin)"
    )

    record(part)
    assert part.locator("audio").evaluate("player => player.src.startsWith('blob:')")
    assert_no_sideways_scrolling(editor)
    part.get_by_role("button", name="Pakai rekaman ini").click()

    expect(part.get_by_role("status")).to_have_text(
        "Tersimpan dan terpilih: “Pilih kayu yang kering.”"
    )
    kept = Sound.objects.get(title="Pilih kayu yang kering.")
    assert (kept.is_machine_voice, kept.file.name[-5:]) == (False, ".opus")
    assert 1 <= kept.seconds <= 5
    assert kept.size < 3_600 * kept.seconds
    expect(editor.locator("#body-0-value-sound-chooser [data-chooser-title]")).to_have_text(
        kept.title
    )
    assert editor.locator("[name=body-0-value-sound]").input_value() == str(kept.pk)


def test_a_card_without_a_sound_and_a_new_card_get_theirs_by_keyboard(editor, lesson):
    part = recorder(editor, 1)
    start = part.get_by_role("button", name="Rekam suara")
    start.focus()
    editor.keyboard.press("Enter")
    expect(part.get_by_role("status")).to_contain_text("Sedang merekam")
    editor.wait_for_timeout(1500)
    editor.keyboard.press("Enter")
    expect(part.get_by_role("status")).to_contain_text("Sudah terekam")
    editor.keyboard.press("Enter")

    expect(part.get_by_role("status")).to_contain_text("Tersimpan dan terpilih")
    expect(start).to_be_focused()
    kept = Sound.objects.get(title="Potong kayu pelan-pelan.")
    assert editor.locator("[name=body-1-value-sound]").input_value() == str(kept.pk)


def test_the_lesson_that_is_saved_has_the_persons_voice(editor, lesson):
    part = recorder(editor, 0)
    record(part, 1.5)
    part.get_by_role("button", name="Pakai rekaman ini").click()
    expect(part.get_by_role("status")).to_contain_text("Tersimpan")
    editor.get_by_role("button", name="Simpan konsep").click()
    editor.locator(".messages .success").wait_for()

    draft = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    assert draft.body[0].value["sound"].is_machine_voice is False


def test_without_a_connection_the_recording_stays_and_is_sent_again(editor, guard):
    guard.allow("ERR_INTERNET_DISCONNECTED")
    part = recorder(editor, 0)
    record(part, 1.5)
    editor.context.set_offline(True)
    part.get_by_role("button", name="Pakai rekaman ini").click()
    expect(part.get_by_role("status")).to_contain_text("Tidak ada sambungan")
    expect(part.get_by_role("link", name="Simpan sebagai berkas")).to_have_attribute(
        "download", re.compile(r"Pilih kayu yang kering\.\.(webm|ogg)")
    )
    assert not Sound.objects.filter(is_machine_voice=False).exists()

    editor.context.set_offline(False)
    part.get_by_role("button", name="Kirim lagi").click()

    expect(part.get_by_role("status")).to_contain_text("Tersimpan dan terpilih")
    assert Sound.objects.filter(is_machine_voice=False).count() == 1


def test_a_recording_that_is_thrown_away_leaves_the_old_sound(editor):
    part = recorder(editor, 0)
    record(part, 1.5)

    part.get_by_role("button", name="Buang").click()

    expect(part.get_by_role("status")).to_contain_text("Rekaman dibuang")
    expect(editor.locator("#body-0-value-sound-chooser [data-chooser-title]")).to_have_text(
        "Mesin (suara mesin)"
    )
    assert Sound.objects.count() == 1


def test_a_recording_stops_by_itself_when_it_is_too_long(editor):
    part = recorder(editor, 0)
    part.evaluate("element => { element.limit = 2 }")

    part.get_by_role("button", name="Rekam suara").click()

    expect(part.get_by_role("status")).to_contain_text("berhenti setelah 2 detik", timeout=10_000)
    expect(part.get_by_role("button", name="Pakai rekaman ini")).to_be_visible()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("NotAllowedError", "belum boleh memakai mikrofon"),
        ("NotFoundError", "Mikrofon tidak ditemukan"),
        ("NotReadableError", "dipakai program lain"),
    ],
)
def test_why_it_cannot_record_is_said_in_plain_words(editor, error, sentence):
    editor.evaluate(
        "name => { navigator.mediaDevices.getUserMedia = () =>"
        " Promise.reject(new DOMException('', name)) }",
        error,
    )
    part = recorder(editor, 0)

    part.get_by_role("button", name="Rekam suara").click()

    expect(part.get_by_role("status")).to_contain_text(sentence)
    expect(part.get_by_role("button", name="Rekam suara")).to_be_visible()


def test_who_may_not_add_sounds_hears_so_before_she_speaks(editor, guard):
    guard.allow("status of 403")
    editor.route(
        "**/record/",
        lambda route: route.fulfill(
            status=403, content_type="application/json", body='{"sentence": "Anda tidak boleh."}'
        ),
    )
    part = recorder(editor, 0)

    part.get_by_role("button", name="Rekam suara").click()

    expect(part.get_by_role("status")).to_have_text("Anda tidak boleh.")


def test_the_recorder_can_be_used_by_everybody(editor):
    part = recorder(editor, 0)
    record(part, 1.2)

    part.evaluate("element => element.scrollIntoView({block: 'center'})")
    assert_accessible(editor)


def test_a_modules_title_gets_its_voice_too(live_server, page, lesson):
    sign_in_at_once(page, live_server.url, UserFactory(is_superuser=True))
    parent = lesson.get_parent()
    page.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[parent.pk]))
    part = page.locator("sound-recorder")

    record(part, 1.2)
    part.get_by_role("button", name="Pakai rekaman ini").click()

    expect(part.get_by_role("status")).to_contain_text("Membuat manik-manik")
    kept = Sound.objects.get(title="Membuat manik-manik")
    assert page.locator("[name=title_sound]").input_value() == str(kept.pk)


def test_a_card_that_is_new_on_the_page_can_be_spoken_at_once(editor):
    before = editor.locator("sound-recorder").count()
    editor.locator(".c-sf-add-button").last.click()
    editor.get_by_role("option", name="Kerja aman").click()
    part = recorder(editor, before)
    editor.locator(f"[name=body-{before}-value-text]").fill("Pakai masker.")

    # By key: the box above may still be growing with its text and push the button away between
    # the two halves of a click.
    record(part, 1.2, start=lambda button: button.press("Enter"))
    part.get_by_role("button", name="Pakai rekaman ini").click()

    expect(part.get_by_role("status")).to_contain_text("“Pakai masker.”")
