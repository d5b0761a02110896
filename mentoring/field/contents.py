"""What a phone takes along: the buckets of every room, each with a digest."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from mentoring.accounts import language_of
from mentoring.canonical_json import canonical_json
from mentoring.field.rooms import parts


@dataclass(frozen=True)
class Bucket:
    """text: JSON in its canonical form; digest: SHA-256 of it, hex."""

    part: str
    key: str
    text: str
    digest: str


def buckets_of(user: Any, *, today: date) -> Iterator[Bucket]:
    """Everything `user` may read on her phone, in her language.

    Raises what a room raises: a phone drops what is not in the list, so half a list would
    empty it.
    """
    with translation.override(language_of(user)):
        for part in parts().values():
            for key, content in part.contents(user, today=today).items():
                yield _bucket(part.name, str(key), content)


def bucket_of(user: Any, part_name: str, key: str, *, today: date) -> Bucket | None:
    part = parts().get(part_name)
    if part is None:
        return None
    with translation.override(language_of(user)):
        found = part.contents(user, today=today, keys=[key])
        contents = {str(name): content for name, content in found.items()}
        return _bucket(part.name, key, contents[key]) if key in contents else None


def _bucket(part: str, key: str, content: Any) -> Bucket:
    text = canonical_json(content)
    return Bucket(part, key, text, hashlib.sha256(text.encode()).hexdigest())
