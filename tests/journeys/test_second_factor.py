"""A manager sets up her phone on a phone: from the password to her desk."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.browser import assert_accessible, assert_no_sideways_scrolling
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.browser


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_from_the_password_to_the_desk_with_a_code_from_the_phone(live_server, page):
    rini = UserFactory(username="rini", roles=["programme_manager"])
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/masuk/")
    page.fill("[name=username]", rini.username)
    page.fill("[name=password]", "rahasia-contoh")
    page.click("main form button")
    assert_accessible(page)

    secret = page.inner_text(".letters").replace(" ", "")
    page.fill("[name=code]", code_of(secret))
    page.click("main form button")
    assert page.locator(".spare-codes li").count() == 10
    assert_accessible(page)
    page.click("main form button")

    page.wait_for_url("**/beranda/")
    for address in ("/akun/dua-langkah/", "/akun/perangkat/", "/privasi/", "/privasi/kebocoran/"):
        page.goto(f"{live_server.url}{address}")
        assert_accessible(page)
        assert_no_sideways_scrolling(page)
