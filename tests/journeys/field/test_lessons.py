"""Lessons that a facilitator takes along and reads without signal."""

import pytest
from playwright.sync_api import expect

from curriculum.services import replace_cards
from tests.browser import assert_accessible, assert_no_sideways_scrolling
from tests.factories.curriculum import module, step
from tests.journeys.field.phones import HOME

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lesson(group, settings, tmp_path):
    """Before the phone takes its groups along."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return module(title="Membuat manik-manik", cards=[step("Pilih kayu yang kering.")])


def lessons(phone):
    phone.page.goto(f"{phone.site}{HOME}#/pelajaran")
    expect(phone.page.get_by_role("heading", name="Pelajaran", exact=True)).to_be_visible()
    return phone.page.locator("[data-lessons] > li")


def keep_all(phone):
    phone.page.get_by_role("button", name="Simpan semua di HP").click()
    expect(phone.page.locator("[data-text=line]")).to_contain_text("1 dari 1 sudah ada di HP")


def test_lessons_are_kept_with_one_tap_and_open_without_signal(lesson, phone):
    page = phone.page
    page.get_by_role("link", name="Pelajaran").click()
    expect(page.locator("[data-lessons] .badge")).to_have_text("perlu sinyal")
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
    keep_all(phone)
    expect(page.locator("[data-lessons] .badge")).to_have_text("ada di HP")

    phone.go_offline()
    page.locator("[data-lessons] a").click()
    expect(page.get_by_role("heading", name="Membuat manik-manik")).to_be_visible()
    page.get_by_role("link", name="Belajar 1").first.click()
    expect(page.locator("main")).to_contain_text("Pilih kayu yang kering.")

    page.goto(f"{phone.site}{HOME}#/pelajaran")
    phone.unlock()
    expect(page.locator("[data-lessons] .badge")).to_have_text("ada di HP")


def test_a_newer_lesson_is_offered_and_what_is_here_stays_until_then(lesson, phone):
    lessons(phone)
    keep_all(phone)
    replace_cards(lesson=lesson.get_lessons()[0], cards=[step("Pilih kayu yang ringan.")])
    phone.page.goto(f"{phone.site}{HOME}#/")
    with phone.page.expect_response("**/contents/field.lessons/**"):
        phone.send_now()
    lessons(phone)
    phone.page.get_by_role("button", name="Simpan semua di HP").click()
    expect(phone.page.get_by_role("button", name="Simpan semua di HP")).to_be_hidden()

    phone.go_offline()
    phone.page.goto(f"{phone.site}/pelajaran/m01/belajar-1/")
    expect(phone.page.locator("main")).to_contain_text("Pilih kayu yang ringan.")


def test_without_signal_nothing_new_is_kept_and_the_phone_says_so(lesson, phone):
    phone.go_offline()
    lessons(phone)
    phone.page.get_by_role("button", name="Simpan semua di HP").click()

    expect(phone.said).to_contain_text("Tidak ada sinyal")
    expect(phone.page.locator("[data-lessons] .badge")).to_have_text("perlu sinyal")


def test_a_phone_without_lessons_says_so(phone):
    expect(lessons(phone)).to_have_count(0)
    expect(phone.page.locator("[data-page]")).to_contain_text("Belum ada pelajaran")
