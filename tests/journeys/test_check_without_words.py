"""A check is passed by somebody who reads no word: pictures, arrows and signs are enough."""

import pytest

from tests.browser import assert_no_sideways_scrolling
from tests.factories.curriculum import module, picture, picture_check, sound, step

HIDE_EVERY_TEXT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = "";
}"""


@pytest.fixture
def lesson(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    wet, dry = picture("Basah"), picture("Kering")
    check = picture_check(wet, dry, sound=sound())
    return module(cards=[step(picture=dry, alt="Kayu kering."), check]).get_lessons()[0]


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_check_is_passed_with_every_text_hidden(live_server, new_page, lesson, javascript):
    page = new_page(java_script_enabled=javascript)
    page.goto(f"{live_server.url}{lesson.url}")

    def act(selector):
        """Press what is seen; without its words."""
        if javascript:
            page.evaluate(HIDE_EVERY_TEXT)
            assert page.locator("main").inner_text().strip() == ""
        page.locator(f"{selector} >> visible=true").click()
        page.wait_for_load_state()

    act(".sheet-nav .button:not(.button-second)")
    assert page.locator(".answers-pictures img >> visible=true").count() == 2
    assert_no_sideways_scrolling(page)
    act(".answers-pictures li:nth-child(1) .answer")
    assert page.locator(".notice-warning svg.sign").is_visible()
    assert_no_sideways_scrolling(page)
    act(".button-again")
    act(".answers-pictures li:nth-child(2) .answer")
    assert page.locator(".notice-success svg.sign").is_visible()
    act(".verdict-nav .button")
    assert page.url.endswith("#akhir")
