"""The office's choosers and their fields have names that are read aloud."""

from tests.browser import assert_accessible, sign_in_at_once
from tests.factories.accounts import UserFactory


def test_an_open_chooser_says_what_it_is(live_server, page):
    sign_in_at_once(page, live_server.url, UserFactory(is_superuser=True))
    page.goto(f"{live_server.url}/admin/settings/home/organisation/")

    page.locator("[data-chooser-action-choose]:visible").first.click()
    title = page.locator(".modal-body h1")
    title.wait_for()

    assert page.get_by_role("dialog", name=title.inner_text(), exact=True).count() == 1
    assert_accessible(page)

    page.get_by_role("tab", name="Unggah").click()
    page.get_by_role("textbox", name="Penanda").wait_for()
    assert_accessible(page)
