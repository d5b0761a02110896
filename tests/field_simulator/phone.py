"""One facilitator's phone: what lies in its outbox, and how it gets that across."""

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tests.field_simulator.network import Lost, Network, Reply

API = "/lapangan/api/v1"
SETTLED = {"applied", "duplicate", "revision"}
BATCH = 12
CHUNK = 16_000


class Refused(AssertionError):
    """The server said no where a phone that keeps to the rules is never refused."""


def canonical(payload: Any) -> bytes:
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(payload: Any) -> str:
    return hashlib.sha256(canonical(payload)).hexdigest()


@dataclass
class Photo:
    """A file that goes up in pieces. id, record: UUIDs as text; content: the bytes."""

    id: str
    record: str
    content: bytes
    is_up: bool = False

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass
class Phone:
    """A phone that has been enrolled. `envelopes` wait in the order of their sequence."""

    token: str
    network: Network
    chance: random.Random
    envelopes: list[dict[str, Any]] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    answers: dict[int, dict[str, Any]] = field(default_factory=dict)
    tries: int = 0

    def write(self, *, record: str, payload: dict[str, Any], replaces: str = "") -> str:
        """Put one version of a visit into the outbox; returns its digest."""
        number = len(self.envelopes) + 1
        envelope = envelope_of(number, record=record, payload=payload, replaces=replaces)
        self.envelopes.append(envelope)
        return str(envelope["digest"])

    @property
    def is_done(self) -> bool:
        return not self.unsettled and all(photo.is_up for photo in self.photos)

    @property
    def unsettled(self) -> list[dict[str, Any]]:
        """Envelopes without a last word of the server."""
        return [
            each
            for each in self.envelopes
            if self.answers.get(each["sequence"], {}).get("answer") not in SETTLED
        ]

    def sync(self, *, most_tries: int) -> None:
        """Go on until everything is across, or `most_tries` requests were spent."""
        for _round in range(most_tries):
            if self.is_done:
                return
            self.tries += 1
            try:
                self._push_some()
                self._upload_some()
            except Lost:
                continue

    def _push_some(self) -> None:
        waiting = self.unsettled
        if not waiting:
            return
        # A retry may begin anywhere: what was in flight comes before or after the rest.
        start = self.chance.randrange(len(waiting)) if self.chance.random() < 0.3 else 0
        batch = waiting[start : start + self.chance.randint(1, BATCH)]
        reply = self._call(
            "POST", "/push/", push_body(batch, unsent=len(waiting)), "application/json"
        )
        for answer in _told(reply)["answers"]:
            self.answers[answer["sequence"]] = answer

    def _upload_some(self) -> None:
        for photo in self.photos:
            if not photo.is_up and self.chance.random() < 0.5:
                self._upload(photo)

    def _upload(self, photo: Photo) -> None:
        about = {
            "id": photo.id,
            "record": photo.record,
            "sha256": photo.sha256,
            "bytes": len(photo.content),
            "media_type": "image/jpeg",
        }
        reply = self._call("POST", "/uploads/", json.dumps(about).encode(), "application/json")
        reached = int(_told(reply)["offset"])
        for offset, piece in _pieces(photo.content, reached):
            reply = self._call(
                "PATCH",
                f"/uploads/{photo.id}/",
                piece,
                "application/offset+octet-stream",
                {"Upload-Offset": str(offset), "Tus-Resumable": "1.0.0"},
            )
            if reply.status == 409:  # an earlier piece did arrive: ask again from where
                return
            if reply.status >= 300:
                raise Refused(f"{reply.status}: {reply.body[:300]!r}")
        photo.is_up = True

    def _call(
        self, method: str, path: str, body: bytes, kind: str, more: dict[str, str] | None = None
    ) -> Reply:
        headers = {"Authorization": f"Device {self.token}", "Content-Type": kind, **(more or {})}
        return self.network.send(method, API + path, headers=headers, body=body)


def envelope_of(
    sequence: int, *, record: str, payload: dict[str, Any], replaces: str = ""
) -> dict[str, Any]:
    """A visit as it lies in an outbox."""
    return {
        "sequence": sequence,
        "record": record,
        "type": "sessions.visit",
        "version": 1,
        "recorded_at": _now(),
        "after": [],
        "digest": digest_of(payload),
        "replaces": replaces,
        "reason": "salah hitung" if replaces else "",
        "payload": payload,
    }


def push_body(envelopes: list[dict[str, Any]], *, unsent: int) -> bytes:
    """What `push/` takes. unsent: how many wait on the phone, these among them."""
    body = {
        "sent_at": _now(),
        "app_version": "simulator",
        "unsent": unsent,
        "oldest_unsent_at": envelopes[0]["recorded_at"] if envelopes else None,
        "envelopes": envelopes,
    }
    return json.dumps(body).encode()


def _pieces(content: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    while offset < len(content):
        yield offset, content[offset : offset + CHUNK]
        offset += CHUNK


def _told(reply: Reply) -> Any:
    if reply.status >= 300:
        raise Refused(f"{reply.status}: {reply.body[:500]!r}")
    return reply.json()


def _now() -> str:
    return datetime.now(UTC).isoformat()


def key_of(chance: random.Random) -> str:
    """A UUID of version 4 that depends on the seed alone."""
    return str(UUID(int=chance.getrandbits(128), version=4))
