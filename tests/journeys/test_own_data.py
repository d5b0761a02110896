"""A crafter and her own data on a phone: she reads, says yes, takes it back, and is told."""

import pytest
from django.urls import reverse

from mentoring.registry.models import Consent
from mentoring.registry.services import load_consent_texts
from tests.browser import assert_accessible, assert_no_sideways_scrolling, sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.registry import CrafterGroupFactory, MembershipFactory, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PARTS = ["", "ubah/", "pekerjaan/", "pasfoto/", "nomor/nik/", "persetujuan/", "salinan/", "hapus/"]


@pytest.fixture
def ruminah(db):
    load_consent_texts()
    person = PersonFactory(
        full_name="Ruminah Contoh dengan Nama yang Panjang Sekali",
        user=UserFactory(roles=["crafter"]),
        worker_statuses=["PEKERJA_RUMAHAN", "MANDIRI"],
        languages=["jv", "mad", "id"],
    )
    MembershipFactory(person=person, group=CrafterGroupFactory())
    return person


def test_every_part_of_her_page_can_be_used_on_a_phone(live_server, page, ruminah):
    me = f"{live_server.url}{reverse('mentoring_registry:me')}"
    sign_in_at_once(page, live_server.url, ruminah.user)

    for part in PARTS:
        page.goto(f"{me}{part}")
        assert_no_sideways_scrolling(page)
        assert_accessible(page)


def test_she_says_yes_and_takes_it_back_and_reads_what_stops(live_server, page, ruminah):
    sign_in_at_once(page, live_server.url, ruminah.user)
    page.goto(f"{live_server.url}{reverse('mentoring_registry:my_consents')}")

    page.locator("li", has_text="Foto dan publikasi").get_by_role("link").click()
    page.get_by_role("button", name="Ya, saya setuju").click()
    page.locator("li", has_text="Foto dan publikasi").get_by_role("link").click()
    page.get_by_role("button", name="Tarik persetujuan").click()

    assert page.get_by_text("Pasfoto Anda hanya terlihat oleh Anda.").is_visible()
    assert Consent.objects.get().withdrawn_at is not None
