"""What the installed apps offer to phones: `<app>/offline.py`, found by its name.

Asked when it is needed, after all apps are loaded. A broken offline.py is a system check
(`checks.py`); here whatever is right of it is used.
"""

import importlib
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from mentoring.field.protocol import Part, RecordType
from mentoring.offline_records import PhoneScreen

LISTS = ("RECORD_TYPES", "PARTS", "SCREENS")


def offline_modules() -> Iterator[ModuleType]:
    """The `offline` module of every installed app that has one, in the order of the apps.

    Raises whatever importing one of them raises: hiding it would lose records.
    """
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "offline"):
            yield importlib.import_module(f"{config.name}.offline")


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
