"""System checks: a broken reminders.py, text or way is a sentence at the start."""

import importlib
from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from mentoring.discovery import apps_with
from mentoring.reminders.facts import AUDIENCES, FACTS
from mentoring.reminders.kinds import MODULE
from mentoring.reminders.ways import ways
from mentoring.reminders.wording import strange_words

_HINT = "See mentoring/reminder_kinds.py for what reminders.py may offer."
_LONGEST_NAME = 32


@register("mentoring")
def kinds_can_be_used(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Look at every `<app>/reminders.py`: its imports, names, facts and texts."""
    found: list[CheckMessage] = []
    names: dict[str, str] = {}
    for app in apps_with(MODULE):
        where = f"{app.name}.{MODULE}"
        try:
            module = importlib.import_module(where)
        except Exception as broken:
            # Whatever a module raises while it is imported: `manage.py check` says which one.
            found.append(_error("E001", f"{where} cannot be imported: {broken!r}."))
            continue
        for kind in getattr(module, "KINDS", ()):
            if kind.name in names:
                said = f"{where} and {names[kind.name]} both offer {kind.name!r}."
                found.append(_error("E002", said))
            names[kind.name] = where
            found += _wrong_in(kind, where)
    return found


@register("mentoring")
def ways_can_be_used(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        for way in ways():
            way.check()
    except (ImportError, ImproperlyConfigured) as wrong:
        return [Error(str(wrong), hint="Look at MENTORING_MESSAGE_WAYS.", id=_id("E005"))]
    return []


def _wrong_in(kind: Any, where: str) -> Iterator[CheckMessage]:
    if not kind.name or len(kind.name) > _LONGEST_NAME or kind.audience not in AUDIENCES:
        said = f"{where}: {kind.name!r} needs a name of up to {_LONGEST_NAME} signs, an audience."
        yield _error("E003", said)
    unknown = set(kind.facts) - set(FACTS)
    unknown |= strange_words(kind, str(kind.subject)) | strange_words(kind, str(kind.body))
    if unknown:
        yield _error("E004", f"{where}: {kind.name!r} uses {sorted(unknown)}, which are no facts.")


def _error(number: str, sentence: str) -> Error:
    return Error(sentence, hint=_HINT, id=_id(number))


def _id(number: str) -> str:
    return f"mentoring_reminders.{number}"
