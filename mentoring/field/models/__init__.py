"""Phones, what they sent, and where they differ from the office."""

from mentoring.field.models.conflicts import Conflict, ConflictQuerySet
from mentoring.field.models.devices import (
    Device,
    DeviceQuerySet,
    DeviceState,
    Enrolment,
    UnlockCode,
)
from mentoring.field.models.envelopes import (
    AwaitedRecord,
    Envelope,
    EnvelopeQuerySet,
    EnvelopeState,
)
from mentoring.field.models.uploads import Upload, UploadPiece, UploadState

__all__ = [
    "AwaitedRecord",
    "Conflict",
    "ConflictQuerySet",
    "Device",
    "DeviceQuerySet",
    "DeviceState",
    "Enrolment",
    "Envelope",
    "EnvelopeQuerySet",
    "EnvelopeState",
    "UnlockCode",
    "Upload",
    "UploadPiece",
    "UploadState",
]
