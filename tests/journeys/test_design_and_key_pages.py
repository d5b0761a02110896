"""Designs, keys, printers and the check before printing, on a phone's screen."""

from os import environ
from pathlib import Path

import pytest
from django.urls import reverse

from certificates.models import IssueBatch, Printer, SigningKey
from certificates.services import prepare_batch
from certificates.services.designs import begin_design
from certificates.services.keys import rotate_key
from tests.browser import assert_accessible, assert_no_sideways_scrolling, sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.certificates import (
    CertificateTypeFactory,
    MembershipFactory,
    Teller,
    telling,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page, live_server, address, name):
    """Open `address`, hold it to what every page must keep, and keep a picture if asked."""
    page.goto(f"{live_server.url}{address}")
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
    if environ.get("SCREENSHOTS_IN"):
        page.screenshot(path=Path(environ["SCREENSHOTS_IN"]) / f"{name}.png", full_page=True)


def test_who_keeps_designs_and_keys_works_on_a_phone(page, live_server, settings, tmp_path):
    settings.CERTIFICATES_KEYS_FOLDER = str(tmp_path)
    keeper = UserFactory(roles=["administrator"], full_name="Penjaga Contoh")
    draft = begin_design(starter="statement", name="Surat keterangan Rekaan", made_by=keeper)
    rotate_key(issuer=MembershipFactory().issuer, purpose="pdf", made_by=keeper)
    sign_in_at_once(page, live_server.url, keeper)

    look(page, live_server, reverse("certificates_admin:designs"), "designs")
    look(page, live_server, draft.get_absolute_url(), "design")
    look(page, live_server, reverse("certificates_admin:keys"), "keys")

    assert SigningKey.objects.get().kid in page.content()


def test_a_clerk_finds_a_name_that_cannot_be_printed_and_sets_a_printer(page, live_server):
    member = MembershipFactory()
    kind = CertificateTypeFactory(issuer=member.issuer)
    with telling(Teller()) as teller:
        occasion = teller.tell(issuer=member.issuer, people=2)
        batch = prepare_batch(occasion=occasion, certificate_type=kind, prepared_by=member.user)
    item = batch.items.order_by("position")[0]
    item.holder_facts = {**item.holder_facts, "printed_name": "Sutini 😀 Contoh"}
    item.save()
    printer = Printer.objects.create(issuer=member.issuer, name="Pencetak Contoh")
    sign_in_at_once(page, live_server.url, member.user)

    look(page, live_server, reverse("certificates_admin:printing_check", args=[batch.pk]), "check")
    page.get_by_role("button", name="Cetak sebagai “Sutini Contoh”").click()
    page.get_by_text("Semua sertifikat dapat dicetak").wait_for()
    look(page, live_server, reverse("certificates_admin:printers"), "printers")
    look(page, live_server, reverse("certificates_admin:printer", args=[printer.pk]), "printer")
    look(
        page, live_server, reverse("certificates_admin:print_batch", args=[batch.pk]), "print_batch"
    )

    assert IssueBatch.objects.get().items.get(pk=item.pk).holder_facts["printed_name"] == (
        "Sutini Contoh"
    )
