"""Making certificates: one, a batch by two workers, and two hundred on their way out."""

import contextlib
import sqlite3
import time
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from launching import running
from tests.benchmarks.figures import Report
from tests.benchmarks.memory import family, resident_mb
from tests.benchmarks.servers import cores, on, web_server
from tests.benchmarks.sites import cookie_of, inside, small_site
from tests.live import LiveSite

PRINTED, ZIPPED, BATCH = 30, 200, 500
# Growth is counted from here on: before it, fonts and styles are read and kept.
SETTLED = 100
PAUSE = 0.2
_TIMES = "SELECT approved_at, finished_at FROM certificates_issuebatch WHERE id = ?"
_DONE = (
    "SELECT count(*) FROM certificates_issueitem WHERE batch_id = ? AND state IN ('done', 'failed')"
)


def measure(report: Report) -> None:
    """`certificate.*`, of two pages with border art, QR code and back page, PDF/A-3a tagged.

    cpu_ms, bytes: processor time and size of one with a photo, median of 30, one process.
    signed.cpu_ms: the same with a PAdES B-B signature by the issuer's own P-256 key.
    badge.cpu_ms, badge.bytes: the first two with an Open Badges credential made and put into the
    PDF; credential.cpu_ms, credential.bytes: the credential alone.
    queries_per_item: reads and writes of approval and issue of 500, in one process.
    zip200_s, first_byte_s: 200 issued ones as a zip, from the web server on one core.
    batch500_s: from approval to the end, 500 on two workers. memory_mb: the larger worker
    at the end; growth_mb: since the 100th. The goals speak of 5,000: ten times as many.
    """
    with small_site() as site:
        clerk = inside(site, "certificates", "stage")["clerk"]
        printed = inside(site, "certificates", "printing", str(PRINTED))
        report.add("certificate.cpu_ms", printed["cpu_ms"], "ms")
        report.add("certificate.signed.cpu_ms", printed["signed_cpu_ms"], "ms")
        report.add("certificate.bytes", printed["bytes"], "bytes")
        report.add("certificate.badge.cpu_ms", printed["badge_cpu_ms"], "ms")
        report.add("certificate.badge.bytes", printed["badge_bytes"], "bytes")
        report.add("certificate.credential.cpu_ms", printed["credential_cpu_ms"], "ms")
        report.add("certificate.credential.bytes", printed["credential_bytes"], "bytes")
        issued = inside(site, "certificates", "issue", str(BATCH))
        report.add("certificate.queries_per_item", issued["queries"] / BATCH)
        with _workers(site) as pid:
            zipped = inside(site, "certificates", "approve", str(ZIPPED))["batch"]
            _watch(site, zipped, pid, ZIPPED)
        with _workers(site) as pid:
            _report_batch(report, site, pid)
        _report_zip(report, site, zipped, clerk)


@contextlib.contextmanager
def _workers(site: LiveSite) -> Iterator[int]:
    """The worker of `make run` with its two processes; gives the key of the first process."""
    parts = running.parts(site.environment, "127.0.0.1", site.port, site.var / "log")
    child = next(part for part in parts if part.name == "worker")
    child.start()
    try:
        yield child.pid
    finally:
        child.stop()


def _report_batch(report: Report, site: LiveSite, pid: int) -> None:
    batch = inside(site, "certificates", "approve", str(BATCH))["batch"]
    held = _watch(site, batch, pid, BATCH)
    approved, finished = _row(site, _TIMES, batch)
    taken = datetime.fromisoformat(finished) - datetime.fromisoformat(approved)
    settled = next(memory for done, memory in held if done >= SETTLED)
    report.add("certificate.batch500_s", taken.total_seconds(), "s")
    report.add("certificate.memory_mb", held[-1][1], "MB")
    report.add("certificate.growth_mb", held[-1][1] - settled, "MB")


def _watch(site: LiveSite, batch: str, pid: int, count: int) -> list[tuple[int, float]]:
    """Wait for the batch; (how many are done, megabytes of the larger worker) as it went."""
    held: list[tuple[int, float]] = []
    done = 0
    while done < count:
        time.sleep(PAUSE)
        (done,) = _row(site, _DONE, batch)
        held.append((done, max(resident_mb(each) for each in family(pid)[1:] or [pid])))
    # The last one to finish closes the batch a moment later.
    time.sleep(5 * PAUSE)
    return held


def _row(site: LiveSite, query: str, batch: str) -> Any:
    database = sqlite3.connect(f"file:{site.var / 'pendamping.sqlite3'}?mode=ro", uri=True)
    with contextlib.closing(database):
        return database.execute(query, [batch]).fetchone()


def _report_zip(report: Report, site: LiveSite, batch: str, clerk: str) -> None:
    cookie = cookie_of(site, clerk)
    with web_server(site), on(cores()[1]):
        question = urllib.request.Request(
            f"{site.url}/admin/sertifikat/kelompok/{UUID(batch)}/semua.zip",
            headers={"Cookie": cookie},
        )
        started = time.perf_counter()
        with urllib.request.urlopen(question) as answer:
            answer.read(1)
            first = time.perf_counter() - started
            while answer.read(1 << 16):
                pass
        taken = time.perf_counter() - started
    report.add("certificate.zip200_s", taken, "s")
    report.add("certificate.first_byte_s", first, "s")
