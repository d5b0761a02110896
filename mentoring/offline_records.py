"""What a room and a phone say to one another: the words of every `<app>/offline.py`.

Neutral ground, as `desk.py` is: a room describes its records and what phones may read in
these shapes and never imports `mentoring.field`, which carries them and knows nothing of
what they say. Without `mentoring.field` nobody asks, and nothing breaks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class OfficeMovedOn(MentoringError):
    """Raised by a room's `resolve` when the office's side is not any more what was shown.

    server_values: what it is now; the carrier shows them to whoever decides.
    """

    code = "office_moved_on"
    message = _(
        "What the office has was changed in the meantime. Look at both sides again, then decide."
    )

    def __init__(self, *, server_values: Mapping[str, Any]) -> None:
        super().__init__()
        self.server_values = server_values


class Answer(TextChoices):
    """What became of one record of a phone. None of them means that it was lost."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    REVISION = "revision"
    HELD = "held"
    WAITING = "waiting"
    CONFLICT = "conflict"


class ConflictKind(TextChoices):
    """soft: joined, and somebody is told. hard: the office's value stands until a person
    decides. locked: the figures are locked; it becomes a request to correct them."""

    SOFT = "soft"
    HARD = "hard"
    LOCKED = "locked"


class ConflictClass(TextChoices):
    """How records of a type meet others: kept side by side; joined field by field; the
    office wins and the phone is told why."""

    APPEND = "append"
    REGISTER = "register"
    SERVER = "server"


class Resolution(TextChoices):
    """What a person decided about a conflict; merge chooses a side for each field."""

    KEEP_SERVER = "keep_server"
    KEEP_DEVICE = "keep_device"
    MERGE = "merge"
    BOTH = "both"


@dataclass(frozen=True)
class Received:
    """One record of a phone.

    content: what the type's `read` returned. user: whose phone it is. recorded_at: by the
    phone's clock, put right when we know that it was wrong. received_at: by ours. digest:
    SHA-256, hex, of the payload's canonical text (`canonical_json.py`). replaces: the digest
    of the version that this one changes, "" for the first; reason: why it was changed, in the
    writer's words. accepted_by: who in the office said that it counts although a rule held it;
    None from a phone.
    """

    id: UUID
    content: Any
    version: int
    user: Any
    recorded_at: datetime
    received_at: datetime
    digest: str
    replaces: str = ""
    reason: str = ""
    accepted_by: Any = None


@dataclass(frozen=True)
class Outcome:
    """What a room made of one record.

    answer: `Answer`. code, sentence: why, for held and waiting and conflict; the sentence is
    read on the phone and by a coordinator. waits_for: ids of records that must come first.
    server_values, device_values: field in words or name -> JSON value, for a conflict.
    kind: `ConflictKind` of a conflict, "" otherwise. is_forgotten: of what is held, that nobody
    may keep what it said, neither here nor on the phone; then nobody is asked about it.
    """

    answer: str
    code: str = ""
    sentence: "str | Promise" = ""
    waits_for: tuple[UUID, ...] = ()
    server_values: Mapping[str, Any] | None = None
    device_values: Mapping[str, Any] | None = None
    kind: str = ""
    is_forgotten: bool = False


@dataclass(frozen=True)
class PhoneScreen:
    """One screen of the field app.

    template: a template of `<template id=…>` elements, in the reader's language. module:
    the static path of an ES module that fills them.
    """

    name: str
    template: str
    module: str
