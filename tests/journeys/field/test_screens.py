"""Every screen of the phone: for everybody, on the smallest phones, light and dark."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible, assert_no_sideways_scrolling
from tests.factories.sessions import FollowUpFactory
from tests.journeys.field.phones import HOME

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The address of a screen -> what stands on no other one.
SCREENS = {
    "": "[data-standing]",
    "kiriman": "[data-records]",
    "hp": "[data-try]",
    "sessions.group/{group}": "[data-roster]",
    "sessions.visit/{group}": "[data-names] .name",
    "sessions.plan/{group}": "[name=planned_on]",
    "sessions.member/{group}": "[data-is-new]",
}
OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
SMALL = """[...document.querySelectorAll('button, a.row, a.button, summary, .chips label')]
  .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 47.5)
  .map((each) => each.textContent)"""


# 180 px of a 360 px screen are what is left at 200 % zoom.
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (320, "light"), (180, "light")])
def test_a_screen_is_readable_and_can_be_tapped(make_phone, sri, group, width, scheme):
    FollowUpFactory(group=group)
    phone = make_phone(viewport={"width": width, "height": 740}, color_scheme=scheme)
    phone.enrol(sri.user)
    phone.begin()
    phone.visit(group)
    phone.has_sent_everything()
    for screen, mark in SCREENS.items():
        phone.page.goto(f"{phone.site}{HOME}#/{screen.format(group=group.pk)}")
        expect(phone.page.locator(mark).first).to_be_visible()
        phone.page.evaluate(OPEN_ALL)
        assert_accessible(phone.page)
        assert_no_sideways_scrolling(phone.page)
        assert phone.page.evaluate(SMALL) == [], screen
