"""Where things lie, and with which environment the site's processes run."""

import os
from pathlib import Path

from launching.errors import Trouble

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SITE = CHECKOUT / "site"
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = SITE / "requirements"
STACKS = ("embedded", "full")


def var() -> Path:
    """The folder of everything the site writes: database, files, keys, logs, backups."""
    return Path(os.environ.get("PENDAMPING_VAR") or CHECKOUT / "var").resolve()


def stack() -> str:
    """ "embedded" (SQLite, a broker made of files) or "full" (PostgreSQL and Redis)."""
    chosen = os.environ.get("STACK") or "embedded"
    if chosen not in STACKS:
        raise Trouble(f"STACK={chosen} is unknown: choose STACK=embedded or STACK=full.")
    return chosen


def shown(path: Path) -> str:
    """`path` as a person in the checkout would type it."""
    return str(path.relative_to(CHECKOUT)) if path.is_relative_to(CHECKOUT) else str(path)


def site_environment(**more: str) -> dict[str, str]:
    """The environment of every process that runs the site's code.

    The plugins lie at the root of the checkout and the project in `site/`, so both are
    on the path; nothing has to be installed as a package.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": f"{CHECKOUT}{os.pathsep}{SITE}",
        "PYTHONUNBUFFERED": "1",
        "PENDAMPING_VAR": str(var()),
        "DJANGO_SETTINGS_MODULE": f"balai.settings.{stack()}",
        **more,
    }
    # A make that called us must not reach a make that a test calls.
    for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
        environment.pop(name, None)
    return environment
