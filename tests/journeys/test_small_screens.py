"""Reading on the narrowest screens, with the largest letters, and without anything that jumps."""

import pytest
from playwright.sync_api import Page

from tests.browser import assert_accessible, assert_no_sideways_scrolling
from tests.curriculum.test_cards import all_cards
from tests.factories.curriculum import module

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESSES = ["/pelajaran/", "/pelajaran/m01/", "/pelajaran/m01/belajar-1/", "/pelajaran/hp/"]
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(autouse=True)
def lessons(settings, tmp_path, transactional_db):
    settings.MEDIA_ROOT = tmp_path
    return module(lessons=2, cards=all_cards())


def sheets(page: Page) -> list[str]:
    """The marks of all sheets of a lesson, or the page itself."""
    marks = page.eval_on_selector_all(".sheet", "found => found.map((each) => each.id)")
    return [f"#{mark}" for mark in marks] or [""]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_fits_320_px(live_server, new_page, address):
    page = new_page(viewport={"width": 320, "height": 568})
    page.goto(f"{live_server.url}{address}")

    for mark in sheets(page):
        page.goto(f"{live_server.url}{address}{mark}")
        assert_no_sideways_scrolling(page)
    assert_accessible(page)


@pytest.mark.parametrize("address", ADDRESSES)
def test_letters_of_twice_the_size_stay_on_the_screen(live_server, new_page, address):
    page = new_page()
    page.goto(f"{live_server.url}{address}")

    for mark in sheets(page):
        page.goto(f"{live_server.url}{address}{mark}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert_no_sideways_scrolling(page)
        cut = page.eval_on_selector_all(
            "main :is(a, button, p, h1, h2, label)",
            """found => found.filter((each) => each.checkVisibility()
                 && each.scrollWidth > each.clientWidth + 1
                 && getComputedStyle(each).overflow !== 'visible')
               .map((each) => each.outerHTML.slice(0, 80))""",
        )
        assert cut == []


@pytest.mark.parametrize("address", ADDRESSES[:3])
def test_nothing_jumps_while_a_page_loads(live_server, new_page, address):
    page = new_page()
    page.add_init_script(SHIFTS)
    page.goto(f"{live_server.url}{address}", wait_until="networkidle")
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(300)

    assert sum(page.evaluate("window.shifts")) < 0.02
