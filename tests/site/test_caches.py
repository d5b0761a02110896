"""What counts wrong tries lies apart from what guests can fill up, in both modes."""

import json
import os
import subprocess
import sys
from pathlib import Path

SITE = Path(__file__).resolve().parents[2] / "site"
TELL = """
import json
from django.conf import settings
from django.core.cache import caches

print(json.dumps(settings.CACHES, default=str))
print(json.dumps({name: caches[name].make_key("gate") for name in settings.CACHES}))
"""


def told(folder: Path, mode: str) -> tuple[dict, dict]:
    """(CACHES, the name of one key in each) of a site in this mode."""
    asked = subprocess.run(
        [sys.executable, "-c", TELL],
        cwd=SITE,
        env={
            **os.environ,
            "PYTHONPATH": f"{SITE.parent}:{SITE}",
            "DJANGO_SETTINGS_MODULE": f"balai.settings.{mode}",
            "PENDAMPING_VAR": str(folder),
            "PENDAMPING_REDIS_URL": "redis://127.0.0.1:1/0",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    caches, keys = map(json.loads, asked.stdout.splitlines())
    return caches, keys


def test_on_one_machine_the_counters_have_their_own_folder(tmp_path):
    caches, _keys = told(tmp_path, "embedded")

    assert caches["throttle"]["BACKEND"].endswith(".FileBasedCache")
    folders = {Path(each["LOCATION"]) for each in caches.values()}
    # Django empties what lies directly in a folder, never what lies below.
    assert len(folders) == len(caches)
    assert not any(one in other.parents for one in folders for other in folders)


def test_on_redis_the_counters_have_their_own_names(tmp_path):
    caches, keys = told(tmp_path, "full")

    assert caches["throttle"]["BACKEND"].endswith(".RedisCache")
    assert keys["throttle"] != keys["default"]
