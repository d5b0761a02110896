"""Choosing a village by typing: with keys, with a finger, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible, assert_no_sideways_scrolling, follow, sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.registry import MandateFactory, PersonFactory, SentraFactory, place, tutul

pytestmark = pytest.mark.django_db

TUTUL = "35.09.10.2003 Tutul, Balung, Jember, Jawa Timur"


@pytest.fixture
def dewi(transactional_db):
    """Coordinates the regency of Jember."""
    user = UserFactory(full_name="Dewi Koordinator Contoh", roles=["coordinator"])
    MandateFactory(user=user, role="coordinator", place=place("35.09"))
    return user


@pytest.fixture
def somebody(dewi):
    """Lives in another village than the one that is chosen."""
    tutul()
    return PersonFactory(full_name="Siti Contoh", place=place("35.09.10.2001"))


def opened(page, live_server, user, person):
    sign_in_at_once(page, live_server.url, user)
    page.goto(f"{live_server.url}/pendampingan/orang/{person.pk}/ubah/")
    return page.locator("[data-places]")


def test_a_village_is_found_by_name_and_taken_with_the_keys(page, live_server, dewi, somebody):
    line = opened(page, live_server, dewi, somebody)
    expect(line).to_have_attribute("role", "combobox")
    line.fill("tutul jem")
    choice = page.get_by_role("option", name="Tutul, Balung, Jember, Jawa Timur")
    expect(choice).to_be_visible()
    expect(line).to_have_attribute("aria-expanded", "true")
    assert_accessible(page)
    assert_no_sideways_scrolling(page)

    line.press("ArrowDown")
    expect(choice).to_have_attribute("aria-selected", "true")
    assert line.get_attribute("aria-activedescendant") == choice.get_attribute("id")
    line.press("Enter")

    expect(line).to_have_value(TUTUL)
    expect(line).to_have_attribute("aria-expanded", "false")
    follow(page, page.get_by_role("button", name="Simpan", exact=True))
    somebody.refresh_from_db()
    assert somebody.place == tutul()


def test_a_code_without_full_stops_finds_too_and_a_finger_takes_it(
    page, live_server, dewi, somebody
):
    line = opened(page, live_server, dewi, somebody)
    line.fill("3509102003")
    page.get_by_role("option", name="35.09.10.2003").click()

    expect(line).to_have_value(TUTUL)
    expect(page.locator("[data-places-told]")).to_contain_text("Tutul")


def test_escape_shuts_the_list_and_keeps_what_was_typed(page, live_server, dewi, somebody):
    line = opened(page, live_server, dewi, somebody)
    line.fill("tutul")
    expect(page.locator("[data-places-box] [role=option]")).to_have_count(1)

    line.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(line).to_have_value("tutul")


def test_without_scripts_the_line_is_read_when_it_is_sent(new_page, live_server, dewi, somebody):
    page = new_page(java_script_enabled=False)
    line = opened(page, live_server, dewi, somebody)
    assert page.get_by_role("link", name="Cari tempat dan kodenya").is_visible()
    line.fill("tutul")
    follow(page, page.get_by_role("button", name="Simpan", exact=True))

    somebody.refresh_from_db()
    assert somebody.place == tutul()


def test_the_office_suggests_villages_of_the_mandate_only(page, live_server, dewi, somebody):
    place("52.01.02.2006")
    SentraFactory(place=tutul())
    sign_in_at_once(page, live_server.url, dewi)
    page.goto(f"{live_server.url}/admin/mentoring_sentra/new/")
    line = page.locator("[data-places]")

    line.fill("banyumulek")
    expect(page.locator("[data-places-told]")).to_have_text("Tidak ada tempat bernama begitu.")
    expect(page.locator("[data-places-box] [role=option]")).to_have_count(0)
    line.fill("tutul")

    expect(page.get_by_role("option", name="Tutul, Balung")).to_be_visible()
    assert_accessible(page)
