"""Step 6: the clerk checks and prepares, the head approves, a worker prints."""

import io
import re
import zipfile
from collections.abc import Callable

import pypdf
from playwright.sync_api import Page, expect

from tests.browser import follow
from tests.journeys.path.people import sign_in
from tests.journeys.path.visiting import RUMINAH, look
from tests.live import LiveSite
from tests.patience import wait_until


def clerk_checks_and_prepares(site: LiveSite, new_page: Callable[..., Page]) -> str:
    """Returns the address of the batch."""
    page = sign_in(new_page, site, "petugas")
    page.goto(f"{site.url}/admin/sertifikat/")
    look(page)
    follow(page, page.get_by_role("link", name=re.compile("Periksa")).first)
    look(page)
    ready = page.locator("li", has_text=RUMINAH).first
    expect(ready).to_contain_text("siap")
    expect(ready).to_contain_text("66%")
    # Whoever read no lesson is told which one is missing, in words.
    expect(page.get_by_text(re.compile("Belum: M91")).first).to_be_visible()
    follow(page, page.get_by_role("button", name=re.compile("Siapkan")))
    look(page)
    # The clerk never approves her own batch: there is no such button.
    expect(page.get_by_role("button", name=re.compile("Setujui"))).to_have_count(0)
    return page.url


def head_approves(site: LiveSite, new_page: Callable[..., Page], batch: str) -> None:
    page = sign_in(new_page, site, "kepala")
    page.goto(batch)
    look(page)
    follow(page, page.get_by_role("button", name=re.compile("Setujui")))
    # The page polls by itself; nobody reloads.
    expect(page.locator("[data-sentence]")).to_contain_text("1 dari 1", timeout=120_000)
    look(page)


def clerk_downloads(site: LiveSite, new_page: Callable[..., Page], batch: str) -> str:
    """Returns the public code of the certificate."""
    page = sign_in(new_page, site, "petugas")
    page.goto(batch)
    look(page)
    one = page.request.get(_address(page, site, "PDF"))
    everything = page.request.get(
        _made_by_a_worker(page, site, batch, "Satu berkas cetak", "cetak")
    )
    archive = page.request.get(_made_by_a_worker(page, site, batch, "Semua dalam zip", "zip"))

    text = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(one.body())).pages)
    assert RUMINAH in text
    assert len(pypdf.PdfReader(io.BytesIO(everything.body())).pages) == 2
    assert len(zipfile.ZipFile(io.BytesIO(archive.body())).namelist()) == 1
    code = re.search(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}", text)
    assert code is not None, text
    return code.group(0)


def _made_by_a_worker(page: Page, site: LiveSite, batch: str, asked: str, made: str) -> str:
    """Ask for a file of all certificates; the address under which it lies when it is ready."""
    follow(page, page.get_by_role("button", name=asked))
    ready = page.get_by_role("link", name=re.compile(f"Unduh: .*{made}"))

    def is_ready() -> bool:
        page.goto(batch)
        return ready.count() > 0

    wait_until(is_ready, f"a worker made the file: {asked}")
    return f"{site.url}{ready.first.get_attribute('href')}"


def _address(page: Page, site: LiveSite, name: str) -> str:
    href = page.get_by_role("link", name=re.compile(name)).first.get_attribute("href")
    return f"{site.url}{href}"
