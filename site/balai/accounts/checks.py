"""System checks on accounts: production never starts while demo sign-ins exist."""

import sys
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import ProgrammingError

from balai.accounts.roles import ROLE_NAMES


@register(Tags.database)
def no_demo_accounts_in_production(
    app_configs: Any, databases: list[str] | None = None, **kwargs: Any
) -> list[Error]:
    """E001 when production settings meet a database with demo sign-ins in it."""
    if not getattr(settings, "PRODUCTION", False) or not databases:
        return []
    return demo_account_errors()


@register(Tags.security)
def second_factor_is_asked_of_known_roles(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E002 for a role that does not exist, W003 when production asks nobody."""
    unknown = sorted(set(settings.SECOND_FACTOR_ROLES) - set(ROLE_NAMES))
    found: list[CheckMessage] = [
        Error(
            f"PENDAMPING_SECOND_FACTOR_ROLES names a role that does not exist: {name}.",
            hint=f"Name some of: {', '.join(ROLE_NAMES)}.",
            id="accounts.E002",
        )
        for name in unknown
    ]
    if getattr(settings, "PRODUCTION", False) and not settings.SECOND_FACTOR_ROLES:
        found.append(
            Warning(
                "Nobody is asked for a second factor: whoever guesses an administrator's "
                "password owns the site.",
                hint="Leave PENDAMPING_SECOND_FACTOR_ROLES unset.",
                id="accounts.W003",
            )
        )
    return found


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
