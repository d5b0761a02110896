"""Step 7: anybody checks the certificate; the head revokes it; the page says so."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import follow
from tests.journeys.path.people import sign_in
from tests.journeys.path.visiting import RUMINAH, look
from tests.live import LiveSite


def state_of(site: LiveSite, new_page: Callable[..., Page], code: str) -> str:
    """What the site answers a program that asks for `code`: "valid", "revoked", …"""
    answer = new_page().request.get(
        f"{site.url}/c/{code.replace('-', '')}/", headers={"Accept": "application/json"}
    )
    return answer.json()["state"]


def anybody_finds_it_genuine(site: LiveSite, new_page: Callable[..., Page], code: str) -> None:
    page = new_page(java_script_enabled=True)
    page.goto(f"{site.url}/")
    follow(page, page.get_by_role("link", name=re.compile("Periksa sertifikat")))
    look(page)
    # As people type it from paper: small letters, no hyphens.
    page.locator("main input[type=text], main input:not([type])").first.fill(
        code.replace("-", "").lower()
    )
    follow(page, page.get_by_role("button", name=re.compile("Periksa")))
    expect(page.get_by_role("heading", name="ASLI dan BERLAKU")).to_be_visible()
    expect(page.get_by_text(RUMINAH).first).to_be_visible()
    look(page)


def head_revokes(site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = sign_in(new_page, site, "kepala")
    page.goto(f"{site.url}/admin/sertifikat/daftar/")
    look(page)
    follow(page, page.locator("main a[href*='/admin/sertifikat/daftar/']").last)
    page.get_by_role("heading", name="Cabut").wait_for()
    look(page)
    revoking = page.locator("section[aria-labelledby=revoke]")
    revoking.locator("input[name=reason][value=error]").check()
    revoking.locator("[name=note]").fill("Nama salah tulis.")
    follow(page, revoking.get_by_role("button", name=re.compile("Cabut")))
    expect(page.get_by_text("dicabut").first).to_be_visible()


def anybody_reads_that_it_was_revoked(
    site: LiveSite, new_page: Callable[..., Page], code: str
) -> None:
    page = new_page()
    answer = page.goto(f"{site.url}/c/{code.replace('-', '')}/")
    assert answer is not None and answer.status == 200
    expect(page.get_by_role("heading", name=re.compile("DICABUT"))).to_be_visible()
    expect(page.get_by_text(re.compile("kesalahan|salah", re.I)).first).to_be_visible()
    expect(page.get_by_role("heading", name="TIDAK DITEMUKAN")).to_have_count(0)
    # The note is for the issuer alone.
    expect(page.get_by_text("Nama salah tulis.")).to_have_count(0)
    look(page)
