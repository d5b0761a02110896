"""What is said in both directions: the shapes of the OpenAPI description."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema


class Refusal(Schema):
    code: str = Field(description="stable; for programs")
    sentence: str = Field(description="what, why and what next, in the reader's language")


class TypeOut(Schema):
    id: int
    code: str
    title: str
    issuer: str = Field(description="code of the issuer")


class TrainingOut(Schema):
    key: str
    title: str
    issuer: str
    starts_on: date
    last_day: date
    is_closed: bool
    types: list[TypeOut]


class RuleOut(Schema):
    kind: str
    state: str
    value: Any = None
    needed: Any = None
    sentence: str


class CheckedOut(Schema):
    number: str
    name: str
    group: str
    is_eligible: bool
    gets_statement: bool
    standing_serial: str = Field(description="number of the one she has already, or empty")
    rules: list[RuleOut]


class CheckOut(Schema):
    training: str
    type: int
    seen: str = Field(description="hash of what was read; send it when preparing")
    people: list[CheckedOut]


class PrepareIn(Schema):
    training: str = Field(max_length=100)
    type: int
    issued_on: date | None = Field(None, description="today at the issuer if left out")
    seen: str = Field("", max_length=64, description="`seen` of the check; refused if it changed")


class BatchOut(Schema):
    id: UUID
    training: str
    type: int
    issuer: str
    state: str
    issued_on: date
    total: int
    done: int
    failed: int
    voided: int
    made_at: datetime
    approved_at: datetime | None
    finished_at: datetime | None


class RevokeIn(Schema):
    reason: str = Field(pattern="^(error|fraud|withdrawn)$", description="told to verifiers")
    note: str = Field(min_length=1, max_length=300, description="for the issuer alone")


class CertificateOut(Schema):
    id: UUID
    serial: str
    code: str
    name: str
    status: str
    origin: str
    issued_on: date
    valid_until: date | None


class ReplaceIn(Schema):
    wanted_name: str = Field(min_length=1, max_length=120)
    reason: str = Field(min_length=1, max_length=300, description="how the right name is known")


class CorrectionOut(Schema):
    id: int
    certificate: UUID
    wanted_name: str
    state: str
    successor: UUID | None


class LineOut(Schema):
    type: str
    place: int | None = Field(description="in the number series; null for papers of the past")
    serial: str
    name: str
    programme: str
    issued_on: date | None
    state: str
    remark: str
