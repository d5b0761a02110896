"""A worker dies in the middle of a batch; the next one finishes it; nothing is made twice."""

import json
import subprocess
import sys
from typing import Any

import pytest

from launching import places
from tests.live import LiveSite

COUNT = 160


def stage(site: LiveSite, verb: str, *words: str) -> Any:
    """Run a verb of `staging` in the site's environment; return what it answered."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.journeys.staging", verb, *words],
        cwd=places.CHECKOUT,
        env=site.environment,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout.splitlines()[-1])


@pytest.fixture
def impatient(monkeypatch):
    """Unfinished work is looked for often, so that the test need not wait for minutes."""
    monkeypatch.setenv("PENDAMPING_SWEEP_SECONDS", "3")
    monkeypatch.setenv("PENDAMPING_STALE_AFTER_SECONDS", "8")
    monkeypatch.setenv("PENDAMPING_PRINT_STALE_SECONDS", "8")
    monkeypatch.setenv("PENDAMPING_VISIBILITY_TIMEOUT", "8")


def test_each_certificate_is_issued_exactly_once_though_the_worker_was_killed(impatient, live_site):
    batch = stage(live_site, "batch_at_work", str(COUNT), "3")["batch"]

    live_site.kill_worker()

    before = stage(live_site, "counts", batch)
    assert 3 <= before["done"] < COUNT
    assert before["done"] == before["valid"] == before["issued_events"]

    live_site.start_worker()
    after = stage(live_site, "wait_for_some", batch, str(COUNT))

    assert after == {
        "items": COUNT,
        "done": COUNT,
        "certificates": COUNT,
        "valid": COUNT,
        "serials": COUNT,
        "hashes": COUNT,
        "issued_events": COUNT,
    }


def test_a_booklet_is_made_once_though_the_worker_was_killed_over_it(impatient, embedded_site):
    row = stage(embedded_site, "print_at_work", "150")["print"]

    embedded_site.kill_worker()
    embedded_site.start_worker()

    after = stage(embedded_site, "wait_for_print", row, "ready")
    assert after == {"attempts": 2, "files": 1, "has_pages": True}
