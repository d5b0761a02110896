"""Every screen of the phone: for everybody, on the smallest phones, light and dark."""

import pytest
from playwright.sync_api import expect

from mentoring.sessions.models import MentoringSession
from tests.browser import assert_accessible, assert_no_sideways_scrolling
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module
from tests.factories.sessions import FollowUpFactory
from tests.journeys.field.phones import HOME

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The address of a screen -> what stands on no other one.
SCREENS = {
    "": "[data-standing]",
    "kiriman": "[data-records]",
    "hp": "[data-try]",
    "pelajaran": "[data-lessons] .badge",
    "sessions.group/{group}": "[data-roster]",
    "sessions.visit/{group}": "[data-names] .name",
    "sessions.plan/{group}": "[name=planned_on]",
    "sessions.member/{group}": "[data-is-new]",
}
OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
SMALL = """[...document.querySelectorAll(
    'button, a.row, a.button, summary, .chips label, select, textarea, '
    + 'input:not([type=checkbox], [type=radio])'
  )]
  .filter((each) => each.offsetParent && !each.matches('.hidden-text'))
  .filter((each) => each.getBoundingClientRect().height < 47.5)
  .map((each) => each.textContent || each.name)"""


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


# 180 px of a 360 px screen are what is left at 200 % zoom.
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (320, "light"), (180, "light")])
def test_a_screen_is_readable_and_can_be_tapped(make_phone, sri, group, media, width, scheme):
    FollowUpFactory(group=group)
    module()
    phone = make_phone(viewport={"width": width, "height": 740}, color_scheme=scheme)
    phone.enrol(sri.user)
    phone.begin()
    phone.visit(group)
    phone.has_sent_everything()
    for screen, mark in SCREENS.items():
        phone.page.goto(f"{phone.site}{HOME}#/{screen.format(group=group.pk)}")
        expect(phone.page.locator(mark).first).to_be_visible()
        is_usable(phone)


def is_usable(phone):
    phone.page.evaluate(OPEN_ALL)
    assert_accessible(phone.page)
    assert_no_sideways_scrolling(phone.page)
    assert phone.page.evaluate(SMALL) == [], phone.page.url


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (180, "dark")])
def test_pages_before_the_phone_is_open_are_usable_too(make_phone, sri, group, width, scheme):
    phone = make_phone(viewport={"width": width, "height": 740}, color_scheme=scheme)
    page = phone.page
    page.goto(f"{phone.site}{HOME}")
    expect(page.get_by_role("heading", name="HP ini belum disiapkan")).to_be_visible()
    is_usable(phone)
    page.goto(f"{phone.site}{HOME}mulai/#{phone.invite(sri.user)}")
    expect(page.get_by_label("Pilih PIN")).to_be_visible()
    is_usable(phone)
    phone.set_up()
    expect(page.get_by_role("heading", name="HP sudah siap")).to_be_visible()
    is_usable(phone)
    phone.enrol(UserFactory(full_name="Baiq Mentor Rekaan", roles=["facilitator"]))
    page.reload()
    expect(page.get_by_role("heading", name="Siapa Anda?")).to_be_visible()
    is_usable(phone)
    page.get_by_role("button", name="Sri Pendamping Contoh").click()
    expect(page.get_by_label("PIN Anda", exact=True)).to_be_visible()
    is_usable(phone)
    page.get_by_role("button", name="Saya lupa PIN").click()
    expect(page.get_by_label("Kode dari koordinator")).to_be_visible()
    is_usable(phone)


def press_to(page, control):
    """Tab until `control` has the focus; a trap or a gap on the way ends in failure."""
    for _each in range(200):
        if control.evaluate("(it) => it === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{control} cannot be reached with the keyboard")


def test_a_visit_is_logged_with_the_keyboard_alone(phone, group, members):
    page = phone.page
    press_to(page, page.locator("[data-groups] a.row"))
    page.keyboard.press("Enter")
    press_to(page, page.get_by_role("link", name="Catat kunjungan"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=group.name)).to_be_focused()
    press_to(page, page.get_by_role("button", name="Semua hadir"))
    page.keyboard.press("Space")
    press_to(page, phone.name(members[0]))
    page.keyboard.press("Space")
    expect(phone.name(members[0])).to_be_focused()
    expect(phone.name(members[0])).to_have_attribute("data-mark", "izin")
    press_to(page, page.locator("[data-components] :checked"))
    page.keyboard.press("ArrowLeft")
    chosen = page.locator("[data-components] :checked")
    # The chips were drawn anew; the focus did not fall back to the top of the page.
    expect(chosen).to_be_focused()
    component = chosen.get_attribute("value")
    press_to(page, page.get_by_role("button", name="Simpan", exact=True))
    page.keyboard.press("Enter")
    expect(phone.said).to_contain_text("Tersimpan di HP")

    phone.has_sent_everything()
    session = MentoringSession.objects.get()
    assert session.component == component
    assert session.attendances.get(person=members[0]).status == "izin"
