"""A certificate is issued, looked into, corrected, copied, handed over and revoked.

Every act is made on its page in a real browser, by the person whose act it is. After each, anybody
reads the public page on a phone without JavaScript, and it says what is so at that moment.
"""

import io
import re
from urllib.parse import unquote_plus

import pypdf
import pytest
from django.urls import reverse
from django.utils import formats, timezone, translation
from playwright.sync_api import expect

from balai.accounts.models import User
from certificates.models import Certificate, EventKind, IssueBatch
from tests.browser import assert_accessible, assert_no_sideways_scrolling, follow, sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.certificates import (
    CertificateTypeFactory,
    MembershipFactory,
    Teller,
    ToldHolder,
    telling,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRONG, RIGHT = "Ngatiyem Rekaan", "Ngatiyah Rekaan"


class People:
    """The clerk, the head and the holder, and anybody with the paper; a browser for each."""

    def __init__(self, site, new_page, users):
        self.site, self.new_page, self.users, self.pages = site, new_page, users, {}
        self.asked = []

    def at(self, who, address):
        """The page at `address` as `who` opens it; "anybody" has neither account nor JavaScript."""
        if who not in self.pages:
            page = self.new_page(java_script_enabled=who != "anybody")
            page.on("request", lambda request: self.asked.append(request.url))
            if who != "anybody":
                sign_in_at_once(page, self.site.url, self.users[who])
            self.pages[who] = page
        self.pages[who].goto(self.site.url + address)
        return self.pages[who]

    def office(self, who, name, row=None):
        return self.at(who, reverse(f"certificates_admin:{name}", args=[row.pk] if row else []))

    def reads(self, certificate, heading):
        """What anybody reads of `certificate` now: one state and no other."""
        page = self.at("anybody", certificate.get_absolute_url())
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        return page


@pytest.fixture
def people(live_server, new_page, transactional_db):
    clerk = MembershipFactory(user=UserFactory(full_name="Petugas Contoh", roles=["blk_clerk"]))
    issuer = clerk.issuer
    head = MembershipFactory(
        issuer=issuer,
        role="head",
        user=UserFactory(full_name="Kepala Contoh", roles=["blk_head"]),
    )
    CertificateTypeFactory(issuer=issuer)
    with telling(Teller()) as teller:
        told = teller.tell(issuer=issuer, people=1)
        holder = User.objects.get(pk=told.participants[0].user_id)
        holder.full_name = WRONG
        holder.save()
        teller.holders[holder.pk] = ToldHolder(printed_name=WRONG)
        users = {"clerk": clerk.user, "head": head.user, "holder": holder}
        yield People(live_server, new_page, users)


def panel(page, name):
    """What may be done on the page of a certificate, each act under its heading."""
    return page.locator(f"section[aria-labelledby={name}]")


def issued(people):
    """The clerk checks and prepares, the head approves; the certificate, and its batch."""
    page = people.office("clerk", "occasions")
    follow(page, page.get_by_role("link", name=re.compile("^Periksa: Sertifikat Pelatihan")))
    follow(page, page.get_by_role("button", name="Siapkan kelompok"))
    expect(page.get_by_role("button", name=re.compile("Setujui"))).to_have_count(0)
    batch = IssueBatch.objects.get()
    page = people.office("head", "batch", batch)
    follow(page, page.get_by_role("button", name="Setujui 1 sertifikat"))
    expect(page.locator("[data-sentence]")).to_contain_text("1 dari 1 selesai")
    return Certificate.objects.get(item__batch=batch), batch


def corrected(people, certificate):
    """The holder says the name is wrong, the head replaces the certificate; the new one."""
    page = people.at("holder", reverse("certificates:mine"))
    follow(page, page.get_by_role("link", name=re.compile("Namanya salah")))
    page.locator("[name=wanted_name]").fill(RIGHT)
    page.locator("[name=reason]").fill("Dilihat di KTP")
    follow(page, page.get_by_role("button", name="Minta nama yang benar"))
    expect(page.get_by_text("Kantor penerbitnya yang memutuskan")).to_be_visible()
    people.reads(certificate, "ASLI dan BERLAKU")

    page = people.office("head", "corrections")
    follow(page, page.get_by_role("button", name="Ganti sertifikat"))
    expect(page.get_by_text(RIGHT).first).to_be_visible()
    return Certificate.objects.get(replaces=certificate)


def download(page, control):
    with page.expect_download() as taken:
        control.click()
    content = taken.value.path().read_bytes()
    sheets = pypdf.PdfReader(io.BytesIO(content)).pages
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]


def test_a_certificate_lives_and_whoever_checks_it_always_knows(people):
    old, batch = issued(people)
    page = people.reads(old, "ASLI dan BERLAKU")
    expect(page.get_by_text(WRONG)).to_be_visible()
    assert_no_sideways_scrolling(page)

    page = people.office("head", "certificate", old)
    panel(page, "hold").locator("[name=note]").fill("Laporan warga")
    follow(page, panel(page, "hold").get_by_role("button"))
    page = people.reads(old, "SEDANG DIPERIKSA")
    expect(page.get_by_text("Laporan warga")).to_have_count(0)
    page = people.office("head", "certificate", old)
    follow(page, panel(page, "release").get_by_role("button"))
    people.reads(old, "ASLI dan BERLAKU")

    new = corrected(people, old)
    page = people.reads(old, f"DIGANTI dengan nomor {new.serial}")
    expect(page.get_by_role("link", name="Lihat dokumen yang lebih baru")).to_have_count(0)
    page = people.at("holder", reverse("certificates:mine"))
    follow(page, page.get_by_role("button", name="Tunjukkan yang lebih baru"))
    page = people.reads(old, f"DIGANTI dengan nomor {new.serial}")
    follow(page, page.get_by_role("link", name="Lihat dokumen yang lebih baru"))
    assert page.url.replace("-", "").endswith(new.get_absolute_url())
    page = people.reads(new, "ASLI dan BERLAKU")
    expect(page.get_by_text(RIGHT)).to_be_visible()

    copied_and_handed_over(people, new, batch)
    people.reads(new, "ASLI dan BERLAKU")
    revoked(people, new)

    people.reads(old, "DIGANTI")
    asked = unquote_plus(" ".join(people.asked)).lower()
    assert [word for word in ("ngatiyem", "ngatiyah") if word in asked] == []


def copied_and_handed_over(people, new, batch):
    page = people.office("clerk", "certificate", new)
    panel(page, "duplicate").locator("[name=note]").fill("Kebanjiran")
    sheets = download(page, panel(page, "duplicate").get_by_role("button"))
    assert all("DUPLIKAT ke-1" in text for text in sheets)
    assert new.serial in sheets[0]

    page = people.office("clerk", "hand_over", batch)
    sheet = download(page, page.get_by_role("link", name=re.compile("^Daftar serah terima")))
    assert RIGHT in sheet[0] and new.serial in sheet[0]
    page.get_by_role("checkbox").check()
    page.locator("[name=received_by]").fill("Ketua Contoh")
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
    follow(page, page.get_by_role("button", name="Catat penyerahan"))
    given = page.locator("li.certificates-row")
    for said in (RIGHT, new.serial, timezone.localdate().isoformat(), "Ketua Contoh", "Petugas"):
        expect(given).to_contain_text(said)
    facts = new.events.get(kind=EventKind.HANDED_OVER).facts
    assert facts == {
        "handed_on": timezone.localdate().isoformat(),
        "received_by": "Ketua Contoh",
    }


def revoked(people, new):
    page = people.office("head", "certificate", new)
    panel(page, "revoke").locator("[name=reason][value=fraud]").check()
    panel(page, "revoke").locator("[name=note]").fill("Daftar hadir palsu")
    follow(page, panel(page, "revoke").get_by_role("button"))
    new.refresh_from_db()
    with translation.override("id"):
        day = formats.date_format(timezone.localtime(new.revoked_at), "j F Y")
    page = people.reads(new, f"DICABUT pada {day}")
    expect(page.get_by_text("Alasan: kecurangan")).to_be_visible()
    expect(page.get_by_text("Daftar hadir palsu")).to_have_count(0)
    page = people.new_page()
    page.goto(people.site.url + new.get_absolute_url())
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
