"""A cheap phone in a village, as Chromium plays it: what a visit costs, and when it shows."""

import contextlib
import shutil
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from launching.errors import Trouble
from launching.packages import install_line
from tests.benchmarks.servers import cores, on
from tests.browser import PHONE

# 400 kbit/s, 400 ms, a processor four times slower: the profile "slow".
BYTES_PER_SECOND = 400_000 / 8
LATENCY_MS = 400
SLOWER = 4
IDLE_MS = 1_500


@dataclass(frozen=True)
class Visit:
    """One visit. Seconds from the moment the address is asked. Bytes with their heads.

    script_bytes: compressed. bytes_before_paint, requests_before_paint: what had come over
    the wire when the first thing was painted. tags: ETags seen, for the curious.
    """

    requests: int
    bytes: int
    script_bytes: int
    font_requests: int
    bytes_before_paint: int
    requests_before_paint: int
    first_paint_s: float
    load_s: float


@dataclass
class Wire:
    """What the browser's network says, request by request."""

    kinds: dict[str, str] = field(default_factory=dict)
    started: dict[str, float] = field(default_factory=dict)
    done: dict[str, tuple[float, int]] = field(default_factory=dict)
    cached: set[str] = field(default_factory=set)
    # Wall clock minus the browser's own clock.
    shift: float = 0.0

    def listen(self, session: CDPSession) -> None:
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.requestServedFromCache", lambda e: self.cached.add(e["requestId"]))
        session.on("Network.responseReceived", self._answered)

    def _asked(self, event: dict[str, Any]) -> None:
        if urlsplit(event["request"]["url"]).scheme not in ("http", "https"):
            return
        self.kinds[event["requestId"]] = event.get("type", "")
        self.started[event["requestId"]] = event["timestamp"]
        self.shift = event["wallTime"] - event["timestamp"]

    def _answered(self, event: dict[str, Any]) -> None:
        response = event["response"]
        if response.get("fromDiskCache") or response.get("fromPrefetchCache"):
            self.cached.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.kinds:
            self.done[event["requestId"]] = (event["timestamp"], int(event["encodedDataLength"]))

    def bytes(self) -> int:
        """With their heads; what the browser had already counts nothing."""
        return sum(size for _moment, size in self.over_the_wire().values())

    def over_the_wire(self) -> dict[str, tuple[float, int]]:
        return {key: value for key, value in self.done.items() if key not in self.cached}


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium on the client's core, without what it does behind a person's back."""
    program = shutil.which("chromium")
    if program is None:
        raise Trouble(f"Chromium is missing: type `{install_line(['chromium'])}`.")
    with on(cores()[1]), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-default-apps",
                "--disable-sync",
                "--no-first-run",
                "--no-pings",
            ],
        )
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def empty_profile(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, locale="id-ID")
    try:
        yield context
    finally:
        context.close()


def visit(context: BrowserContext, url: str, *, is_slow: bool = False) -> Visit:
    """Open `url` in a new tab of `context` and wait until nothing moves any more."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if is_slow:
        _slow_down(session)
    wire = Wire()
    wire.listen(session)
    page.goto(url, wait_until="load", timeout=120_000)
    page.wait_for_load_state("networkidle", timeout=120_000)
    page.wait_for_timeout(IDLE_MS)
    found = _measured(page, wire)
    page.close()
    return found


def open_on_wire(context: BrowserContext, url: str) -> tuple[Page, Wire]:
    """A tab at `url`, and what comes over the wire for it from then on."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    wire = Wire()
    wire.listen(session)
    page.goto(url, wait_until="networkidle", timeout=120_000)
    wire.done.clear()
    return page, wire


def _slow_down(session: CDPSession) -> None:
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_PER_SECOND,
            "uploadThroughput": BYTES_PER_SECOND,
        },
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _measured(page: Page, wire: Wire) -> Visit:
    timing = page.evaluate(
        """() => {
            const paint = performance.getEntriesByName("first-contentful-paint")[0];
            const visit = performance.getEntriesByType("navigation")[0];
            return {origin: performance.timeOrigin, paint: paint.startTime,
                    load: visit.loadEventStart};
        }"""
    )
    painted_at = (timing["origin"] + timing["paint"]) / 1000 - wire.shift
    sent = wire.over_the_wire()
    early = [key for key, (at, _size) in sent.items() if at <= painted_at]
    return Visit(
        requests=len(sent),
        bytes=sum(size for _at, size in sent.values()),
        script_bytes=sum(size for key, (_at, size) in sent.items() if wire.kinds[key] == "Script"),
        font_requests=sum(kind == "Font" for kind in wire.kinds.values()),
        bytes_before_paint=sum(sent[key][1] for key in early),
        requests_before_paint=len(early),
        first_paint_s=timing["paint"] / 1000,
        load_s=timing["load"] / 1000,
    )


def median_visit(visits: list[Visit]) -> Visit:
    """Each figure's median by itself."""
    names = Visit.__dataclass_fields__
    return Visit(
        **{name: statistics.median(getattr(each, name) for each in visits) for name in names}
    )
