"""Who walks the path: setting the stage for them, and signing in as one of them."""

import subprocess
import sys
from collections.abc import Callable

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
    page.wait_for_url(f"{site.url}/beranda/")
    look_at(page)
    return page


def look_at(page: Page, *, except_for: tuple[str, ...] = ()) -> None:
    """Every page of the path is for everybody, and fits the screen of a phone."""
    assert_accessible(page, except_for=except_for)
    assert_no_sideways_scrolling(page)
