"""Pages of past papers and of signatures from outside, on a phone's screen and on a desk's."""

from os import environ
from pathlib import Path

import pytest
from django.urls import reverse

from certificates.models import Certificate, SignMode
from certificates.services import approve_batch, prepare_batch
from certificates.services.past import check_past, keep_past, send_past
from tests.browser import PHONE, assert_accessible, assert_no_sideways_scrolling, sign_in_at_once
from tests.factories.certificates import (
    CertificateTypeFactory,
    MembershipFactory,
    Teller,
    telling,
)
from tests.factories.past_certificates import csv_table, rows, scans

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def kind():
    """A type whose issuer has a clerk and a head."""
    clerk = MembershipFactory(role="clerk")
    MembershipFactory(role="head", issuer=clerk.issuer)
    return CertificateTypeFactory(issuer=clerk.issuer)


def of(kind, role):
    return kind.issuer.memberships.get(role=role).user


def cut_off(page):
    """Words of badges, fields and buttons that reach beyond the right edge of their frame."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".certificates :is(span, select, button)")]
            .filter((each) => {
                const frame = each.closest("form, li, section, .certificates");
                const edge = Math.min(frame.getBoundingClientRect().right, window.innerWidth);
                return each.getBoundingClientRect().right > edge + 1;
            })
            .map((each) => each.textContent.trim())"""
    )


def look(page, live_server, address, name):
    """Open `address` on both screens, hold it to what every page must keep, and keep pictures if
    asked."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        page.goto(f"{live_server.url}{address}")
        assert_accessible(page)
        assert_no_sideways_scrolling(page)
        assert cut_off(page) == []
        if environ.get("SCREENSHOTS_IN"):
            folder = Path(environ["SCREENSHOTS_IN"])
            page.screenshot(path=folder / f"{name}_{size['width']}.png", full_page=True)


def sent(kind, lines, count=3):
    """A list of past papers whose rows were checked."""
    found = send_past(
        certificate_type=kind,
        table=csv_table(lines),
        scans=scans(count),
        sent_by=of(kind, "clerk"),
    )
    check_past(found=found, columns=found.columns, asked_by=of(kind, "clerk"))
    found.refresh_from_db()
    return found


def test_a_clerk_sends_past_papers_and_reads_what_is_to_be_corrected(page, live_server, kind):
    wrong = ("004/HDC/UPT-BLK/VIII/2014", "Perajin Rekaan", "8-17-2014", "Manik-manik", "04.pdf")
    faulty = sent(kind, [*rows(2), wrong])
    sign_in_at_once(page, live_server.url, of(kind, "clerk"))

    look(page, live_server, reverse("certificates_admin:past"), "past")
    look(page, live_server, reverse("certificates_admin:past_send"), "past_send")
    for name in ("past_columns", "past_again"):
        look(page, live_server, reverse(f"certificates_admin:{name}", args=[faulty.pk]), name)
    look(page, live_server, faulty.get_absolute_url(), "past_list_wrong")

    assert faulty.rows_wrong == 1
    assert page.get_by_text("tanggal ini tidak ada").is_visible()


def test_a_head_keeps_past_papers_and_anybody_reads_what_they_are(page, live_server, kind):
    found = sent(kind, rows(3))
    sign_in_at_once(page, live_server.url, of(kind, "head"))
    look(page, live_server, found.get_absolute_url(), "past_list_checked")
    keep_past(found=found, kept_by=of(kind, "head"))
    certificate = Certificate.objects.first()

    look(page, live_server, found.get_absolute_url(), "past_list_kept")
    office = reverse("certificates_admin:certificate", args=[certificate.pk])
    look(page, live_server, office, "past_certificate")
    look(page, live_server, certificate.get_absolute_url(), "past_public")

    assert page.get_by_text("TERCATAT dari kertas lama").is_visible()


def test_a_head_takes_files_out_to_sign_and_is_told_what_came_back(page, live_server, kind):
    kind.sign_mode = SignMode.EXTERNAL
    kind.save()
    head = of(kind, "head")
    with telling(Teller()) as teller:
        occasion = teller.tell(issuer=kind.issuer, people=2)
        batch = prepare_batch(
            occasion=occasion, certificate_type=kind, prepared_by=of(kind, "clerk")
        )
        approve_batch(batch=batch, approved_by=head)
    sign_in_at_once(page, live_server.url, head)
    address = reverse("certificates_admin:signing", args=[batch.pk])

    look(page, live_server, reverse("certificates_admin:signing_waiting"), "signing_waiting")
    look(page, live_server, address, "signing")
    with page.expect_download():
        page.get_by_role("button", name="Unduh untuk ditandatangani (zip)").click()
    strange = b"%PDF-1.7 bukan punya kami %%EOF"
    page.locator("input[type=file]").first.set_input_files(
        {"name": "lain.pdf", "mimeType": "application/pdf", "buffer": strange}
    )
    page.locator("form:has(input[type=file]) button").first.click()
    page.get_by_text("ditolak").first.wait_for()
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
    if environ.get("SCREENSHOTS_IN"):
        page.screenshot(path=Path(environ["SCREENSHOTS_IN"]) / "signing_back.png", full_page=True)
    look(page, live_server, address, "signing_out")
    one = Certificate.objects.filter(item__batch=batch).first()
    office = reverse("certificates_admin:certificate", args=[one.pk])
    look(page, live_server, office, "signing_certificate")

    assert page.get_by_role("button", name="Unduh untuk ditandatangani").is_visible()
