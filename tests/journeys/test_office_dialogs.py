"""The office's choosers and their fields have names that are read aloud."""

from urllib.parse import urlsplit

from django.test import Client

from tests.browser import assert_accessible
from tests.factories.accounts import UserFactory


def test_an_open_chooser_says_what_it_is(live_server, page):
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    page.context.add_cookies(
        [
            {
                "name": "sessionid",
                "value": client.cookies["sessionid"].value,
                "domain": urlsplit(live_server.url).hostname,
                "path": "/",
            }
        ]
    )
    page.goto(f"{live_server.url}/admin/settings/home/organisation/")

    page.locator("[data-chooser-action-choose]:visible").first.click()
    title = page.locator(".modal-body h1")
    title.wait_for()

    assert page.get_by_role("dialog", name=title.inner_text(), exact=True).count() == 1
    assert_accessible(page)

    page.get_by_role("tab", name="Unggah").click()
    page.get_by_role("textbox", name="Penanda").wait_for()
    assert_accessible(page)
