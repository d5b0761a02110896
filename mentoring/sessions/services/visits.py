"""A facilitator's visit to a group, recorded once however often it arrives."""

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, BinaryIO
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from mentoring.conf import photo_long_side, photo_max_bytes
from mentoring.photos import KeptPhoto, prepare_photo
from mentoring.registry.models import CrafterGroup, Membership, Person
from mentoring.sessions.errors import (
    GroupNotFoundedYet,
    NobodyCame,
    NotAssignedThatDay,
    NotOnTheRoster,
    SessionAlreadyLogged,
    SessionTooLong,
)
from mentoring.sessions.models import (
    Attendance,
    AttendanceStatus,
    Evidence,
    MentoringSession,
    OwnerKind,
    Purpose,
    ReviewState,
    SessionKind,
    SessionLesson,
    SessionState,
)
from mentoring.sessions.permissions import can_log_visit
from mentoring.sessions.programmes import TeachingModule
from mentoring.sessions.services.clock import arrival_of, moment, refuse_dissolved, refuse_future
from mentoring.sessions.services.dormancy import wake_group
from mentoring.sessions.services.follow_ups import write_follow_up
from mentoring.sessions.signals import session_logged

LONGEST_MINUTES = 720


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
    chaired_by: str = ""
    facilitator_was_present: bool = True
    module: TeachingModule | None = None
    notes: str = ""
    photos: Sequence[PhotoUpload] = field(default=())
    promises: Sequence[Promise] = field(default=())
    recorded_at: datetime | None = None


def log_group_visit(
    *, visit: VisitLog, recorded_by: Any, now: datetime | None = None
) -> MentoringSession:
    """Return the held session that `visit` tells of; `recorded_by` gets the credit.

    The same record sent again returns the session of the first time and changes nothing.
    A planned session with the key of the visit becomes held. Sends `session_logged`.
    Raises SessionAlreadyLogged (same key, other content), SessionInTheFuture,
    NotAssignedThatDay, GroupNotFoundedYet, GroupDissolvedBefore, NotOnTheRoster, NobodyCame,
    SessionTooLong, FollowUpDueTooEarly, PhotoTooLarge, PhotoUnreadable.
    """
    now = moment(now)
    photos = _prepared(visit.photos)
    digest = _digest(visit, photos)
    known = _logged_before(visit, digest, recorded_by)
    if known is not None:
        return known
    _check(visit, recorded_by, now)
    try:
        with transaction.atomic():
            session = _write_session(visit, recorded_by, now, digest)
            _write_attendance(session, visit, recorded_by)
            _write_photos(session, photos, recorded_by)
            for promise in visit.promises:
                _write_promise(session, promise, recorded_by)
            wake_group(group=visit.group, met_on=visit.happened_on, today=now.date())
            transaction.on_commit(
                partial(session_logged.send_robust, sender=MentoringSession, session=session)
            )
    except IntegrityError:
        # The same record arrived twice at the same moment: the other one was first.
        known = _logged_before(visit, digest, recorded_by)
        if known is None:
            raise
        return known
    return session


def _logged_before(visit: VisitLog, digest: str, recorded_by: Any) -> MentoringSession | None:
    """The session this very record made; None if the key is free or of a planned visit."""
    known = MentoringSession.objects.filter(pk=visit.session_id).first()
    if known is None or (known.is_planned and known.group_id == visit.group.pk):
        return None
    if known.content_digest == digest and known.recorded_by_id == recorded_by.pk:
        return known
    raise SessionAlreadyLogged(session=known)


def _check(visit: VisitLog, recorded_by: Any, now: datetime) -> None:
    zone = ZoneInfo(visit.group.sentra.time_zone)
    refuse_future(visit.happened_on, now, zone)
    founded_on = visit.group.founded_on
    if founded_on and visit.happened_on < founded_on:
        raise GroupNotFoundedYet(group=visit.group, founded=founded_on)
    refuse_dissolved(visit.group, visit.happened_on)
    if not can_log_visit(recorded_by, visit.group, visit.happened_on):
        raise NotAssignedThatDay(group=visit.group, day=visit.happened_on)
    if visit.minutes is not None and visit.minutes > LONGEST_MINUTES:
        raise SessionTooLong(minutes=visit.minutes)
    _check_attendance(visit)


def _check_attendance(visit: VisitLog) -> None:
    here = {AttendanceStatus.HADIR, AttendanceStatus.TAMU}
    if not visit.guests and not here & set(visit.attendance.values()):
        raise NobodyCame
    members = set(
        Membership.objects.on(visit.happened_on)
        .filter(group=visit.group)
        .values_list("person_id", flat=True)
    )
    strangers = [
        person.full_name
        for person, status in visit.attendance.items()
        if status != AttendanceStatus.TAMU and person.pk not in members
    ]
    if strangers:
        raise NotOnTheRoster(names=", ".join(sorted(strangers)))


def _write_session(
    visit: VisitLog, recorded_by: Any, now: datetime, digest: str
) -> MentoringSession:
    values = {
        "group": visit.group,
        "kind": visit.kind,
        "state": SessionState.HELD,
        "happened_on": visit.happened_on,
        "starts_at": visit.starts_at,
        "minutes": visit.minutes,
        "led_by": recorded_by if visit.facilitator_was_present else None,
        "chaired_by": visit.chaired_by,
        "facilitator_was_present": visit.facilitator_was_present,
        "purpose": visit.purpose,
        "notes": visit.notes,
        "review_state": ReviewState.SUBMITTED,
        "recorded_by": recorded_by,
        "recorded_at": visit.recorded_at or now,
        "received_at": now,
        "content_digest": digest,
        "arrival": arrival_of(visit.happened_on, now, ZoneInfo(visit.group.sentra.time_zone)),
    }
    if visit.module is not None:
        values |= {
            "module_page_id": visit.module.page_id,
            "module_revision_id": visit.module.revision_id,
            "module_code": visit.module.code,
            "module_title": visit.module.title,
            "module_release": visit.module.release,
        }
    planned = MentoringSession.objects.filter(pk=visit.session_id, state=SessionState.PLANNED)
    if planned.update(**values):
        session = MentoringSession.objects.get(pk=visit.session_id)
    else:
        session = MentoringSession.objects.create(pk=visit.session_id, **values)
    if visit.module is not None:
        SessionLesson.objects.create(
            session=session,
            page_id=visit.module.page_id,
            revision_id=visit.module.revision_id,
            code=visit.module.code,
            title=visit.module.title,
            release=visit.module.release,
        )
    return session


def _write_attendance(session: MentoringSession, visit: VisitLog, recorded_by: Any) -> None:
    stamps = {
        "session": session,
        "recorded_by": recorded_by,
        "recorded_at": session.recorded_at,
        "received_at": session.received_at,
    }
    here = {AttendanceStatus.HADIR, AttendanceStatus.TAMU}
    rows = [
        Attendance(
            person=person,
            status=status,
            minutes=session.full_minutes if status in here else 0,
            **stamps,
        )
        for person, status in visit.attendance.items()
    ]
    rows += [
        Attendance(
            guest_name=name,
            status=AttendanceStatus.TAMU,
            minutes=session.full_minutes,
            **stamps,
        )
        for name in visit.guests
    ]
    Attendance.objects.bulk_create(rows)


def _prepared(photos: Sequence[PhotoUpload]) -> list[tuple[KeptPhoto, str]]:
    """Every photograph once: choosing the same file twice keeps one."""
    kept: dict[str, tuple[KeptPhoto, str]] = {}
    for photo in photos:
        ready = prepare_photo(photo.file, long_side=photo_long_side(), max_bytes=photo_max_bytes())
        kept.setdefault(ready.original_sha256, (ready, photo.caption))
    return list(kept.values())


def _write_photos(
    session: MentoringSession, photos: list[tuple[KeptPhoto, str]], recorded_by: Any
) -> None:
    for photo, caption in photos:
        evidence = Evidence(
            pk=uuid.uuid5(session.pk, photo.original_sha256),
            session=session,
            caption=caption,
            sha256=photo.sha256,
            original_sha256=photo.original_sha256,
            recorded_by=recorded_by,
            recorded_at=session.recorded_at,
            received_at=session.received_at,
        )
        evidence.photo.save("photo.jpg", ContentFile(photo.content), save=False)
        evidence.save(force_insert=True)


def _write_promise(session: MentoringSession, promise: Promise, recorded_by: Any) -> None:
    write_follow_up(
        group=session.group,
        session=session,
        text=promise.text,
        owner_kind=promise.owner_kind,
        owner_person=promise.owner_person,
        agreed_on=session.happened_on,
        due_on=promise.due_on,
        recorded_by=recorded_by,
        recorded_at=session.recorded_at,
        received_at=session.received_at,
    )


def _digest(visit: VisitLog, photos: list[tuple[KeptPhoto, str]]) -> str:
    """SHA-256 over everything the facilitator said, in a fixed order; not over clocks."""
    said = {
        "group": str(visit.group.pk),
        "kind": visit.kind,
        "day": visit.happened_on.isoformat(),
        "starts_at": visit.starts_at.isoformat() if visit.starts_at else "",
        "minutes": visit.minutes,
        "purpose": visit.purpose,
        "chaired_by": visit.chaired_by,
        "facilitator": visit.facilitator_was_present,
        "module": visit.module.revision_id if visit.module else None,
        "notes": visit.notes,
        "attendance": sorted((str(p.pk), str(status)) for p, status in visit.attendance.items()),
        "guests": list(visit.guests),
        "photos": [(photo.original_sha256, caption) for photo, caption in photos],
        "promises": [
            (
                promise.text,
                promise.due_on.isoformat(),
                promise.owner_kind,
                str(promise.owner_person.pk) if promise.owner_person else "",
            )
            for promise in visit.promises
        ],
    }
    written = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()
