"""A worker dies in the middle of a batch; the next one finishes it; nothing is made twice."""

import json
import subprocess
import sys
from typing import Any

import pytest

from launching import places
from tests.live import LiveSite

COUNT = 1000
DONE_BEFORE = 300


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
    batch = stage(live_site, "batch_at_work", str(COUNT), str(DONE_BEFORE))["batch"]

    live_site.kill_worker()

    before = stage(live_site, "counts", batch)
    done = before["done"]
    assert DONE_BEFORE <= done < COUNT
    assert done == before["valid"] == before["issued_events"]
    said = stage(live_site, "page_says", batch)["sentence"]
    assert said == f"{done} dari {COUNT} selesai, {COUNT - done} menunggu, 0 gagal."

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


def test_what_one_worker_finishes_another_does_not_take_up_again(live_site):
    live_site.kill_worker()

    after = stage(live_site, "claimed_while_another_finishes", "3")

    assert after == {
        "made_late": [0],
        "items": 3,
        "done": 3,
        "certificates": 3,
        "valid": 3,
        "serials": 3,
        "hashes": 3,
        "issued_events": 3,
    }


def test_a_booklet_is_made_once_though_the_worker_was_killed_over_it(impatient, embedded_site):
    row = stage(embedded_site, "print_at_work", "150")["print"]

    embedded_site.kill_worker()
    embedded_site.start_worker()

    after = stage(embedded_site, "wait_for_print", row, "ready")
    assert after == {"attempts": 2, "files": 1, "has_pages": True}
