"""System checks on accounts: production never starts while demo sign-ins exist."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


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
