"""What two people do at the same moment, on the database that large sites have.

SQLite lets one connection write at a time, so that the tests marked `at_once` prove less there.
"""

import os
import re
import subprocess
import sys

import pytest

from launching.places import CHECKOUT, SITE


@pytest.mark.servers
@pytest.mark.apart
def test_what_is_done_at_once_holds_on_postgresql():
    ran = subprocess.run(
        [sys.executable, "-m", "tests.on_postgresql", "-m", "at_once", "-q", "tests/mentoring"],
        cwd=CHECKOUT,
        env={**_mine(), "PYTHONPATH": str(SITE)},
        capture_output=True,
        text=True,
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
    passed = re.search(r"(\d+) passed", ran.stdout)
    assert passed and int(passed[1]) >= 8, ran.stdout


def _mine() -> dict[str, str]:
    """The environment without what makes a run think that it is part of this one."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
