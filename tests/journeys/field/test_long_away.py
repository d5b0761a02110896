"""Days without signal, cut connections, and a browser that threw everything away."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from playwright.sync_api import expect

from mentoring.field.models import Upload, UploadState
from tests.browser import assert_accessible
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import CrafterGroupFactory
from tests.journeys.field.phones import HOME, PIN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def in_days(phone, days):
    phone.page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=days))


def test_a_week_without_signal_warns_and_everything_still_opens(phone, group, members):
    phone.go_offline()
    in_days(phone, 6)
    phone.page.reload()
    phone.unlock()
    phone.is_home()
    expect(phone.status).to_contain_text("6 hari")
    expect(phone.page.locator("[data-warnings]")).not_to_contain_text("Segera cari sinyal")

    in_days(phone, 8)
    phone.page.reload()
    phone.unlock()
    phone.is_home()

    expect(phone.page.locator("[data-warnings]")).to_contain_text("8 hari yang lalu")
    expect(phone.page.locator("[data-warnings]")).to_contain_text("Segera cari sinyal")
    expect(phone.status).to_have_attribute("data-kind", "old")
    assert_accessible(phone.page)
    phone.log_visit(group)
    expect(phone.names).to_have_count(len(members))


def test_a_browser_that_threw_everything_away_says_so_and_pulls_again(phone, sri, group):
    session = phone.page.context.new_cdp_session(phone.page)
    session.send("Storage.clearDataForOrigin", {"origin": phone.site, "storageTypes": "indexeddb"})
    phone.page.reload()
    expect(phone.page.get_by_role("heading", name="HP ini belum disiapkan")).to_be_visible()
    expect(phone.page.locator("[data-page]")).to_contain_text("datanya")

    phone.enrol(sri.user)
    phone.begin()

    expect(phone.page.locator("[data-groups] li")).to_contain_text(group.name)


def test_a_first_pull_that_was_cut_goes_on_where_it_was(make_phone, sri, group, guard):
    guard.allow("ERR_FAILED")
    for number in range(4):
        other = CrafterGroupFactory(name=f"Kelompok {number} Rekaan", sentra=group.sentra)
        AssignmentFactory(facilitator=sri, group=other)
    phone, fetched = make_phone(), []

    def cut_after_six(route):
        fetched.append(route.request.url)
        if len(fetched) > 6:
            route.abort()
        else:
            route.continue_()

    page = phone.page
    page.context.route("**/api/v1/contents/*/*/", cut_after_six)
    page.goto(f"{phone.site}/lapangan/mulai/#{phone.invite(sri.user)}")
    phone.set_up()
    expect(page.locator("[data-line]")).to_contain_text("Tidak ada sinyal")
    had = set(fetched[:6])
    page.context.unroute("**/api/v1/contents/*/*/")
    again = []
    page.on("request", lambda asked: again.append(asked.url) if "/contents/s" in asked.url else 0)
    page.get_by_role("button", name="Lanjut").click()

    expect(page.get_by_role("heading", name="HP sudah siap")).to_be_visible()
    assert again and not had & set(again)
    phone.begin()
    expect(page.locator("[data-groups] li")).to_have_count(5)


def noise() -> bytes:
    """A picture that hardly gets smaller: several pieces on their way."""
    file = io.BytesIO()
    Image.effect_noise((1500, 1100), 90).convert("RGB").save(file, "JPEG", quality=90)
    return file.getvalue()


def test_a_photo_that_was_cut_goes_on_where_it_was(phone, group, guard):
    guard.allow("ERR_FAILED")
    page, offsets = phone.page, []

    def cut_the_second(route):
        offsets.append(int(route.request.headers["upload-offset"]))
        if len(offsets) == 2:
            route.abort()
        else:
            route.continue_()

    phone.go_offline()
    phone.log_visit(group)
    phone.everybody()
    phone.open_notes()
    file = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": noise()}
    page.locator("[name=photo]").set_input_files([file])
    expect(page.locator("[data-photos] img")).to_have_count(1)
    phone.keep()
    page.context.route("**/api/v1/uploads/*/", cut_the_second)
    phone.go_online()
    expect(phone.status).to_contain_text("1 foto atau suara belum terkirim")
    phone.wait_until(lambda: len(offsets) >= 2, "the second piece was cut")
    phone.outbox()
    phone.send_now()

    phone.has_sent_everything()
    # The cut piece is sent again, the one before it is not.
    assert offsets[:3] == [0, offsets[1], offsets[1]]
    assert offsets[1] > 0
    assert Upload.objects.get().state == UploadState.FINISHED


def test_the_app_speaks_the_language_of_its_owner(make_phone, sri, group):
    sri.user.preferred_language = "en"
    sri.user.save()
    phone = make_phone()
    phone.enrol(sri.user)
    page = phone.page
    page.wait_for_function("document.cookie.includes('=en')")
    page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.update())")

    def is_english():
        page.reload()
        return page.locator("html").get_attribute("lang") == "en"

    phone.wait_until(is_english, "the worker has fetched the app in English")
    phone.go_offline()
    page.reload()
    page.get_by_label("Your PIN", exact=True).fill("137946")
    page.locator("[data-groups] a.row", has_text=group.name).click()
    page.get_by_role("link", name="Log a visit").click()
    page.get_by_role("button", name="Everybody present").click()
    expect(page.locator("[data-names] .mark").first).to_have_text("present")


def test_the_language_of_the_app_is_chosen_on_the_phone(phone, group):
    page = phone.page
    page.goto(f"{phone.site}{HOME}#/hp")
    expect(page.get_by_role("button", name="Bahasa Indonesia")).to_be_disabled()

    page.get_by_role("button", name="English").click()
    page.get_by_label("Your PIN", exact=True).fill(PIN)

    expect(page.get_by_role("heading", name="This phone", exact=True)).to_be_visible()
    phone.go_offline()
    page.reload()
    expect(page.get_by_label("Your PIN", exact=True)).to_be_visible()
