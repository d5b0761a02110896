"""Reading a lesson of about 750 words, no picture and no sound, as guest and signed in."""

from playwright.sync_api import BrowserContext

from tests.benchmarks.browser import (
    IDLE_MS,
    Visit,
    chromium,
    empty_profile,
    median_visit,
    visit,
)
from tests.benchmarks.figures import Report
from tests.benchmarks.front import front_server, require_kept
from tests.benchmarks.servers import Servers, rounds, serving
from tests.benchmarks.sites import cookie_of, inside, small_site


def measure(report: Report) -> None:
    """`lesson.*`, in seven parts.

    first_visit, script_bytes: Chromium, 360x740, empty profile, everything until idle.
    slow: the same at 400 kbit/s, 400 ms, processor four times slower.
    repeat: the same page again in the same profile, same slow network; bytes before the
    first paint and bytes until idle. offline: one lesson looked at and touched, then the
    module kept; share of those lessons that open with the network off. signed_in, guest: 8
    connections against hello. guest_front: the same guest behind the front server.
    """
    with small_site() as site:
        staged = inside(site, "lesson", "stage")
        path, reader = staged["path"], staged["reader"]
        with serving(site) as servers:
            _visits(report, f"{servers.url}{path}")
            _offline(report, servers.url, path)
            cookie = cookie_of(site, reader)
            servers.report(report, "lesson.signed_in", path, cookie=cookie)
            servers.report(report, "lesson.guest", path)
            with front_server(site) as front_url:
                require_kept(f"{front_url}{path}", cookie=cookie)
                front = Servers(front_url, servers.hello_url)
                front.report(report, "lesson.guest_front", path)
        report.add(
            "lesson.signed_in.queries", inside(site, "pages", "count", path, reader)["queries"]
        )
        report.add("lesson.guest.queries", inside(site, "pages", "count", path)["queries"])


def _visits(report: Report, url: str) -> None:
    first, slow, again = _median_visits(url)
    report.add("lesson.first_visit.bytes", first.bytes, "bytes")
    report.add("lesson.first_visit.requests", first.requests)
    report.add("lesson.first_visit.requests_before_paint", first.requests_before_paint)
    report.add("lesson.script_bytes", first.script_bytes, "bytes")
    report.add("lesson.font_requests", first.font_requests)
    report.add("lesson.slow.first_paint_s", slow.first_paint_s, "s")
    report.add("lesson.slow.load_s", slow.load_s, "s")
    report.add("lesson.repeat.bytes", again.bytes_before_paint, "bytes")
    report.add("lesson.repeat.bytes_until_idle", again.bytes, "bytes")
    report.add("lesson.repeat.first_paint_s", again.first_paint_s, "s")


def _offline(report: Report, site: str, path: str) -> None:
    module = f"{site}{path.rstrip('/').rpartition('/')[0]}/"
    with chromium() as browser, empty_profile(browser) as profile:
        page = profile.new_page()
        page.goto(f"{site}{path}", wait_until="networkidle")
        page.keyboard.press("Tab")
        page.evaluate("navigator.serviceWorker.ready")
        page.wait_for_timeout(IDLE_MS)
        visited = _opened(profile, [path], site)
        page.goto(module)
        page.locator("[data-choose] button").click()
        page.locator("[data-keep] [data-said]", has_text="✓").wait_for()
        lessons = page.eval_on_selector_all("a.row", "rows => rows.map((row) => row.pathname)")
        kept = _opened(profile, lessons, site)
    opened = visited + kept
    report.add("lesson.offline.share", sum(opened) / len(opened))


def _opened(profile: BrowserContext, paths: list[str], site: str) -> list[bool]:
    """For each lesson, whether its first card shows without network."""
    profile.set_offline(True)
    page = profile.new_page()
    found = []
    for path in paths:
        page.goto(f"{site}{path}", wait_until="load")
        found.append(page.locator("#k1").is_visible())
    page.close()
    profile.set_offline(False)
    return found


def _median_visits(url: str) -> tuple[Visit, Visit, Visit]:
    """First visits without and with the slow profile, and the second slow one."""
    first, slow, again = [], [], []
    with chromium() as browser:
        for _number in range(rounds()):
            with empty_profile(browser) as profile:
                first.append(visit(profile, url))
            with empty_profile(browser) as profile:
                slow.append(visit(profile, url, is_slow=True))
                again.append(visit(profile, url, is_slow=True))
    return median_visit(first), median_visit(slow), median_visit(again)
