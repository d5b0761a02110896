"""Every plugin in a site that put a base page of its own in the place of Wagtail's `Page`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.apart

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def test_a_lesson_is_read_on_a_swapped_base_page(tmp_path):
    walked = subprocess.run(
        [sys.executable, "-m", "tests.standalone.swapped.walk"],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "PYTHONPATH": str(CHECKOUT),
            "DJANGO_SETTINGS_MODULE": "tests.standalone.swapped.settings",
            "MEDIA": str(tmp_path),
        },
        capture_output=True,
        text=True,
    )

    said = [line for line in walked.stdout.splitlines() if "System check" not in line]
    assert said == [
        "checked",
        "complete",
        "migrated",
        "200 True Pelajaran",
        "200 True Membuat manik-manik",
        "200 True Memilih kayu",
        "200 True found by a word",
        "200 /periksa/",
        "200 /pendampingan/",
        "200 /admin/",
        "200 the lesson's editor",
    ], walked.stderr
