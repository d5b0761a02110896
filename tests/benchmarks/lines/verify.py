"""Somebody scans the QR code of a valid certificate, with signal and without."""

import statistics

from playwright.sync_api import Browser, expect

from tests.benchmarks.browser import SLOWER, chromium, empty_profile, visit
from tests.benchmarks.figures import Report
from tests.benchmarks.servers import serving
from tests.benchmarks.sites import inside, small_site

CHECKS = 9
WAIT_MS = 120_000
MATCHES = "[data-state=matches]"
# The browser's own Ed25519 is taken away, as on phones of some years ago.
WITHOUT_ED25519 = """
    const own = crypto.subtle.importKey.bind(crypto.subtle);
    crypto.subtle.importKey = (format, key, method, ...rest) =>
        method.name === "Ed25519" ? Promise.reject(new Error("too old"))
                                  : own(format, key, method, ...rest);
"""


def measure(report: Report) -> None:
    """`verify.bytes`: first visit to the page of a valid certificate, everything until idle.

    `verify.vs_hello`: 8 connections. `verify.queries`: of one request.
    `verify.offline_ms`: without signal, the processor four times slower, median of 9: the
    signature of the proof, that of one list, and the code looked up in it; `.old_phone_ms`: where
    the browser has no Ed25519 and whole numbers do it; `.shown_ms`: from asking the address to
    the answer on the screen, the page from the service worker.
    """
    with small_site() as site:
        inside(site, "certificates", "stage")
        inside(site, "certificates", "give_proofs")
        issued = inside(site, "certificates", "issue", "1")
        inside(site, "certificates", "publish")
        path = f"/c/{issued['code']}/"
        with serving(site) as servers:
            with chromium() as browser:
                with empty_profile(browser) as profile:
                    first = visit(profile, f"{servers.url}{path}")
                _report_offline(report, browser, servers.url, f"{path}#{issued['proof']}")
            servers.report(report, "verify", path)
        report.add("verify.queries", inside(site, "pages", "count", path)["queries"])
    report.add("verify.bytes", first.bytes, "bytes")
    report.add("verify.requests", first.requests)


def _report_offline(report: Report, browser: Browser, url: str, path: str) -> None:
    checked, shown = _offline(browser, url, path)
    report.add("verify.offline_ms", checked, "ms")
    report.add("verify.offline.shown_ms", shown, "ms")
    by_numbers, _shown = _offline(browser, url, path, script=WITHOUT_ED25519)
    report.add("verify.offline.old_phone_ms", by_numbers, "ms")


def _offline(browser: Browser, url: str, path: str, *, script: str = "") -> tuple[float, float]:
    """Milliseconds of the check, and until its answer is seen; medians on the saved page."""
    with empty_profile(browser) as profile:
        if script:
            profile.add_init_script(script)
        page = profile.new_page()
        page.set_default_timeout(WAIT_MS)
        page.goto(f"{url}/c/")
        page.get_by_role("button", name="Simpan pemeriksa di HP ini").click()
        expect(page.get_by_text("Tersimpan.")).to_be_visible(timeout=WAIT_MS)
        profile.set_offline(True)
        profile.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        checks, shown = [], []
        for _each in range(CHECKS):
            page.goto("about:blank")
            page.goto(f"{url}{path}", wait_until="commit")
            expect(page.locator(MATCHES)).to_be_visible(timeout=WAIT_MS)
            found = page.evaluate("performance.getEntriesByName('offline check')[0].toJSON()")
            checks.append(found["duration"])
            shown.append(found["startTime"] + found["duration"])
        return statistics.median(checks), statistics.median(shown)
