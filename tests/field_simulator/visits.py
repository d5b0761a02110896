"""What the phones of one run have to tell, made from its seed."""

import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PIL import Image

from tests.field_simulator.phone import Phone, Photo, key_of

MARKS = ("hadir", "hadir", "hadir", "hadir", "izin", "sakit", "alpa")
# One visit in so many has a photograph; one in so many is corrected before it is sent.
WITH_PHOTO, CORRECTED = 4, 8


@dataclass(frozen=True)
class Expected:
    """What must lie on the server when everything is across.

    attendance: person -> mark, of the last version; photos: SHA-256 of what was taken.
    """

    record: str
    attendance: Mapping[str, str]
    photos: tuple[str, ...]


def fill(
    phone: Phone, groups: list[dict[str, Any]], count: int, chance: random.Random, today: date
) -> Iterator[Expected]:
    """Write `count` visits of `groups` into the outbox of `phone`.

    groups: {"group": key, "people": [keys]}. Each visit of a group is on a day of its own
    within the last ninety, as long as the days reach.
    """
    for number in range(count):
        group = groups[number % len(groups)]
        day = today - timedelta(days=1 + (number // len(groups)) % 88)
        yield _write(phone, group, day, number, chance)


def _write(
    phone: Phone, group: dict[str, Any], day: date, number: int, chance: random.Random
) -> Expected:
    record = key_of(chance)
    photos = [_photo(record, chance)] if number % WITH_PHOTO == 0 else []
    payload = visit_of(group, day, chance, photos)
    digest = phone.write(record=record, payload=payload)
    if number % CORRECTED == 0:
        payload = {**payload, "attendance": _marks(group, chance)}
        phone.write(record=record, payload=payload, replaces=digest)
    phone.photos += photos
    return Expected(record, payload["attendance"], tuple(photo.sha256 for photo in photos))


def _marks(group: dict[str, Any], chance: random.Random) -> dict[str, str]:
    marks = {person: chance.choice(MARKS) for person in group["people"]}
    # Somebody was there, or it was no visit.
    return marks | {group["people"][0]: "hadir"}


def visit_of(
    group: dict[str, Any], day: date, chance: random.Random, photos: Sequence[Photo] = ()
) -> dict[str, Any]:
    """The payload of a visit that was held, with a mark for each of the group's people."""
    return {
        "group": group["group"],
        "shared_with": [],
        "state": "held",
        "not_held_reason": "",
        "kind": "out_wall",
        "happened_on": day.isoformat(),
        "starts_at": "09:00",
        "minutes": chance.choice((60, 90, 120)),
        "component": "keterampilan",
        "purpose": "operational",
        "lessons": [],
        "attendance": _marks(group, chance),
        "guests": [],
        "chaired_by": "member",
        "facilitator_was_present": True,
        "notes": "",
        "voices": [],
        "photos": [_told(photo) for photo in photos],
        "promises": [],
        "readiness": [],
        "venue": "",
        "travel_minutes": None,
        "position": None,
    }


def _told(photo: Photo) -> dict[str, Any]:
    return {
        "upload": photo.id,
        "sha256": photo.sha256,
        "taken_at": "",
        "latitude": None,
        "longitude": None,
        "accuracy": None,
        "caption": "",
    }


def _photo(record: str, chance: random.Random) -> Photo:
    """A picture like no other, of some forty kilobytes: it goes up in three pieces."""
    noise = Image.frombytes("RGB", (160, 120), chance.randbytes(160 * 120 * 3))
    file = io.BytesIO()
    noise.save(file, "JPEG", quality=90)
    return Photo(key_of(chance), record, file.getvalue())
