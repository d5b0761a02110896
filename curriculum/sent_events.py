"""What a phone sends, read with suspicion: one record, as a plain object.

    {"id": uuid, "kind": "lesson_opened" | "lesson_done" | "check_answered",
     "release": key, "lesson": page key, "block": uuid, "option": uuid,
     "recorded_at": "2026-08-03T09:15:00+07:00", "locale": "id",
     "reader": user key (only if it is not the sender), "moment": "before" | "after",
     "payload": {…}}

`block`, `option` and `moment` belong to answers only; `moment` says whether somebody was
asked before the lessons or after them. It, `locale`, `reader` and `payload` may be absent.
"""

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from curriculum import conf
from curriculum.errors import EventTooHeavy, EventUnreadable
from curriculum.models import EventKind, Moment

LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class SentEvent:
    """One record as understood. `reader_id` is None when the sender is the reader."""

    id: uuid.UUID
    kind: str
    release_id: int
    lesson_id: int
    recorded_at: datetime
    block_id: uuid.UUID | None = None
    option_id: uuid.UUID | None = None
    locale: str = ""
    reader_id: int | None = None
    moment: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)


def read_event(raw: Any) -> SentEvent:
    """`raw` (what JSON gave) as an event. Raises EventUnreadable, EventTooHeavy."""
    text = _light_text(raw)
    if not isinstance(raw, dict):
        raise EventUnreadable(part="{}")
    # Neither can be stored: databases refuse NUL, and halves of a character.
    if "\\u0000" in text or not _is_whole(raw):
        raise EventUnreadable(part="text")
    kind = raw.get("kind")
    if kind not in EventKind.values:
        raise EventUnreadable(part="kind")
    is_answer = kind == EventKind.CHECK_ANSWERED
    return SentEvent(
        id=_uuid(raw, "id"),
        kind=kind,
        release_id=_key(raw, "release"),
        lesson_id=_key(raw, "lesson"),
        recorded_at=moment(raw.get("recorded_at"), "recorded_at"),
        block_id=_uuid(raw, "block") if is_answer else None,
        option_id=_uuid(raw, "option") if is_answer else None,
        locale=_locale(raw),
        reader_id=None if raw.get("reader") is None else _key(raw, "reader"),
        moment=_before_or_after(raw) if is_answer else "",
        payload=_payload(raw),
    )


def _light_text(raw: Any) -> str:
    limit = conf.max_event_bytes()
    try:
        text = json_text(raw)
    except RecursionError as nested:
        raise EventTooHeavy(limit=limit // 1024) from nested
    if len(text) > limit:
        raise EventTooHeavy(limit=limit // 1024)
    return text


def json_text(raw: Any) -> str:
    """`raw` as the shortest JSON, the same for the same content; plain ASCII."""
    return json.dumps(raw, sort_keys=True, separators=(",", ":"))


def moment(value: Any, part: str) -> datetime:
    """A moment with its zone. Raises EventUnreadable, naming the `part` of the record."""
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
        # The ends of the calendar have no neighbours to be compared in another zone.
        usable = found is not None and found.utcoffset() is not None and 1 < found.year < 9999
    except ValueError:
        usable = False
    if not usable or found is None:
        raise EventUnreadable(part=part)
    return found


def _is_whole(raw: Any) -> bool:
    try:
        json.dumps(raw, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _uuid(raw: Mapping[str, Any], part: str) -> uuid.UUID:
    try:
        return uuid.UUID(raw[part])
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise EventUnreadable(part=part) from wrong


def _key(raw: Mapping[str, Any], part: str) -> int:
    value = raw.get(part)
    # `True` is a whole number to Python.
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= LARGEST_KEY:
        raise EventUnreadable(part=part)
    return value


def _locale(raw: Mapping[str, Any]) -> str:
    value = raw.get("locale", "")
    if value == "":
        return ""
    if not isinstance(value, str) or len(value) > 16 or not LOCALE.fullmatch(value):
        raise EventUnreadable(part="locale")
    return value


def _before_or_after(raw: Mapping[str, Any]) -> str:
    value = raw.get("moment", "")
    if value != "" and value not in Moment.values:
        raise EventUnreadable(part="moment")
    return str(value)


def _payload(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    value = raw.get("payload", {})
    if not isinstance(value, dict):
        raise EventUnreadable(part="payload")
    return value
