"""What is told of one visit, by a phone or a form: one shape, one way of reading it.

The shape is that of the record type `sessions.visit` version 1. Reading it changes nothing
and asks no database; whether it can be true is asked in `services.visit_rules`.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    ValidationError,
    model_serializer,
)

from mentoring.registry.models import MembershipRole, Sex
from mentoring.sessions.errors import DayUnreadable, FieldUnreadable
from mentoring.sessions.models import (
    AttendanceStatus,
    ChairedBy,
    Component,
    OwnerKind,
    Purpose,
    ReadinessLine,
    SessionKind,
)

MOST_PHOTOS = 20
MOST_TOPICS = 100
LONG = "long"
# Years of other calendars arrive as these: 2567 is Buddhist, 1447 that of the Hijra.
_YEARS = range(2000, 2100)


def _nothing(said: Any) -> Any:
    """An empty text stands for nothing said."""
    return None if said == "" else said


def _no_training(kind: str) -> str:
    """Sessions of a training run have a page of their own."""
    if kind == SessionKind.TRAINING:
        raise ValueError
    return kind


Words80 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]
Words120 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Words200 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Words300 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
Clock = Annotated[time | None, BeforeValidator(_nothing)]
Moment = Annotated[datetime | None, BeforeValidator(_nothing)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Latitude = Annotated[Decimal, Field(ge=-90, le=90)]
Longitude = Annotated[Decimal, Field(ge=-180, le=180)]
Metres = Annotated[int | None, BeforeValidator(lambda m: m if m is None else round(float(m)))]
VisitKind = Annotated[SessionKind, AfterValidator(_no_training)]


class _Told(BaseModel):
    # Unknown keys are passed over: a newer phone may say more than this server reads.
    model_config = ConfigDict(
        frozen=True, use_enum_values=True, validate_default=True, extra="ignore"
    )


class ToldLesson(_Told):
    page: int
    release: int | None = None


class ToldGuest(_Told):
    """Somebody who was there and is no member; proposed ones wait for the coordinator."""

    id: UUID
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    hamlet: Words80 = ""
    is_proposed: bool = False


class ToldVoice(_Told):
    upload: UUID | None = None
    sha256: Hash
    seconds: int | None = Field(None, ge=0, le=3600)


class Position(_Told):
    """Where a phone was; accuracy in metres."""

    latitude: Latitude
    longitude: Longitude
    accuracy: Metres = None


class ToldPhoto(_Told):
    """A photograph; `sha256` is of the file that is sent. Without a place, GPS was off."""

    upload: UUID | None = None
    sha256: Hash
    taken_at: Moment = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    accuracy: Metres = None
    caption: Words200 = ""


class ToldPromise(_Told):
    id: UUID
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
    owner_kind: OwnerKind = OwnerKind.MEMBER
    owner_person: UUID | None = None
    due_on: date


class ToldLine(_Told):
    """One readiness line; those that are not told keep the answer of the plan."""

    line: ReadinessLine
    is_ready: bool
    note: Words200 = ""


class VisitRecord(_Told):
    """One visit. happened_on: the local day where the group is. minutes: whole, None unknown.

    attendance: person -> hadir, izin, sakit, alpa or tamu. confirmed: "long" where somebody
    looked again at a length above 12 hours. topics: keys of what was chosen
    (`mentoring.sessions.topics`); None, as older apps tell it, leaves an earlier choice.
    """

    group: UUID
    shared_with: tuple[UUID, ...] = ()
    state: Literal["held", "not_held"] = "held"
    not_held_reason: Words200 = ""
    kind: VisitKind = SessionKind.OUT_WALL
    happened_on: date
    starts_at: Clock = None
    minutes: int | None = Field(None, ge=1, le=1440)
    component: Component | Literal[""] = ""
    purpose: Purpose = Purpose.OPERATIONAL
    lessons: tuple[ToldLesson, ...] = ()
    topics: Annotated[tuple[UUID, ...], Field(max_length=MOST_TOPICS)] | None = None
    attendance: Mapping[UUID, AttendanceStatus] = Field(default_factory=dict)
    guests: tuple[ToldGuest, ...] = ()
    chaired_by: ChairedBy | Literal[""] = ""
    facilitator_was_present: bool = True
    notes: LongText = ""
    notes_are_confidential: bool = False
    voices: tuple[ToldVoice, ...] = Field((), max_length=MOST_PHOTOS)
    photos: tuple[ToldPhoto, ...] = Field((), max_length=MOST_PHOTOS)
    promises: tuple[ToldPromise, ...] = ()
    readiness: tuple[ToldLine, ...] = ()
    venue: Words120 = ""
    travel_minutes: int | None = Field(None, ge=0, le=1440)
    position: Position | None = None
    confirmed: tuple[str, ...] = ()

    @model_serializer(mode="wrap")
    def _as_told(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Without topics where none are told: the digest of such a record is that of before."""
        said: dict[str, Any] = written(self)
        if self.topics is None:
            said.pop("topics", None)
        return said


class PlanRecord(_Told):
    """A visit that is planned, with the answers on what it needs."""

    group: UUID
    planned_on: date
    starts_at: Clock = None
    kind: VisitKind = SessionKind.OUT_WALL
    component: Component | Literal[""] = ""
    purpose: Purpose = Purpose.OPERATIONAL
    lessons: tuple[ToldLesson, ...] = ()
    readiness: tuple[ToldLine, ...] = ()


class FollowUpRecord(_Told):
    """What came of a promise."""

    follow_up: UUID
    result: Literal["done", "dropped"] = "done"
    done_on: date
    note: Words300 = ""


class MemberRecord(_Told):
    """Somebody is to join or leave a group, or to get another role; the office decides."""

    group: UUID
    kind: Literal["join", "leave", "role"]
    person: UUID | None = None
    name: Words120 = ""
    hamlet: Words80 = ""
    sex: Sex | Literal[""] = ""
    role: MembershipRole = MembershipRole.MEMBER
    happens_on: date
    reason: Words120 = ""


_DAYS = {"happened_on", "planned_on", "done_on", "happens_on", "due_on"}


def read(shape: type[_Told], payload: Mapping[str, Any]) -> Any:
    """Return `payload` as a `shape`. Raises DayUnreadable, FieldUnreadable."""
    try:
        told = shape.model_validate(payload)
    except ValidationError as wrong:
        [first, *_more] = wrong.errors(include_url=False, include_context=False)
        field = str(first["loc"][0]) if first["loc"] else ""
        if first["loc"] and first["loc"][-1] in _DAYS:
            raise DayUnreadable(said=str(first["input"])[:40]) from wrong
        raise FieldUnreadable(field=field, said=str(first["input"])[:40]) from wrong
    for name in _DAYS & set(shape.model_fields):
        day = getattr(told, name)
        if day.year not in _YEARS:
            raise DayUnreadable(said=day.isoformat())
    return told


def read_visit(payload: Mapping[str, Any], version: int) -> VisitRecord:
    return read(VisitRecord, payload)


def read_plan(payload: Mapping[str, Any], version: int) -> PlanRecord:
    return read(PlanRecord, payload)


def read_follow_up(payload: Mapping[str, Any], version: int) -> FollowUpRecord:
    return read(FollowUpRecord, payload)


def read_member(payload: Mapping[str, Any], version: int) -> MemberRecord:
    return read(MemberRecord, payload)
