"""Django's own checks for a public server find nothing in the production settings."""

import os
import subprocess
import sys
from pathlib import Path

SITE = Path(__file__).resolve().parents[2] / "site"


def test_the_production_settings_pass_djangos_deployment_checks(tmp_path):
    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=SITE,
        env={
            # Playwright needs it in the tests; a public server must never have it.
            **{name: value for name, value in os.environ.items() if "ASYNC_UNSAFE" not in name},
            "PYTHONPATH": str(SITE.parent),
            "DJANGO_SETTINGS_MODULE": "balai.settings.production",
            "PENDAMPING_VAR": str(tmp_path),
            "PENDAMPING_SECRET_KEY": "Kunci-contoh-yang-panjang-sekali-0123456789-abcdefghij",
            "PENDAMPING_IDENTIFIER_KEYS": "b25seSBmb3IgdGVzdHMgb25seSBmb3IgdGVzdHMhISE=",
            "PENDAMPING_ALLOWED_HOSTS": "pendamping.example.org",
            "PENDAMPING_DATABASE_URL": f"sqlite:///{tmp_path}/situs.db",
            "PENDAMPING_REDIS_URL": "redis://127.0.0.1:1/0",
            "PENDAMPING_BROKER_URL": "redis://127.0.0.1:1/1",
        },
        capture_output=True,
        text=True,
    )

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout
