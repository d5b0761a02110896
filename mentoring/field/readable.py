"""Records and differences in words, for whoever decides about them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mentoring.field.models import Conflict, Envelope
from mentoring.field.rooms import record_types
from mentoring.field.sealed_payloads import SealedText

_LONGEST = 400
_NOTHING = "–"


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


def also_waiting(conflict: Conflict, user: Any) -> list[tuple[str, str]]:
    """(words, address) of what else `user` can see waiting about the same record."""
    ask = getattr(record_types().get(conflict.envelope.type), "also_waiting", None)
    return list(ask(conflict.envelope.record, user)) if ask else []


def in_words(envelope: Envelope) -> list[tuple[str, str]]:
    """(label, value) of what the record says.

    A room that is not installed cannot say who may read what: then only the fields are named.
    """
    if not envelope.payload:
        return []
    payload = json.loads(envelope.payload)
    if envelope.type not in record_types():
        return [(_readable(name), _("(kept)")) for name in _names(payload)]
    if not isinstance(payload, Mapping):
        return [(_("As it came"), _said(payload))]
    [words] = _worded(envelope.type, [payload])
    if not words:
        return [(_readable(name), _said(value)) for name, value in payload.items()]
    # What a room has no word for is kept, but helps nobody to decide.
    return [(label, text) for label, text in words.values() if text]


def of_sealed(envelopes: Iterable[Envelope]) -> dict[int, str]:
    """Envelope -> what a sealed record is, without what it says: its kind, and what its room
    names openly of it ("Rounds (Group: Melati, Day: 3 February 2025)"). Constant queries a kind.
    """
    of_kind: dict[str, list[Envelope]] = {}
    for envelope in envelopes:
        if isinstance(envelope.payload, SealedText):
            of_kind.setdefault(envelope.type, []).append(envelope)
    told = {}
    for kind, rows in of_kind.items():
        names = getattr(record_types().get(kind), "open_fields", ())
        payloads = [json.loads(one.payload) for one in rows]
        for envelope, words in zip(rows, _worded_each(kind, payloads), strict=True):
            facts = [": ".join(words[name]) for name in names if name in words and words[name][1]]
            title = type_title(kind)
            told[envelope.pk] = f"{title} ({', '.join(facts)})" if facts else title
    return told


def _worded_each(kind: str, payloads: Sequence[Any]) -> Sequence[Mapping[str, tuple[str, str]]]:
    """Like `_worded`; where one payload is wrong, the others keep their words."""
    together = _worded(kind, payloads)
    if any(together):
        return together
    return [_worded(kind, [one])[0] for one in payloads]


def both_sides(conflict: Conflict) -> list[FieldOfBoth]:
    """The fields of both sides in words, those that differ first; without what is empty on both.

    What only one side has a value for differs; what is written otherwise and means the same
    ("09:00" and "09:00:00") does not.
    """
    sides = conflict.server_values, conflict.device_values
    words = _worded(conflict.envelope.type, sides)
    order = dict.fromkeys([*words[0], *words[1], *sides[0], *sides[1]])
    rows = []
    for number, name in enumerate(order):
        server, device = (_side(name, side, said) for side, said in zip(sides, words, strict=True))
        is_one_word = isinstance(sides[0].get(name), str) and name in words[0]
        is_same = sides[0].get(name) == sides[1].get(name) or (
            server == device and (server == _NOTHING or is_one_word)
        )
        if is_same and server == _NOTHING:
            continue
        label = next((said[name][0] for said in words if name in said), _readable(name))
        rows.append(FieldOfBoth(name, f"field-{number}", label, server, device, not is_same))
    return sorted(rows, key=lambda each: not each.differs)


def _side(name: str, values: Mapping[str, Any], words: Mapping[str, tuple[str, str]]) -> str:
    return (words[name][1] or _NOTHING) if name in words else _said(values.get(name))


def _worded(
    kind: str, sides: Sequence[Mapping[str, Any]]
) -> Sequence[Mapping[str, tuple[str, str]]]:
    """Each of `sides` as field -> (label, text); empty where the room has no words for it."""
    say = getattr(record_types().get(kind), "in_words", None)
    nothing: Sequence[Mapping[str, tuple[str, str]]] = [{} for _side in sides]
    if not callable(say):
        return nothing
    try:
        found: Sequence[Mapping[str, tuple[str, str]]] = say(sides)
    except (KeyError, TypeError, ValueError, AttributeError):
        # The payload may be wrong in any way: then as it came.
        return nothing
    return found


def _names(payload: Any) -> Iterable[str]:
    return [str(name) for name in payload] if isinstance(payload, Mapping) else []


def _readable(name: str) -> str:
    """A field's name for people: rooms give words, others have an underscore."""
    plain = name.replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]


def _said(value: Any) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return _NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str | int | float):
        return str(value)[:_LONGEST]
    return json.dumps(value, ensure_ascii=False)[:_LONGEST]
