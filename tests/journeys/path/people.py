"""Who walks the path: setting the stage for them, and signing in as one of them."""

import subprocess
import sys
import time
from collections.abc import Callable

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page

from launching import places
from tests.browser import assert_accessible, assert_no_sideways_scrolling, follow
from tests.live import LiveSite

NewPage = Callable[..., Page]

# Of people who live as long as one test.
PASSWORD = "manik-dan-benang"


def stage(site: LiveSite, verb: str) -> None:
    """Run a verb of `tests.journeys.path.stage` in the site's environment."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.journeys.path.stage", verb],
        cwd=places.CHECKOUT,
        env=site.environment,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr


def sign_in(new_page: NewPage, site: LiveSite, username: str) -> Page:
    """A phone of its own on which `username` is signed in, at her desk."""
    page = new_page()
    page.goto(f"{site.url}/masuk/")
    page.get_by_label("Nama akun").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    follow(page, page.locator("main form button"))
    if "/masuk/dua-langkah/" in page.url:
        _set_up_phone(page, username)
    elif "/masuk/kode/" in page.url:
        look_at(page)
        page.locator("main [name=code]").fill(_spare_codes[username].pop())
        follow(page, page.locator("main form button").first)
    page.wait_for_url(f"{site.url}/beranda/")
    look_at(page)
    return page


# By username; of the stage's people, each journey writes them down anew.
_spare_codes: dict[str, list[str]] = {}


def _set_up_phone(page: Page, username: str) -> None:
    """Heads and managers set up a phone the first time; later they open with a spare code.

    A code of the phone opens once, and the next one is half a minute away.
    """
    look_at(page)
    secret = page.inner_text(".letters").replace(" ", "")
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    page.locator("main [name=code]").fill(code)
    follow(page, page.locator("main form button"))
    look_at(page)
    _spare_codes[username] = page.locator(".spare-codes li").all_inner_texts()
    follow(page, page.locator("main form button"))


def look_at(page: Page, *, except_for: tuple[str, ...] = ()) -> None:
    """Every page of the path is for everybody, and fits the screen of a phone."""
    assert_accessible(page, except_for=except_for)
    assert_no_sideways_scrolling(page)
