"""Each plugin in somebody else's Wagtail site: checked, migrated, complete, and served."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PAGES = {
    "curriculum": ["/admin/"],
    "mentoring": ["/pendampingan/", "/admin/"],
    "mentoring_first_rooms": ["/admin/"],
    "mentoring_without_phones": ["/pendampingan/", "/admin/"],
    "certificates": ["/periksa/", "/admin/"],
}

pytestmark = pytest.mark.apart


@pytest.mark.parametrize("plugin", PAGES)
def test_a_plugin_works_alone(plugin, tmp_path):
    walked = subprocess.run(
        [sys.executable, "-m", "tests.standalone.bare.walk", *PAGES[plugin]],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "PYTHONPATH": str(CHECKOUT),
            "DJANGO_SETTINGS_MODULE": "tests.standalone.bare.settings",
            "PLUGIN": plugin,
            "MEDIA": str(tmp_path),
        },
        capture_output=True,
        text=True,
    )

    said = [line for line in walked.stdout.splitlines() if "System check" not in line]
    pages = [f"200 {page}" for page in PAGES[plugin]]
    assert said == ["checked", "complete", "migrated", *pages], walked.stderr
