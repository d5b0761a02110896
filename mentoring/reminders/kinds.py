"""What the installed apps offer: `<app>/reminders.py`, found by its name.

A broken reminders.py is a system check (`checks.py`).
"""

from functools import cache
from typing import Any

from mentoring.discovery import modules_named
from mentoring.reminder_kinds import DigestLine, ReminderKind

MODULE = "reminders"


def kinds() -> dict[str, ReminderKind]:
    """Every kind of message, by its name."""
    return {each.name: each for each in _offered("KINDS")}


def digest_lines() -> tuple[DigestLine, ...]:
    return _offered("DIGEST_LINES")


@cache
def _offered(name: str) -> tuple[Any, ...]:
    return tuple(each for module in modules_named(MODULE) for each in getattr(module, name, ()))


def forget() -> None:
    """Look again, for tests that install another app."""
    _offered.cache_clear()
