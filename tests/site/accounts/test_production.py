"""Production refuses to start while anybody could sign in with a password from the manual."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from balai.demo.sign_ins import DEMO_PASSWORD, create_demo_user

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """The environment of a production site on a small database of its own."""
    folder = tmp_path_factory.mktemp("production")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "balai.settings.production",
        "PYTHONPATH": f"{CHECKOUT}:{CHECKOUT / 'site'}",
        "PENDAMPING_VAR": str(folder),
        "PENDAMPING_SECRET_KEY": "only for this test",
        "PENDAMPING_IDENTIFIER_KEYS": "b25seSBmb3IgdGVzdHMgb25seSBmb3IgdGVzdHMhISE=",
        "PENDAMPING_ALLOWED_HOSTS": "contoh.test",
        "PENDAMPING_DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
    }
    run(environment, "manage.py", "migrate", "accounts", "--verbosity=0", "--skip-checks")
    return environment


def run(environment, *arguments):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=CHECKOUT / "site",
        env=environment,
        capture_output=True,
        text=True,
    )


def put_demo_account(environment, present):
    name = environment["PENDAMPING_DATABASE_URL"].removeprefix("sqlite:///")
    with sqlite3.connect(name) as database:
        database.execute("DELETE FROM accounts_user")
        if present:
            database.execute(
                "INSERT INTO accounts_user (password, is_superuser, username, is_staff, is_active,"
                " date_joined, full_name, email, phone, preferred_language, is_demo)"
                " VALUES ('', 0, 'budi', 0, 1, '2026-01-01', 'Budi', '', '', 'id', 1)"
            )


def test_check_names_the_demo_accounts(production):
    put_demo_account(production, present=True)

    answer = run(production, "manage.py", "check", "--database", "default", "--tag", "database")

    assert answer.returncode != 0
    assert "accounts.E001" in answer.stderr


def test_the_web_process_ends_with_a_sentence(production):
    put_demo_account(production, present=True)

    answer = run(production, "-c", "import balai.wsgi")

    assert answer.returncode == 3
    assert "Demo sign-ins exist in the production database" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_without_demo_accounts_the_web_process_starts(production):
    put_demo_account(production, present=False)

    answer = run(production, "-c", "import balai.wsgi")

    assert answer.returncode == 0, answer.stderr


@pytest.mark.django_db
def test_a_demo_account_never_signs_in_on_a_production_server(client, settings):
    settings.PRODUCTION = True
    create_demo_user(username="budi", full_name="Budi", roles=[])

    page = client.post("/masuk/", {"username": "budi", "password": DEMO_PASSWORD})

    assert page.status_code == 200
    assert "dimatikan" in page.text
