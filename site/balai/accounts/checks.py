"""System checks on accounts: production never starts while demo sign-ins exist."""

import sys
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import ProgrammingError


@register(Tags.database)
def no_demo_accounts_in_production(
    app_configs: Any, databases: list[str] | None = None, **kwargs: Any
) -> list[Error]:
    """E001 when production settings meet a database with demo sign-ins in it."""
    if not getattr(settings, "PRODUCTION", False) or not databases:
        return []
    return demo_account_errors()


def demo_account_errors() -> list[Error]:
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - apps must be ready

    if not get_user_model().objects.filter(is_demo=True).exists():
        return []
    return [
        Error(
            "Demo sign-ins exist in the production database: anybody who read the manual "
            "can sign in with them.",
            hint="Run `manage.py remove_demo` with the settings the demo was loaded with.",
            id="accounts.E001",
        )
    ]


def refuse_to_start_with_demo_accounts() -> None:
    """End the web process, in production, while demo sign-ins exist.

    `check` is not enough: nobody is forced to run it before the server starts. A database
    nobody migrated yet has no accounts at all. Exit status 3 tells gunicorn not to try
    again at once.
    """
    if not getattr(settings, "PRODUCTION", False):
        return
    try:
        errors = demo_account_errors()
    except ProgrammingError:
        return
    for error in errors:
        sys.stderr.write(f"{error.msg} {error.hint}\n")
        sys.exit(3)
