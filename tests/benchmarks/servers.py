"""The server under test on one core, the client on the other, and hello beside it.

Server and client must not fight for a core, or the figure is about the scheduler. On a
machine with one core, or where programs cannot be pinned, everything runs as it comes.
"""

import contextlib
import os
import statistics
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from launching import places, running
from launching.processes import Child
from tests.benchmarks.client import Address, requests_per_second
from tests.benchmarks.figures import Report
from tests.live import LiveSite, free_port
from tests.patience import wait_until

HELLO = "tests.benchmarks.hello:application"
WARM_UP_SECONDS = 0.5


def seconds() -> float:
    """How long one round lasts: BENCH_SECONDS, 5 if not said."""
    return float(os.environ.get("BENCH_SECONDS") or 5)


def rounds() -> int:
    """How many rounds are made, of which the median counts: BENCH_ROUNDS, 5 if not said."""
    return int(os.environ.get("BENCH_ROUNDS") or 5)


def cores() -> tuple[set[int], set[int]]:
    """The core of the server and that of the client."""
    if not hasattr(os, "sched_getaffinity"):
        return set(), set()
    first, *others = sorted(os.sched_getaffinity(0))
    return {first}, {others[0]} if others else {first}


@contextlib.contextmanager
def on(core: set[int]) -> Iterator[None]:
    """While this lasts, we and every process we start run on `core`."""
    if not core:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, core)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@dataclass(frozen=True)
class Comparison:
    """Answers a second of a page and of hello, and the share; medians of the rounds."""

    per_second: float
    hello_per_second: float
    vs_hello: float


@dataclass(frozen=True)
class Servers:
    """A site's web server and hello, both started with the words `make run` uses."""

    url: str
    hello_url: str
    web_pid: int = 0

    def compare(self, path: str, *, cookie: str = "") -> Comparison:
        """Ask for `path`; in every round hello right before and right after it."""
        hello, page = Address(self.hello_url), _as_a_phone_asks(f"{self.url}{path}", cookie)
        with on(cores()[1]):
            for address in (hello, page):
                requests_per_second(address, seconds=WARM_UP_SECONDS)
            return _median([_round(hello, page) for _number in range(rounds())])

    def report(self, report: Report, name: str, path: str, *, cookie: str = "") -> None:
        found = self.compare(path, cookie=cookie)
        report.add(f"{name}.hello_per_s", found.hello_per_second, "requests/s")
        report.add(f"{name}.per_s", found.per_second, "requests/s")
        report.add(f"{name}.vs_hello", found.vs_hello)


def _as_a_phone_asks(url: str, cookie: str) -> Address:
    headers = {"Accept": "text/html", "Accept-Encoding": "gzip, br"}
    return Address(url, {**headers, "Cookie": cookie} if cookie else headers)


def _round(hello: Address, page: Address) -> Comparison:
    before = requests_per_second(hello, seconds=seconds() / 2)
    found = requests_per_second(page, seconds=seconds())
    after = requests_per_second(hello, seconds=seconds() / 2)
    beside = (before + after) / 2
    return Comparison(found, beside, found / beside)


def _median(found: list[Comparison]) -> Comparison:
    return Comparison(
        statistics.median(each.per_second for each in found),
        statistics.median(each.hello_per_second for each in found),
        statistics.median(each.vs_hello for each in found),
    )


@contextlib.contextmanager
def web_server(site: LiveSite) -> Iterator[Child]:
    """The web server of `site` alone, on the server's core."""
    parts = running.parts(site.environment, "127.0.0.1", site.port, site.var / "log")
    child = next(part for part in parts if part.name == "web server")
    with started(child, f"{site.url}/periksa/"):
        yield child


@contextlib.contextmanager
def hello_server(log: Path) -> Iterator[str]:
    """Hello, on the server's core; gives its address."""
    port = free_port()
    words = [HELLO if word == "balai.wsgi" else word for word in _web_words(port)]
    command = [str(places.PYTHON), "-m", *words]
    child = Child("hello", command, places.site_environment(), log / "hello.log")
    url = running.address("127.0.0.1", port)
    with started(child, url):
        yield url


def _web_words(port: int) -> list[str]:
    return running.web_words("127.0.0.1", port)


@contextlib.contextmanager
def started(child: Child, url: str) -> Iterator[None]:
    try:
        with on(cores()[0]):
            child.start()
        wait_until(lambda: _answers(url) or not child.is_running, f"{child.name} is up")
        if not child.is_running:
            raise RuntimeError(f"{child.name} did not start:\n{child.last_words()}")
        yield
    finally:
        child.stop()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30):
            return True
    except OSError:
        return False


@contextlib.contextmanager
def serving(site: LiveSite) -> Iterator[Servers]:
    """The web server of `site` and hello, both up."""
    with hello_server(site.var / "log") as hello_url, web_server(site) as web:
        yield Servers(site.url, hello_url, web.pid)
