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
    "certificates": ["/periksa/", "/admin/"],
}


def run(plugin: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m …` in a stock project that has `plugin` and nothing of the site."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "PYTHONPATH": str(CHECKOUT),
            "DJANGO_SETTINGS_MODULE": "tests.standalone.bare.settings",
            "PLUGIN": plugin,
            "BARE_DATABASE": str(folder / "bare.sqlite3"),
        },
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("plugin", PAGES)
def test_a_plugin_works_alone(plugin, tmp_path):
    checked = run(plugin, tmp_path, "django", "check", "--fail-level", "ERROR")
    assert checked.returncode == 0, checked.stderr

    complete = run(plugin, tmp_path, "django", "makemigrations", "--check", "--dry-run")
    assert complete.returncode == 0, complete.stdout + complete.stderr

    migrated = run(plugin, tmp_path, "django", "migrate", "-v0")
    assert migrated.returncode == 0, migrated.stderr

    visited = run(plugin, tmp_path, "tests.standalone.bare.visit", *PAGES[plugin])
    expected = [f"200 {page}" for page in PAGES[plugin]]
    assert visited.stdout.splitlines() == expected, visited.stderr
