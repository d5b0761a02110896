"""The verification page in a browser: a PDF that never leaves the device, and every state."""

import pytest
from playwright.sync_api import expect

from certificates.codes import new_code
from certificates.models import Certificate
from certificates.services import print_duplicate
from tests.browser import assert_accessible, assert_no_sideways_scrolling, follow
from tests.certificates.papers import second_pdf
from tests.markup import markup_errors

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page):
    assert_accessible(page)
    assert_no_sideways_scrolling(page)


def test_a_pdf_is_told_from_one_that_was_changed_without_being_sent(
    live_server, page, house, tmp_path
):
    certificate = house.certificate()
    issued = certificate.pdf.read()
    copy = print_duplicate(certificate=certificate, reason="Hilang", printed_by=house.clerk)
    (tmp_path / "duplikat.pdf").write_bytes(copy)
    (tmp_path / "asli.pdf").write_bytes(issued)
    (tmp_path / "diubah.pdf").write_bytes(issued.replace(b"%%EOF", b"%%EOF\n"))
    (tmp_path / "kedua.pdf").write_bytes(second_pdf(certificate, name="Nama Lain Rekaan"))
    page.goto(f"{live_server.url}{certificate.get_absolute_url()}")
    # Whatever happens from here on happens on this device.
    page.context.set_offline(True)
    page.get_by_text("Periksa berkas PDF").click()

    page.get_by_label("Pilih PDF-nya").set_input_files(tmp_path / "asli.pdf")
    expect(page.get_by_text("ini persis berkas yang diterbitkan")).to_be_visible()
    look(page)
    page.get_by_label("Pilih PDF-nya").set_input_files(tmp_path / "diubah.pdf")
    expect(page.get_by_text("ini bukan berkas yang diterbitkan")).to_be_visible()
    expect(page.get_by_text("ini persis berkas yang diterbitkan")).to_be_hidden()
    page.get_by_label("Pilih PDF-nya").set_input_files(tmp_path / "duplikat.pdf")
    expect(page.get_by_text("ini persis berkas yang diterbitkan")).to_be_visible()
    page.get_by_label("Pilih PDF-nya").set_input_files(tmp_path / "kedua.pdf")
    expect(page.get_by_text("ini bukan berkas yang diterbitkan")).to_be_visible()


def test_without_javascript_a_line_of_the_paper_is_compared(live_server, new_page, house):
    page = new_page(java_script_enabled=False)
    certificate = house.certificate()
    page.goto(f"{live_server.url}{certificate.get_absolute_url()}")
    assert markup_errors(page.content()) == []

    page.get_by_text("Cocokkan yang hanya ada di kertas").click()
    page.get_by_label("Tempat lahir di kertas").fill("JEMBER")
    page.get_by_label("Tanggal lahir di kertas").fill("1980-08-18")
    follow(page, page.get_by_role("button", name="Cocokkan dengan kertas"))

    expect(page.locator(".badge-good")).to_contain_text("COCOK")
    expect(page.locator(".badge-bad")).to_contain_text("TIDAK COCOK")


def test_every_state_has_its_words_and_fits_a_phone(live_server, page, house, guard):
    guard.allow("404")
    old, new = house.certificate(), house.certificate(key="run:2")
    row = Certificate.objects.filter(pk=old.pk)
    address = f"{live_server.url}{old.get_absolute_url()}"

    for fields, words in (
        ({"valid_until": "2099-12-31"}, "ASLI dan BERLAKU"),
        ({"valid_until": "2020-02-29"}, "ASLI, masa berlaku HABIS pada 29 Februari 2020"),
        ({"status": "held"}, "SEDANG DIPERIKSA"),
        ({"status": "replaced"}, f"DIGANTI dengan nomor {new.serial}"),
    ):
        Certificate.objects.filter(pk=new.pk).update(replaces=old)
        row.update(**fields)
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_contain_text(words)
        look(page)
    page.goto(f"{live_server.url}/c/{new_code()}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("TIDAK DITEMUKAN")
    look(page)
