"""What phones tell of sessions, in words: for whoever decides about a record or a difference."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from mentoring.registry.models import CrafterGroup, Person
from mentoring.sessions.models import AttendanceStatus, FollowUp
from mentoring.sessions.topics import topic_words
from mentoring.sessions.versions import labels, said

_GROUPS, _PEOPLE, _PROMISES = ("group", "shared_with"), ("person",), ("follow_up",)


def in_words(sides: Sequence[Mapping[str, Any]]) -> list[dict[str, tuple[str, str]]]:
    """Each of `sides` (payloads of this room's records, or what the office has) as field ->
    (label, text), in the order people read them; "" for what it does not say.

    Three queries for all sides, and one more where something was chosen. Raises KeyError,
    TypeError, ValueError or AttributeError for a payload that is wrong.
    """
    names = _names(sides) | topic_words(sides)
    words = _labels()
    return [
        {
            field: (words[field], _text(field, side[field], names))
            for field in (*words, *side)
            if field in side and field in words
        }
        for side in sides
    ]


def _labels() -> dict[str, str]:
    return {
        "group": _("Group"),
        "planned_on": _("Planned for"),
        **labels(),
        "attendance": _("Attendance"),
        "shared_with": _("Together with"),
        "notes_are_confidential": _("Notes are confidential"),
        "position": _("Where it was"),
        "follow_up": _("Promise"),
        "result": _("What came of it"),
        "done_on": _("Done on"),
        "note": _("Note"),
        "person": _("Person"),
        "name": _("Name"),
        "hamlet": _("Hamlet"),
        "sex": _("Sex"),
        "role": _("Role"),
        "happens_on": _("From which day"),
        "reason": _("Reason"),
    }


def _text(field: str, value: Any, names: Mapping[str, str]) -> str:
    if value in (None, "", [], {}):
        return ""
    if field == "attendance":
        return _attendance(value, names)
    if field in (*_GROUPS, *_PEOPLE, *_PROMISES):
        keys = [value] if isinstance(value, str) else value
        return ", ".join(names.get(str(key), "?") for key in keys)
    if field == "starts_at":
        return str(value)[:5]
    if field == "position":
        return f"{value['latitude']}, {value['longitude']}"
    return said(field, value, names)


def _attendance(marks: Mapping[str, str], names: Mapping[str, str]) -> str:
    """ "hadir (2): Sari, Tini; alpa (1): Wati"."""
    parts = []
    for status in AttendanceStatus:
        there = sorted(names.get(str(key), "?") for key, mark in marks.items() if mark == status)
        if there:
            parts.append(f"{status.label} ({len(there)}): {', '.join(there)}")
    return "; ".join(parts)


def _names(sides: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Key -> name, of the groups, people and promises that `sides` name."""
    people = _keys(sides, _PEOPLE) | {
        key for side in sides for key in _real(side.get("attendance") or {})
    }
    groups, promises = _keys(sides, _GROUPS), _keys(sides, _PROMISES)
    found: dict[Any, str] = {}
    if people:
        found |= dict(Person.objects.filter(pk__in=people).values_list("pk", "full_name"))
    if groups:
        found |= dict(CrafterGroup.objects.filter(pk__in=groups).values_list("pk", "name"))
    if promises:
        found |= dict(FollowUp.objects.filter(pk__in=promises).values_list("pk", "text"))
    return {str(key): name for key, name in found.items()}


def _keys(sides: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> set[UUID]:
    values = [side.get(field) for side in sides for field in fields]
    return {
        key
        for value in values
        if value
        for key in _real([value] if isinstance(value, str) else value)
    }


def _real(said_keys: Iterable[Any]) -> set[UUID]:
    """Those that are keys at all: a phone may say anything."""
    found = set()
    for each in said_keys:
        try:
            found.add(UUID(str(each)))
        except ValueError:
            continue
    return found
