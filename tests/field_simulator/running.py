"""A site of each stack to run against, and what must be so at the end."""

import json
import subprocess
import sys
from typing import Any

from launching import places
from tests.field_simulator.simulation import Figures
from tests.live import LiveSite


def stage(site: LiveSite, verb: str, *words: str) -> Any:
    """Run a verb of `cast` in the site's environment; return what it answered."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.field_simulator.cast", verb, *words],
        cwd=places.CHECKOUT,
        env=site.environment,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout.splitlines()[-1])


def check(figures: Figures) -> None:
    """Every session once, every photograph whole, no envelope without its last word."""
    arrived = figures.arrived
    found = arrived["sessions"]
    assert set(found) == {each.record for each in figures.expected}
    for each in figures.expected:
        assert found[each.record]["marks"] == dict(each.attendance), each.record
        assert sorted(found[each.record]["photos"]) == sorted(each.photos), each.record
    assert set(arrived["answers"]) <= {"applied", "duplicate", "revision"}, arrived["answers"]
    assert arrived["unfinished_uploads"] == 0
    assert arrived["doubled_sequences"] == 0
    assert arrived["devices"] == figures.phones


def said(stack: str, figures: Figures) -> str:
    """One line for people: what was sent through what, and how long it took."""
    troubles = ", ".join(f"{count} {name}" for name, count in sorted(figures.troubles.items()))
    return (
        f"{stack}: {figures.phones} phones, {figures.sessions} sessions and {figures.photos} "
        f"photographs are there once, after {figures.requests} rounds in {figures.seconds:.0f} s; "
        f"{figures.kills} processes killed; {troubles}"
    )
