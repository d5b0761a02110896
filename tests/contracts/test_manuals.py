"""What a plugin offers stands in its manual: settings, hooks, signals, commands, permissions."""

import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.dispatch import Signal

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PLUGINS = ["certificates", "curriculum", "mentoring"]

# Hooks that belong to Wagtail itself need no word in our manuals.
HOOK_ASKED = re.compile(r"""get_hooks\(\s*["'](\w+)["']""")
HOOK_ANSWERED = re.compile(r"""hooks\.register\(\s*["'](\w+)["']""")
SETTING = re.compile(r"\b(?:CERTIFICATES|CURRICULUM|MENTORING)_[A-Z][A-Z0-9_]*[A-Z0-9]\b")
SETTING_READ = re.compile(r"""_setting\(\s*["']([A-Z][A-Z0-9_]*)["']""")
ENVIRONMENT = re.compile(r"""env\.\w+\(\s*["']([A-Z0-9_]+)["']""")


def source(folder: Path) -> str:
    files = [path for path in folder.rglob("*.py") if "migrations" not in path.parts]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def manual(plugin: str) -> str:
    return (CHECKOUT / plugin / "README.md").read_text(encoding="utf-8")


def our_hooks() -> set[str]:
    """Hooks asked somewhere in our own code, whoever answers them."""
    folders = [CHECKOUT / plugin for plugin in PLUGINS] + [CHECKOUT / "site" / "balai"]
    return {name for folder in folders for name in HOOK_ASKED.findall(source(folder))}


def plugin_apps(plugin: str) -> list:
    return [
        config
        for config in apps.get_app_configs()
        if config.name == plugin or config.name.startswith(f"{plugin}.")
    ]


def settings_of(plugin: str) -> set[str]:
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in (CHECKOUT / plugin).rglob("conf.py")
    )
    prefix = f"{plugin.upper()}_"
    read = {f"{prefix}{name}" for name in SETTING_READ.findall(text)}
    return read | {name for name in SETTING.findall(text) if name.startswith(prefix)}


def hooks_of(plugin: str) -> set[str]:
    text = source(CHECKOUT / plugin)
    return set(HOOK_ASKED.findall(text)) | (set(HOOK_ANSWERED.findall(text)) & our_hooks())


def signals_of(plugin: str) -> set[str]:
    found = set()
    for path in (CHECKOUT / plugin).rglob("signals.py"):
        name = ".".join(path.relative_to(CHECKOUT).with_suffix("").parts)
        module = importlib.import_module(name)
        found |= {key for key, value in vars(module).items() if isinstance(value, Signal)}
    return found


def commands_of(plugin: str) -> set[str]:
    return {
        path.stem
        for path in (CHECKOUT / plugin).rglob("management/commands/*.py")
        if path.stem != "__init__"
    }


def permissions_of(plugin: str) -> set[str]:
    return {
        codename
        for config in plugin_apps(plugin)
        for model in config.get_models()
        for codename, _name in model._meta.permissions
    }


@pytest.mark.parametrize("plugin", PLUGINS)
@pytest.mark.parametrize(
    "offered", [settings_of, hooks_of, signals_of, commands_of, permissions_of]
)
def test_the_manual_names_everything_the_plugin_offers(plugin, offered):
    text = manual(plugin)

    assert sorted(name for name in offered(plugin) if f"`{name}`" not in text) == []


@pytest.mark.parametrize("plugin", PLUGINS)
def test_the_manual_names_no_setting_that_does_not_exist(plugin):
    named = {name for name in SETTING.findall(manual(plugin)) if name.startswith(plugin.upper())}

    assert sorted(named - settings_of(plugin)) == []


def test_the_readme_names_every_environment_variable():
    settings = source(CHECKOUT / "site" / "balai" / "settings")
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")

    names = {f"PENDAMPING_{name}" for name in ENVIRONMENT.findall(settings)}

    assert sorted(name for name in names if f"`{name}`" not in text) == []
