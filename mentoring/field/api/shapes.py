"""What is said in both directions: the shapes of the OpenAPI description."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

_DIGEST = "SHA-256, hex, of the canonical JSON text (RFC 8785) of the payload"


class Refusal(Schema):
    code: str = Field(description="stable; for programs")
    sentence: str = Field(description="what, why and what next, in the reader's language")


class EnrolIn(Schema):
    code: str = Field(max_length=200, description="from the QR; valid once")
    device_name: str = Field(max_length=100)
    app_version: str = Field("", max_length=40)
    attempt: str = Field(
        "",
        max_length=200,
        description="random, made by the phone before it asks; who repeats it with the same code "
        "within ten minutes is answered again",
    )


class Owner(Schema):
    name: str
    language: str


class EnrolOut(Schema):
    device: UUID
    token: str = Field(description="for `Authorization: Device <token>`; told once")
    secret: str = Field(description="32 bytes, base64url; told once")
    user: Owner
    server_time: datetime


class UnlockIn(Schema):
    device: UUID
    code: str = Field(max_length=40, description="told by the coordinator; valid once")


class UnlockOut(Schema):
    recovery: str = Field(description="HKDF-SHA256(secret, info 'recovery'), base64url")
    other_recovery: str = Field(
        description="opens the phone where `recovery` does not: it took the last offered secret"
    )
    older_recoveries: list[str] = Field(description="likewise, of secrets offered before that")
    secret: str = Field(
        description="32 bytes, base64url: wrap anew with its recovery key, then say so at `keys/`"
    )


class KeysIn(Schema):
    taken: str = Field(
        pattern="^[0-9a-fA-F]{64}$", description="SHA-256, hex, of the secret's text"
    )


class DeviceOut(Schema):
    state: str = Field(description="active or revoked")


class BucketOut(Schema):
    part: str
    key: str
    digest: str
    bytes: int


class ContentsOut(Schema):
    server_time: datetime
    buckets: list[BucketOut] = Field(description="all there is; drop what is not in the list")
    device: DeviceOut


class EnvelopeIn(Schema):
    """One record. Described strictly, read leniently: what is wrong is held, never refused."""

    sequence: int = Field(ge=1, description="number on this phone, given once")
    record: UUID
    type: str = Field(max_length=60)
    version: int = Field(ge=1)
    recorded_at: datetime = Field(description="by the phone's clock, with its offset")
    after: list[UUID] = Field([], description="records that must come first")
    digest: str = Field(description=_DIGEST)
    replaces: str = Field("", description="digest of the version that this one changes")
    reason: str = Field("", description="why it was changed")
    payload: dict[str, Any]


class PushIn(Schema):
    """May be packed: `Content-Encoding: gzip`."""

    sent_at: datetime
    app_version: str = ""
    unsent: int | None = Field(None, description="records that lie on the phone")
    unsent_files: int | None = Field(None, description="photographs and voices that lie there")
    oldest_unsent_at: datetime | None = None
    envelopes: list[Any]


class AnswerOut(Schema):
    sequence: int
    record: UUID
    answer: str = Field(description="applied, duplicate, revision, held, waiting or conflict")
    code: str
    sentence: str
    waits_for: list[UUID]
    is_forgotten: bool = Field(
        False, description="nobody may keep what it said: the phone empties it, too"
    )


class PushOut(Schema):
    server_time: datetime
    answers: list[AnswerOut]
    device: DeviceOut


class AnswersIn(Schema):
    records: list[UUID] = Field(max_length=1000)


class UploadIn(Schema):
    id: UUID
    record: UUID
    sha256: str = Field(pattern="^[0-9a-fA-F]{64}$")
    bytes: int = Field(ge=1, le=2**31 - 1)
    media_type: str = Field(max_length=100)


class UploadOut(Schema):
    id: UUID
    offset: int
    state: str = Field(description="open or finished")


def body_of_a_push() -> dict[str, Any]:
    """The request body of `push/`, for the description."""
    schema = PushIn.model_json_schema()
    schema["properties"]["envelopes"]["items"] = EnvelopeIn.model_json_schema()
    return {"required": True, "content": {"application/json": {"schema": schema}}}
