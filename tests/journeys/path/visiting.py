"""Step 4: the facilitator sees her groups, logs a visit, and keeps a training's attendance."""

import re
import struct
import zlib
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.browser import assert_accessible, assert_no_sideways_scrolling, follow
from tests.journeys.path.people import sign_in
from tests.live import LiveSite

FIRST, SECOND = "Kelompok Satu Contoh", "Kelompok Dua Contoh"
RUMINAH = "Ruminah Contoh"


def facilitator_logs_a_visit(site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = sign_in(new_page, site, "pendamping")
    page.goto(f"{site.url}/pendampingan/")
    look(page)
    follow(page, page.get_by_role("link", name=re.compile(FIRST)))
    look(page)
    follow(page, page.get_by_role("link", name="Catat kunjungan"))
    look(page)

    _fill_visit(page)
    page.get_by_label("Tanggal", exact=True).fill((date.today() + timedelta(days=3)).isoformat())
    follow(page, page.get_by_role("button", name="Simpan"))
    _expect_refusal_that_loses_nothing(page)

    page.get_by_label("Tanggal", exact=True).fill((date.today() - timedelta(days=1)).isoformat())
    page.get_by_label("Foto", exact=False).first.set_input_files(
        {"name": "foto.png", "mimeType": "image/png", "buffer": small_png()}
    )
    follow(page, page.get_by_role("button", name="Simpan"))
    expect(page.get_by_text("Bahan sudah dibagi rata.")).to_be_visible()
    expect(page.get_by_text("Tamu Contoh")).to_be_visible()
    expect(page.get_by_text("Bawa nota bahan.")).to_be_visible()
    page.locator("figure img").scroll_into_view_if_needed()  # it loads when it is seen
    page.locator("figure img").evaluate("image => image.decode()")
    look(page)


def facilitator_sends_the_same_visit_twice(site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = sign_in(new_page, site, "pendamping")
    page.goto(f"{site.url}/pendampingan/")
    follow(page, page.get_by_role("link", name=re.compile(SECOND)))
    group_page = page.url
    follow(page, page.get_by_role("link", name="Catat kunjungan"))
    page.get_by_label("Catatan").fill("Satu kunjungan saja.")
    fields = page.locator("main form").evaluate(
        "form => Object.fromEntries(new FormData(form).entries())"
    )
    fields = {name: value for name, value in fields.items() if isinstance(value, str)}

    answers = [page.request.post(page.url, multipart=fields) for _ in range(2)]

    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].url == answers[1].url
    page.goto(group_page)
    # Among the last visits on the group's page stands one of them, not two.
    last_visits = page.locator("section[aria-labelledby='sessions']")
    expect(last_visits.locator("a[href*='/pendampingan/sesi/']")).to_have_count(1)


def facilitator_keeps_the_attendance(site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = sign_in(new_page, site, "pendamping")
    page.goto(f"{site.url}/pendampingan/pelatihan/")
    look(page)
    follow(page, page.get_by_role("link", name=re.compile("Paket 1")))
    look(page)
    run_page = page.url
    sessions = page.locator("#sessions ~ ul a, section[aria-labelledby=sessions] ul a")
    expect(sessions).to_have_count(3)
    addresses = sorted(
        {sessions.nth(index).get_attribute("href") or "" for index in range(sessions.count())}
    )
    for number, address in enumerate(addresses):
        page.goto(f"{site.url}{address}")
        look(page)
        follow(page, page.get_by_role("link", name="Isi daftar hadir"))
        if number == 0:
            _mark(page, RUMINAH, "izin")
            look(page)
        follow(page, page.get_by_role("button", name="Simpan"))
        expect(page.get_by_text(RUMINAH)).to_be_visible()
    page.goto(run_page)
    expect(page.locator("li", has_text=RUMINAH)).to_contain_text("66%")


def coordinator_closes_the_run(site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = sign_in(new_page, site, "koordinator")
    page.goto(f"{site.url}/pendampingan/pelatihan/")
    follow(page, page.get_by_role("link", name=re.compile("Paket 1")))
    follow(page, page.get_by_role("button", name="Tutup pelatihan"))
    expect(page.get_by_text("ditutup", exact=True)).to_be_visible()


def look(page: Page) -> None:
    """What every page of the path keeps to on a phone."""
    assert_no_sideways_scrolling(page)
    assert_accessible(page)


def _fill_visit(page: Page) -> None:
    page.get_by_label("Pelajaran yang dipakai").select_option(
        label=page.locator("#id_module option", has_text="M91").inner_text()
    )
    _mark(page, RUMINAH, "hadir")
    page.get_by_label("Tamu").fill("Tamu Contoh")
    page.get_by_label("Catatan").fill("Bahan sudah dibagi rata.")
    page.get_by_label("Apa yang dijanjikan").fill("Bawa nota bahan.")
    page.get_by_label("Sampai kapan").fill((date.today() + timedelta(days=7)).isoformat())


def _expect_refusal_that_loses_nothing(page: Page) -> None:
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Catatan")).to_have_value("Bahan sudah dibagi rata.")
    expect(page.get_by_label("Apa yang dijanjikan")).to_have_value("Bawa nota bahan.")
    expect(page.get_by_label("Tamu")).to_have_value("Tamu Contoh")
    look(page)


def _mark(page: Page, name: str, status: str) -> None:
    group = page.get_by_role("group", name=re.compile(re.escape(name)))
    group.locator(f"label:has(input[value={status}])").click()


def small_png() -> bytes:
    """A brown square of 64 x 64 pixels."""
    rows = b"".join(b"\x00" + bytes((122, 62, 18)) * 64 for _ in range(64))

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
