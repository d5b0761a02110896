"""A phone whose storage is full, or that lets the app keep nothing."""

import pytest
from playwright.sync_api import expect

from mentoring.sessions.models import MentoringSession
from tests.patience import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NO_DATABASE = "indexedDB.open = () => { throw new DOMException('denied', 'SecurityError'); };"
NOT_SECURE = "Object.defineProperty(crypto, 'subtle', { value: undefined });"


def set_room(phone, size):
    """size: bytes the browser gives this site; None for as much as there is."""
    session = phone.page.context.new_cdp_session(phone.page)
    more = {} if size is None else {"quotaSize": size}
    session.send("Storage.overrideQuotaForOrigin", {"origin": phone.site, **more})


def tap_says(phone, person, words):
    phone.tap(phone.name(person))
    return words in phone.said.inner_text()


def test_a_full_phone_says_so_and_loses_nothing_that_was_saved(phone, group, members):
    phone.go_offline()
    phone.visit(group)
    phone.log_visit(group)
    phone.everybody()
    set_room(phone, 1)
    # The browser looks anew only after some seconds how much room is left.
    wait_until(lambda: tap_says(phone, members[0], "HP penuh"), "the phone says that it is full")

    set_room(phone, None)
    phone.die_and_reopen()
    phone.unlock()
    phone.has_unsent(1)
    phone.go_online()
    phone.has_sent_everything()
    assert MentoringSession.objects.count() == 1


def test_a_browser_that_keeps_nothing_is_told_in_words(make_phone):
    phone = make_phone()
    phone.page.add_init_script(NO_DATABASE)
    phone.page.goto(f"{phone.site}/lapangan/")

    expect(phone.page.get_by_role("alert")).to_contain_text(
        "tidak mengizinkan aplikasi ini menyimpan"
    )


def test_an_unsafe_connection_says_what_it_cannot_do(make_phone):
    phone = make_phone()
    phone.page.add_init_script(NOT_SECURE)
    phone.page.goto(f"{phone.site}/lapangan/mulai/#a-code-of-somebody")

    expect(phone.page.get_by_role("heading", name="Sambungan ini tidak aman")).to_be_visible()
    expect(phone.page.locator("[data-page]")).to_contain_text("https://")


def test_a_phone_that_was_never_set_up_says_what_to_do(make_phone):
    phone = make_phone()
    phone.page.goto(f"{phone.site}/lapangan/")

    expect(phone.page.get_by_role("heading", name="HP ini belum disiapkan")).to_be_visible()


def test_a_code_that_was_used_is_refused_in_words(make_phone, sri, group, guard):
    guard.allow("400 (Bad Request)")
    phone = make_phone()
    phone.page.goto(f"{phone.site}/lapangan/mulai/#a-code-of-somebody")
    phone.page.get_by_label("Pilih PIN").fill("137946")
    phone.page.get_by_label("PIN yang sama sekali lagi").fill("137946")
    phone.page.get_by_role("button", name="Lanjut").click()

    expect(phone.said).to_contain_text("koordinator")
    expect(phone.page.get_by_label("Pilih PIN")).to_have_value("137946")
