"""Records and differences in words, for whoever decides about them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mentoring.field.models import Conflict, Envelope
from mentoring.field.rooms import record_types

_LONGEST = 400


@dataclass(frozen=True)
class FieldOfBoth:
    """One field of a difference. input: its name in the form."""

    name: str
    input: str
    label: str
    server: str
    device: str
    differs: bool


def type_title(name: str) -> str:
    """What a kind of record is called; the name itself if its room is not installed."""
    return str(getattr(record_types().get(name), "title", "") or name)


def in_words(envelope: Envelope) -> list[tuple[str, str]]:
    """(label, value) of what the record says.

    A room that is not installed cannot say who may read what: then only the fields are named.
    """
    if not envelope.payload:
        return []
    payload = json.loads(envelope.payload)
    kind = record_types().get(envelope.type)
    if kind is None:
        return [(_readable(name), _("(kept)")) for name in _names(payload)]
    say = getattr(kind, "in_words", None)
    if callable(say):
        try:
            return [(str(label), _said(value)) for label, value in say(payload, envelope.version)]
        except (KeyError, TypeError, ValueError, AttributeError):
            # The payload may be wrong in any way: then as it came.
            pass
    if not isinstance(payload, Mapping):
        return [(_("As it came"), _said(payload))]
    return [(_readable(name), _said(value)) for name, value in payload.items()]


def both_sides(conflict: Conflict) -> list[FieldOfBoth]:
    """The fields of both sides, those that differ first."""
    server, device = conflict.server_values, conflict.device_values
    rows = [
        FieldOfBoth(
            name=name,
            input=f"field-{number}",
            label=_readable(name),
            server=_said(server.get(name)),
            device=_said(device.get(name)),
            differs=server.get(name) != device.get(name),
        )
        for number, name in enumerate({**server, **device})
    ]
    return sorted(rows, key=lambda each: not each.differs)


def _names(payload: Any) -> Iterable[str]:
    return [str(name) for name in payload] if isinstance(payload, Mapping) else []


def _readable(name: str) -> str:
    """A field's name for people: rooms give words, others have an underscore."""
    plain = name.replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]


def _said(value: Any) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str | int | float):
        return str(value)[:_LONGEST]
    return json.dumps(value, ensure_ascii=False)[:_LONGEST]
