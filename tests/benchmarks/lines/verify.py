"""Somebody scans the QR code of a valid certificate."""

from tests.benchmarks.browser import chromium, empty_profile, visit
from tests.benchmarks.figures import Report
from tests.benchmarks.servers import serving
from tests.benchmarks.sites import inside, small_site


def measure(report: Report) -> None:
    """`verify.bytes`: first visit to the page of a valid certificate, everything until idle.

    `verify.vs_hello`: 8 connections. `verify.queries`: of one request.
    """
    with small_site() as site:
        inside(site, "certificates", "stage")
        path = f"/c/{inside(site, 'certificates', 'issue', '1')['code']}/"
        with serving(site) as servers:
            with chromium() as browser, empty_profile(browser) as profile:
                first = visit(profile, f"{servers.url}{path}")
            servers.report(report, "verify", path)
        report.add("verify.queries", inside(site, "pages", "count", path)["queries"])
    report.add("verify.bytes", first.bytes, "bytes")
    report.add("verify.requests", first.requests)
