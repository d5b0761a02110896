"""From paper and back: a QR code that speaks, and a sheet that is typed in."""

import uuid

import pytest

from curriculum.models import ModulePrint, ModuleRelease, PrintKind, ProgressEvent
from curriculum.services import address_cards, print_module
from tests.browser import (
    assert_accessible,
    assert_no_sideways_scrolling,
    follow,
    sign_in_at_once,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.curriculum import check, module, picture, picture_check, sound, step
from tests.factories.registry import CrafterGroupFactory, MembershipFactory, PersonFactory


@pytest.fixture
def release(live_server, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    drawn = picture("Kayu")
    spoken = step(picture=drawn, alt="Kayu kering.", sound=sound())
    page = module(cards=[spoken, check(), picture_check(drawn, picture("Lain"))])
    return ModuleRelease.objects.current().get(page_id=page.pk)


def test_a_code_on_paper_speaks_without_javascript(live_server, new_page, release):
    row = release.lessons.get()
    place = (row.page_id, uuid.UUID(row.cards[0]["id"]))
    code = address_cards(release=release, cards=[place])[place]
    address = f"{live_server.url}/pelajaran/d/{code}/"
    page = new_page(java_script_enabled=False)

    page.goto(address)

    assert page.get_by_text("Pilih kayu yang kering.").is_visible()
    assert page.locator("audio[controls]").is_visible()
    page = new_page()
    page.goto(address)
    assert_accessible(page)
    assert_no_sideways_scrolling(page)


def test_the_page_shows_by_itself_what_a_worker_has_made(live_server, page, release):
    sign_in_at_once(page, live_server.url, UserFactory(roles=["facilitator"]))
    row = ModulePrint.objects.create(release=release, kind=PrintKind.CHECK, language="id")
    page.goto(f"{live_server.url}/pelajaran/cetak/{release.page_id}/")
    assert page.get_by_text("Menunggu").is_visible()
    assert_accessible(page)

    print_module(print_id=row.pk)

    page.get_by_role("link", name="Unduh PDF").wait_for()
    assert page.get_by_text("1 halaman").is_visible()


def test_a_facilitator_types_in_a_sheet_and_talks_about_it(live_server, page, release):
    sri = UserFactory(full_name="Sri Pendamping Contoh", roles=["facilitator"])
    group = CrafterGroupFactory()
    AssignmentFactory(facilitator=FacilitatorFactory(user=sri), group=group)
    MembershipFactory(group=group, person=PersonFactory(full_name="Inaq Sahnim Rekaan"))
    sign_in_at_once(page, live_server.url, sri)
    page.goto(f"{live_server.url}/pelajaran/cetak/{release.page_id}/")
    assert_accessible(page)
    assert_no_sideways_scrolling(page)

    page.goto(f"{live_server.url}/pelajaran/catat/?lembar={release.pk}")
    follow(page, page.get_by_role("link", name="Inaq Sahnim Rekaan"))
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
    page.get_by_label("Sebelum pelajaran").check()
    page.get_by_role("radio", name="B Kayu kering").first.check()
    follow(page, page.get_by_role("button", name="Simpan"))

    assert page.get_by_text("1 dari 2 benar").is_visible()
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
    assert [row.moment for row in ProgressEvent.objects.all()] == ["before"]
