"""System checks: a broken offline.py is a sentence at the start, not a lost record later."""

import importlib
import re
from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from mentoring.discovery import apps_with
from mentoring.offline_records import ConflictClass

_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")
_HINT = "See mentoring/field/protocol.py for what offline.py may offer."


@register("mentoring")
def offline_modules_can_be_used(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Look at every `<app>/offline.py`: its imports, its lists, names, versions, templates."""
    found: list[CheckMessage] = []
    names: dict[tuple[str, str], str] = {}
    for app in apps_with("offline"):
        where = f"{app.name}.offline"
        try:
            module = importlib.import_module(where)
        except Exception as broken:
            # Whatever a module raises while it is imported: `manage.py check` says which one.
            found.append(_error("E001", f"{where} cannot be imported: {broken!r}."))
            continue
        found += _wrong_in(module, where)
        found += _said_twice(module, where, names)
    return found


def _wrong_in(module: Any, where: str) -> Iterator[CheckMessage]:
    for each in getattr(module, "RECORD_TYPES", ()):
        yield from _wrong_type(each, where)
    for each in getattr(module, "PARTS", ()):
        if not _is_named(each):
            yield _error("E002", f"{where}: {each!r} of PARTS has no name like room.noun.")
        if not callable(getattr(each, "contents", None)):
            yield _error("E003", f"{where}: {each!r} of PARTS has no function contents.")
    for each in getattr(module, "SCREENS", ()):
        if not getattr(each, "name", ""):
            yield _error("E002", f"{where}: {each!r} of SCREENS has no name.")
        elif missing := _missing_template(each):
            yield _error("E006", f"{where}: the template {missing} of {each.name} does not exist.")


def _wrong_type(each: Any, where: str) -> Iterator[CheckMessage]:
    if not _is_named(each):
        yield _error("E002", f"{where}: {each!r} of RECORD_TYPES has no name like room.noun.")
        return
    for verb in ("read", "apply"):
        if not callable(getattr(each, verb, None)):
            yield _error("E003", f"{where}: {each.name} has no function {verb}.")
    if getattr(each, "version", None) not in (getattr(each, "versions", None) or ()):
        yield _error("E004", f"{where}: the version of {each.name} is not among its versions.")
    if getattr(each, "conflict_class", None) not in ConflictClass.values:
        classes = ", ".join(ConflictClass.values)
        yield _error("E005", f"{where}: the conflict_class of {each.name} is none of {classes}.")


def _is_named(each: Any) -> bool:
    return isinstance(name := getattr(each, "name", None), str) and bool(_NAME.fullmatch(name))


def _missing_template(screen: Any) -> str:
    try:
        get_template(screen.template)
    except TemplateDoesNotExist:
        return screen.template
    return ""


def _said_twice(
    module: Any, where: str, names: dict[tuple[str, str], str]
) -> Iterator[CheckMessage]:
    """names: (list, name) -> module, of what was looked at so far; grows."""
    for offered in ("RECORD_TYPES", "PARTS", "SCREENS"):
        for each in getattr(module, offered, ()):
            name = getattr(each, "name", "")
            if first := names.get((offered, name)):
                yield _error("E007", f"{where} and {first} both offer {name} in {offered}.")
            names.setdefault((offered, name), where)


def _error(number: str, sentence: str) -> Error:
    return Error(sentence, hint=_HINT, id=f"mentoring_field.{number}")
