"""Keeping a module of 5 MB on a phone, and renewing it after one picture changed."""

from playwright.sync_api import Page

from tests.benchmarks.browser import Wire, chromium, empty_profile, open_on_wire
from tests.benchmarks.figures import Report
from tests.benchmarks.servers import serving
from tests.benchmarks.sites import inside, small_site


def measure(report: Report) -> None:
    """`pack.*`: bytes over the wire with their heads, Chromium, 360x740, empty profile.

    whole: "Simpan ke HP" of ten lessons with ten pictures of about 50 kB each, the app
    around them included. one_picture: "Ambil versi baru" after one picture of one card was
    exchanged; picture is that file alone, beside is everything else that was fetched.
    """
    with small_site() as site:
        staged = inside(site, "pack", "stage")
        with serving(site) as servers, chromium() as browser, empty_profile(browser) as profile:
            module, shelf = f"{servers.url}{staged['path']}", f"{servers.url}/pelajaran/hp/"
            page, wire = open_on_wire(profile, module)
            page.locator("[data-choose] button").click()
            page.locator("[data-keep] [data-said]", has_text="✓").wait_for()
            report.add("pack.whole.bytes", wire.bytes(), "bytes")
            page.close()
            picture = inside(site, "pack", "exchange")["bytes"]
            page, wire = open_on_wire(profile, shelf)
            fetched = _renewed(page, wire)
    report.add("pack.one_picture.bytes", fetched, "bytes")
    report.add("pack.one_picture.picture_bytes", picture, "bytes")
    report.add("pack.one_picture.beside_bytes", fetched - picture, "bytes")


def _renewed(page: Page, wire: Wire) -> int:
    button = page.get_by_role("button", name="Ambil versi baru")
    button.wait_for()
    wire.done.clear()
    button.click()
    button.wait_for(state="detached")
    page.wait_for_load_state("networkidle")
    return wire.bytes()
