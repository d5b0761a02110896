"""A crafter's home on a phone: five pictures, each opens, and help that can be heard."""

import pytest

from tests.browser import (
    assert_accessible,
    assert_no_sideways_scrolling,
    follow,
    sign_in_at_once,
)
from tests.factories.asking import member
from tests.factories.curriculum import lesson_index
from tests.factories.registry import CrafterGroupFactory


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_picture_opens_and_every_page_helps_aloud(
    live_server, new_page, transactional_db, scheme
):
    lesson_index()
    phone = new_page(color_scheme=scheme)
    sign_in_at_once(phone, live_server.url, member(CrafterGroupFactory()))
    home = f"{live_server.url}/beranda/"
    phone.goto(home)
    tiles = phone.locator(".pictures a")
    assert tiles.count() == 5
    for box in (tile.bounding_box() for tile in tiles.all()):
        assert (box["width"] >= 150, box["height"] >= 150) == (True, True)
    for number in range(5):
        assert_accessible(phone)
        assert_no_sideways_scrolling(phone)
        heard = phone.locator("#bantuan audio")
        assert heard.is_visible()
        # Resolves once the sound begins, and fails when there is none to play.
        heard.evaluate("audio => { audio.muted = true; return audio.play(); }")
        phone.goto(home)
        follow(phone, tiles.nth(number))
