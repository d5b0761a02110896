"""On a phone: look for a lesson by a word, read it in another language, and go back."""

import pytest
from playwright.sync_api import expect

from curriculum.translations.services import offer_languages, translate_page
from tests.browser import (
    assert_accessible,
    assert_no_sideways_scrolling,
    follow,
    sign_in_at_once,
)
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module, step

WORDS = {
    "Membuat manik-manik": "Nggawe manik-manik",
    "Dari kayu sampai tasbih.": "Saka kayu nganti tasbih.",
    "Belajar 1": "Sinau 1",
    "Pilih kayu yang kering.": "Pilihen kayu sing garing.",
}


@pytest.fixture
def beads(settings, tmp_path, transactional_db):
    settings.MEDIA_ROOT = tmp_path
    offer_languages(codes=["id", "jv"])
    beads = module(cards=[step("Pilih kayu yang kering."), step("Haluskan kayu.")])
    translate_page(page=beads, language="jv", words=WORDS, publish=False)
    translate_page(page=beads.get_lessons()[0], language="jv", words=WORDS)
    translate_page(page=beads, language="jv", words=WORDS)
    return beads


def assert_good_on_a_phone(page):
    assert_accessible(page)
    assert_no_sideways_scrolling(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_lesson_is_found_and_read_in_another_language(live_server, new_page, beads, javascript):
    page = new_page(java_script_enabled=javascript)
    page.goto(f"{live_server.url}/pelajaran/")

    page.get_by_label("Mau belajar apa?").fill("haluskn")
    follow(page, page.get_by_role("button", name="Cari"))
    expect(page.get_by_role("status")).to_contain_text("haluskn")
    page.get_by_label("Mau belajar apa?").fill("halus kay")
    follow(page, page.get_by_role("button", name="Cari"))
    if javascript:
        assert_good_on_a_phone(page)
    follow(page, page.get_by_role("link", name="Belajar 1"))
    expect(page.locator(".sheet-text >> visible=true")).to_have_text("Pilih kayu yang kering.")

    follow(page, page.get_by_role("link", name="Basa Jawa"))
    expect(page.locator(".sheet-text >> visible=true")).to_have_text("Pilihen kayu sing garing.")
    page.get_by_role("link", name="Lanjut").locator("visible=true").click()
    expect(page.locator(".sheet-text >> visible=true")).to_have_attribute("lang", "id")
    expect(page.get_by_text("Bagian ini belum diterjemahkan.")).to_be_visible()
    if javascript:
        assert_good_on_a_phone(page)

    follow(page, page.get_by_role("link", name="Nggawe manik-manik").first)
    if javascript:
        assert_good_on_a_phone(page)
    follow(page, page.get_by_role("link", name="Bahasa Indonesia"))
    expect(page.get_by_role("heading", name="Membuat manik-manik", level=1)).to_be_visible()


def test_the_report_of_what_is_behind_can_be_read_by_everybody(live_server, page, beads):
    sign_in_at_once(page, live_server.url, UserFactory(roles=["translator"]))

    page.goto(f"{live_server.url}/admin/reports/translations/lessons/")

    expect(page.get_by_role("cell", name="Basa Jawa")).to_be_visible()
    assert_accessible(page)
