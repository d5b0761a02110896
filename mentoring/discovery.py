"""Modules that any installed app may have, found by their name.

`offline.py` says what phones record and take along, `reminders.py` of what people are reminded.
Asked when it is needed, after all apps are loaded; an app that is not installed is absent.
"""

import importlib
from collections.abc import Iterator
from types import ModuleType

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule


def apps_with(name: str) -> Iterator[AppConfig]:
    """Installed apps that have a module `name`, in the order of the apps."""
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, name):
            yield config


def modules_named(name: str) -> Iterator[ModuleType]:
    """The module `name` of every installed app that has one, in the order of the apps.

    Raises whatever importing one of them raises: hiding it would lose what it offers.
    """
    for config in apps_with(name):
        yield importlib.import_module(f"{config.name}.{name}")
