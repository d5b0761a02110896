"""One delivery of a phone, read without ever failing as a whole.

What cannot be read of one record becomes an envelope that is held; its neighbours go on.
"""

import hashlib
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_datetime

from mentoring.canonical_json import canonical_json
from mentoring.field import conf
from mentoring.field.errors import TooManyRecords

# No phone with this app recorded anything before.
FIRST_YEAR = 2020
# What a browser can count, too.
_LARGEST_SEQUENCE = 2**53 - 1
_MOST_PARENTS = 50
_NAMELESS = uuid.UUID("6f0f6f2c-3d0c-4d55-9a0e-0d6f1f9a0c11")


@dataclass(frozen=True)
class Delivery:
    """sent_at: by the phone's clock, None if it is no time. unsent (records), unsent_files: as
    the phone counts."""

    sent_at: datetime | None
    app_version: str
    unsent: int | None
    unsent_files: int | None
    oldest_unsent_at: datetime | None
    envelopes: tuple["Arrived", ...]


@dataclass(frozen=True)
class Arrived:
    """One record as it came. wrong: the code of what cannot be right, "" if nothing is.

    sequence: as sent; 0 for what has none. recorded_at: by the phone's clock. text: the
    canonical text of the payload; digest: as the phone said it, or of the text if it said none.
    """

    sequence: int
    record: uuid.UUID
    type: str
    version: int
    recorded_at: datetime | None
    after: tuple[uuid.UUID, ...]
    digest: str
    replaces: str
    reason: str
    payload: Any
    text: str
    wrong: str = ""


def read_delivery(body: Mapping[str, Any]) -> Delivery:
    """Raises TooManyRecords, before any of them is read."""
    envelopes = body.get("envelopes")
    if isinstance(envelopes, list) and len(envelopes) > conf.push_max_envelopes():
        raise TooManyRecords(most=conf.push_max_envelopes())
    return Delivery(
        sent_at=instant(body.get("sent_at")),
        app_version=_words(body.get("app_version"), 40),
        unsent=_count(body.get("unsent")),
        unsent_files=_count(body.get("unsent_files")),
        oldest_unsent_at=instant(body.get("oldest_unsent_at")),
        envelopes=tuple(map(read_envelope, envelopes if isinstance(envelopes, list) else ())),
    )


def read_envelope(raw: Any) -> Arrived:
    """`raw` as it came; whatever is wrong with it is said in `wrong`."""
    if not isinstance(raw, Mapping):
        return _unreadable(raw, {})
    try:
        text = canonical_json(raw.get("payload"))
        sequence, record = _number(raw["sequence"]), uuid.UUID(raw["record"])
        after = tuple(uuid.UUID(each) for each in raw.get("after") or ())
        if len(after) > _MOST_PARENTS:
            raise ValueError(len(after))
        version = _number(raw["version"], 2**31 - 1)
        said = _text(raw["type"], 60), _text(raw.get("digest"), 64), _text(raw.get("replaces"), 64)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return _unreadable(raw, raw)
    kind, digest, replaces = said
    payload = raw.get("payload")
    recorded_at = instant(raw.get("recorded_at"))
    real = hashlib.sha256(text.encode()).hexdigest()
    # Damaged it keeps the phone's digest: whatever corrects it names that one.
    known_as = real if len(digest) != len(real) else digest
    return Arrived(
        *(sequence, record, kind, version, recorded_at, after, known_as, replaces),
        reason=_words(raw.get("reason"), 2000),
        payload=payload,
        text=text,
        wrong=_wrong(payload, recorded_at, is_whole=real == digest),
    )


def skew_of(delivery: Delivery, now: datetime) -> int | None:
    """By how many seconds the phone's clock is ahead; None if it said no time."""
    return None if delivery.sent_at is None else round((delivery.sent_at - now).total_seconds())


def put_right(recorded_at: datetime | None, skew: int | None, now: datetime) -> datetime | None:
    """When it really was: with the phone's error taken off, if that is large enough to matter.

    None if even then it cannot be: in a year before such phones, or after tomorrow.
    """
    if recorded_at is None:
        return None
    if skew is not None and abs(skew) > conf.clock_skew_minutes() * 60:
        try:
            recorded_at -= timedelta(seconds=skew)
        except OverflowError:
            return None
    can_be = recorded_at.year >= FIRST_YEAR and recorded_at <= now + timedelta(days=1)
    return recorded_at if can_be else None


def instant(said: Any) -> datetime | None:
    """An instant of ISO 8601 with its offset, in UTC; None for everything else, and for the
    first and last days of the calendar, which no zone can show."""
    try:
        found = parse_datetime(said) if isinstance(said, str) else None
        in_utc = found.astimezone(UTC) if found is not None and found.tzinfo else None
    except (ValueError, OverflowError):
        return None
    return in_utc if in_utc is not None and MINYEAR < in_utc.year < MAXYEAR else None


def _wrong(payload: Any, recorded_at: datetime | None, *, is_whole: bool) -> str:
    if not is_whole:
        return "digest_differs"
    if not isinstance(payload, Mapping):
        return "payload_unreadable"
    return "" if recorded_at is not None else "impossible_date"


def _unreadable(raw: Any, said: Mapping[str, Any]) -> Arrived:
    """Kept whole as its own payload, under an id that is the same whenever it is sent again."""
    try:
        sequence = _number(said.get("sequence"))
    except (TypeError, ValueError):
        sequence = 0
    try:
        text = canonical_json(raw)
    except (ValueError, RecursionError):
        # Too deep, or a number that is none: as Python writes it, so that nothing is lost.
        text = str(storable(repr(raw)))
    digest = hashlib.sha256(text.encode()).hexdigest()
    record = uuid.uuid5(_NAMELESS, digest)
    if isinstance(named := said.get("record"), str):
        with suppress(ValueError):
            record = uuid.UUID(named)
    kind = _words(said.get("type"), 60) or "?"
    return Arrived(
        *(sequence, record, kind, 0, None, (), digest, "", ""),
        payload=raw,
        text=text,
        wrong="envelope_unreadable",
    )


def _number(said: Any, most: int = _LARGEST_SEQUENCE) -> int:
    if isinstance(said, bool) or not isinstance(said, int) or not 0 < said <= most:
        raise ValueError(said)
    return said


def _count(said: Any) -> int | None:
    is_count = isinstance(said, int) and not isinstance(said, bool) and 0 <= said < 2**31
    return said if is_count else None


def _text(said: Any, most: int) -> str:
    """A text as databases can keep it. Raises TypeError."""
    if said is None:
        return ""
    if not isinstance(said, str):
        raise TypeError(said)
    return str(storable(said))[:most]


def _words(said: Any, most: int) -> str:
    """The same of what may be left out: "" for anything that is no text."""
    return _text(said, most) if isinstance(said, str) else ""


def storable(said: Any) -> Any:
    """`said` (what JSON can say) as every database keeps it: without NUL and half pairs."""
    if isinstance(said, str):
        return said.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(said, Mapping):
        return {storable(str(name)): storable(value) for name, value in said.items()}
    if isinstance(said, list | tuple):
        return [storable(each) for each in said]
    return said
