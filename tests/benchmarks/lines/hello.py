"""The yardstick by itself: tells whether machine and client are fit to measure with."""

import tempfile
from pathlib import Path

from tests.benchmarks.client import Address, requests_per_second
from tests.benchmarks.figures import Report
from tests.benchmarks.servers import cores, hello_server, on, rounds, seconds


def measure(report: Report) -> None:
    """`hello.per_s`: the bare view, 8 connections; `hello.spread`: largest round over smallest."""
    with tempfile.TemporaryDirectory() as folder:
        found = sorted(_rounds(Path(folder)))
    report.add("hello.per_s", found[len(found) // 2], "requests/s")
    report.add("hello.spread", found[-1] / found[0])


def _rounds(log: Path) -> list[float]:
    with hello_server(log) as url, on(cores()[1]):
        return [requests_per_second(Address(url), seconds=seconds()) for _ in range(rounds())]
