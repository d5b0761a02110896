"""A group's round answered on the web by whoever uses no mouse and no finger."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mentoring.incubation.models import Round
from tests.browser import assert_accessible, sign_in_at_once
from tests.factories.incubation import BASELINE, CycleEnrolmentFactory, facilitator_of, levels

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WANTED = levels(BASELINE)


def tab_to(page, control):
    for _each in range(60):
        page.keyboard.press("Tab")
        if control.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"the Tab key never comes to {control}")


def press(page, button):
    """Go to a button that leads on, and press Enter."""
    tab_to(page, button)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


def answer(page, card):
    """Choose the level of one question with the arrow keys, and write what shows it."""
    level = WANTED[card.locator("legend .muted").inner_text()]
    rows = card.locator(".levels input[type=radio]")
    tab_to(page, rows.first)
    page.keyboard.press("Space")
    for _each in range(level):
        page.keyboard.press("ArrowDown")
    expect(rows.nth(level)).to_be_checked()
    note = card.locator("textarea")
    tab_to(page, note)
    page.keyboard.type("Dilihat bersama.")
    expect(note).to_have_value("Dilihat bersama.")


def test_a_baseline_is_begun_answered_and_submitted_by_keyboard(live_server, new_page):
    enrolment = CycleEnrolmentFactory()
    sri = facilitator_of(enrolment.group)
    page = new_page()
    sign_in_at_once(page, live_server.url, sri)
    begin = reverse("mentoring_incubation:start_round", args=[enrolment.pk, "baseline"])
    page.goto(live_server.url + begin)

    press(page, page.locator("main form button.button-full"))
    for number, _dimension in enumerate(BASELINE):
        cards = page.locator("form .card.field")
        for place in range(cards.count()):
            answer(page, cards.nth(place))
        if number == 0:
            assert_accessible(page)
        press(page, page.locator("main form button.button-full"))
    press(page, page.get_by_role("button", name="Kirim penilaian"))

    made = Round.objects.get(enrolment=enrolment)
    assert (made.state, made.rater, made.levels()) == ("submitted", sri, WANTED)
    expect(page.get_by_text("Hasilnya tidak berubah lagi")).to_be_visible()
