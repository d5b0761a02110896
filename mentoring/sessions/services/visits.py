"""A facilitator's visit to a group as a form tells it: the same rules as for a phone's record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from mentoring.canonical_json import digest_of
from mentoring.conf import photo_long_side, photo_max_bytes
from mentoring.photo_facts import PhotoFacts, facts_in
from mentoring.photos import KeptPhoto, prepare_photo
from mentoring.registry.models import CrafterGroup, Person
from mentoring.sessions.models import Evidence, MentoringSession, OwnerKind, Purpose, SessionKind
from mentoring.sessions.programmes import TeachingModule
from mentoring.sessions.services.attachments import keep_photo
from mentoring.sessions.services.clock import moment
from mentoring.sessions.services.known import Told
from mentoring.sessions.services.recording import record_visits
from mentoring.sessions.visit_records import VisitRecord, read_visit


@dataclass(frozen=True)
class PhotoUpload:
    """A photograph as it was sent; `file` is open for reading bytes."""

    file: BinaryIO
    caption: str = ""


@dataclass(frozen=True)
class Promise:
    """What somebody promised at a visit."""

    text: str
    due_on: date
    owner_kind: str = OwnerKind.MEMBER
    owner_person: Person | None = None


@dataclass(frozen=True)
class VisitLog:
    """What a facilitator tells of one visit.

    session_id: the key made where the record was written; of a planned session, to hold
    it. happened_on: the local day in the group's zone. attendance: person -> hadir, izin,
    sakit, alpa or tamu. guests: names of people nobody registered. minutes: whole
    minutes, None if nobody looked at the clock. recorded_at: the writer's clock, aware.
    readiness: line -> in order; lines left out keep the answer of the plan. topics: keys of
    what was chosen, None where nobody was asked.
    """

    session_id: UUID
    group: CrafterGroup
    happened_on: date
    attendance: Mapping[Person, str]
    kind: str = SessionKind.OUT_WALL
    guests: Sequence[str] = ()
    starts_at: datetime | None = None
    minutes: int | None = None
    purpose: str = Purpose.OPERATIONAL
    component: str = ""
    venue: str = ""
    travel_minutes: int | None = None
    chaired_by: str = ""
    facilitator_was_present: bool = True
    module: TeachingModule | None = None
    topics: Sequence[UUID] | None = None
    notes: str = ""
    notes_are_confidential: bool = False
    readiness: Mapping[str, bool] = field(default_factory=dict)
    not_held_reason: str = ""
    is_long_confirmed: bool = False
    photos: Sequence[PhotoUpload] = field(default=())
    promises: Sequence[Promise] = field(default=())
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class _Ready:
    kept: KeptPhoto
    facts: PhotoFacts
    caption: str


def log_group_visit(
    *,
    visit: VisitLog,
    recorded_by: Any,
    now: datetime | None = None,
    replaces: str = "",
    reason: str = "",
) -> MentoringSession:
    """Return the session that `visit` tells of; `recorded_by` gets the credit.

    The same record sent again returns the session of the first time and changes nothing.
    A planned session with the key of the visit becomes held. To change what was logged,
    `replaces` names the digest of the version that is changed and `reason` says why. Sends
    `session_logged` or `session_revised`.
    Raises the refusals of `errors.visits`, FollowUpDueTooEarly, PhotoTooLarge,
    PhotoUnreadable.
    """
    now = moment(now)
    photos = _prepared(visit.photos)
    record = _record_of(visit, photos)
    told = Told(
        id=visit.session_id,
        visit=record,
        user=recorded_by,
        recorded_at=visit.recorded_at or now,
        received_at=now,
        digest=digest_of(record.model_dump(mode="json")),
        replaces=replaces,
        reason=reason,
        offered=(visit.module,) if visit.module else (),
    )
    with transaction.atomic():
        [kept] = record_visits([told])
        if kept.refusal is not None:
            if kept.session is not None:
                kept.refusal.facts.setdefault("session", _session(kept.session))
            raise kept.refusal
        _keep_photos(kept.session, photos)
    return _session(kept.session)


def _session(key: UUID | None) -> MentoringSession:
    return MentoringSession.objects.select_related("group__sentra", "led_by").get(pk=key)


def _record_of(visit: VisitLog, photos: Sequence[_Ready]) -> VisitRecord:
    """`visit` in the shape of a phone's record, read like one."""
    key = visit.session_id
    zone = ZoneInfo(visit.group.sentra.time_zone)
    return read_visit(
        {
            "group": visit.group.pk,
            "state": "not_held" if visit.not_held_reason else "held",
            "not_held_reason": visit.not_held_reason,
            "kind": visit.kind,
            "happened_on": visit.happened_on,
            "starts_at": visit.starts_at and timezone.localtime(visit.starts_at, zone).time(),
            "minutes": visit.minutes,
            "component": visit.component,
            "purpose": visit.purpose,
            "lessons": [_lesson(visit.module)] if visit.module else [],
            "topics": visit.topics,
            "attendance": {person.pk: status for person, status in visit.attendance.items()},
            "guests": [
                {"id": uuid5(key, f"guest {place} {name}"), "name": name}
                for place, name in enumerate(visit.guests)
            ],
            "chaired_by": visit.chaired_by,
            "facilitator_was_present": visit.facilitator_was_present,
            "notes": visit.notes,
            "notes_are_confidential": visit.notes_are_confidential,
            "photos": [
                {"sha256": each.kept.original_sha256, "caption": each.caption, **each.facts.told()}
                for each in photos
            ],
            "promises": [
                {
                    "id": uuid5(key, f"promise {place} {each.text}"),
                    "text": each.text,
                    "owner_kind": each.owner_kind,
                    "owner_person": each.owner_person and each.owner_person.pk,
                    "due_on": each.due_on,
                }
                for place, each in enumerate(visit.promises)
            ],
            "readiness": [
                {"line": line, "is_ready": is_ready} for line, is_ready in visit.readiness.items()
            ],
            "venue": visit.venue,
            "travel_minutes": visit.travel_minutes,
            "confirmed": ["long"] if visit.is_long_confirmed else [],
        },
        1,
    )


def _lesson(module: TeachingModule) -> dict[str, int]:
    return {"page": module.page_id, "release": module.release}


def _prepared(photos: Sequence[PhotoUpload]) -> list[_Ready]:
    """Every photograph once: choosing the same file twice keeps one."""
    kept: dict[str, _Ready] = {}
    for photo in photos:
        ready = prepare_photo(photo.file, long_side=photo_long_side(), max_bytes=photo_max_bytes())
        facts = facts_in(photo.file)
        kept.setdefault(ready.original_sha256, _Ready(ready, facts, photo.caption))
    return list(kept.values())


def _keep_photos(key: UUID | None, photos: Sequence[_Ready]) -> None:
    """The files themselves; a row that has its file already keeps it."""
    if not photos:
        return
    rows = Evidence.objects.filter(session=key, photo="")
    waiting = {row.original_sha256: row for row in rows}
    for each in photos:
        if each.kept.original_sha256 in waiting:
            keep_photo(waiting[each.kept.original_sha256], each.kept)
