"""Headless Chromium with a phone's screen, and what every page must keep to.

A test that asks for `page` (or makes more with `new_page`) fails when a page wrote an
error to the console, threw, or asked another host for anything.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
)

from launching.packages import install_line

PHONE = {"width": 360, "height": 740}
OWN_HOSTS = ("127.0.0.1", "localhost")
SERIOUS = ("serious", "critical")


@dataclass
class Guard:
    """What pages did that they must not; `allow` names an error a test provokes."""

    complaints: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, fragment: str) -> None:
        """Do not mind complaints that contain `fragment`, for example "404"."""
        self.allowed.append(fragment)

    def watch(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url} threw: {error}"))
        page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.location.get('url')} wrote: {message.text}")

    def _see(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in OWN_HOSTS:
            self.complaints.append(f"a page asked another host: {request.url}")

    def assert_clean(self) -> None:
        minded = [
            complaint
            for complaint in self.complaints
            if not any(fragment in complaint for fragment in self.allowed)
        ]
        assert minded == []


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, as root too, without what it does behind a person's back."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail(
            f"Chromium is missing: type `{install_line(['chromium'])}`, then test again.",
            pytrace=False,
        )
    return {
        "executable_path": program,
        "headless": True,
        "args": [
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-domain-reliability",
            "--disable-sync",
            "--no-first-run",
            "--no-pings",
            # A microphone that hums, and no question whether a page may use it.
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {
        "viewport": PHONE,
        "device_scale_factor": 2,
        "locale": "id-ID",
        "timezone_id": "Asia/Jakarta",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def guard() -> Iterator[Guard]:
    guard = Guard()
    yield guard
    guard.assert_clean()


@pytest.fixture
def new_page(
    browser: Browser, browser_context_args: dict[str, Any], guard: Guard
) -> Iterator[Callable[..., Page]]:
    """Make pages of people who know nothing of one another: one browser profile each."""
    contexts: list[BrowserContext] = []

    def make(**more: Any) -> Page:
        context = browser.new_context(**{**browser_context_args, **more})
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        guard.watch(page)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


_END_ANIMATIONS = """
document.getAnimations().forEach((animation) => {
  if (Number.isFinite(animation.effect.getComputedTiming().endTime)) animation.finish();
})
"""


def assert_accessible(page: Page, *, except_for: tuple[str, ...] = ()) -> None:
    """Run axe on the page as it stands: no serious or critical finding.

    except_for: ids of axe rules that do not count here; say why beside the call.
    """
    # A message that is still fading in has less contrast than it will have.
    page.evaluate(_END_ANIMATIONS)
    results = Axe().run(page).response
    findings = [
        f"{violation['id']} ({violation['impact']}): {node['html']}"
        for violation in results["violations"]
        if violation["impact"] in SERIOUS and violation["id"] not in except_for
        for node in violation["nodes"]
    ]
    assert findings == [], page.url


def sign_in_at_once(page: Page, site: str, user: Any) -> None:
    """Open a session of `user` without the sign-in page, for tests of what lies behind it.

    site: the address of a site that runs in this process, as `live_server.url`.
    """
    client = Client()
    client.force_login(user)
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "domain": urlsplit(site).hostname,
        "path": "/",
    }
    page.context.add_cookies([cookie])


def follow(page: Page, control: Locator) -> None:
    """Click what leads to another page, and wait until that page is there."""
    with page.expect_navigation(wait_until="load"):
        control.click()


def assert_no_sideways_scrolling(page: Page) -> None:
    """A phone's screen shows the whole width of the page."""
    too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} px wider than the screen"
