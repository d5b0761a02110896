"""What the installed apps offer to phones: `<app>/offline.py`, found by its name.

Asked when it is needed, after all apps are loaded. A broken offline.py is a system check
(`checks.py`); here whatever is right of it is used.
"""

from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

from mentoring.discovery import modules_named
from mentoring.field.protocol import Part, RecordType
from mentoring.offline_records import PhoneScreen

LISTS = ("RECORD_TYPES", "PARTS", "SCREENS")


def offline_modules() -> Iterator[ModuleType]:
    return modules_named("offline")


def record_types() -> dict[str, RecordType]:
    return {each.name: each for each in _offered("RECORD_TYPES")}


def parts() -> dict[str, Part]:
    return {each.name: each for each in _offered("PARTS")}


def screens() -> dict[str, PhoneScreen]:
    return {each.name: each for each in _offered("SCREENS")}


@cache
def _offered(name: str) -> tuple[Any, ...]:
    return tuple(each for module in offline_modules() for each in getattr(module, name, ()))


def forget() -> None:
    """Look again, for tests that install another app."""
    _offered.cache_clear()
