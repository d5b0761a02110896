"""Whether what is told of a visit can be true, and how it counts. One place for every way in.

Pure but for reading `Known`, which was asked before.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from mentoring.registry.models import CrafterGroup
from mentoring.sessions import conf
from mentoring.sessions.errors import (
    ChangeUnexplained,
    FollowUpDueTooEarly,
    GroupFromElsewhere,
    GroupNotFoundedYet,
    GroupUnknown,
    LessonUnknown,
    NobodyCame,
    NotAssignedThatDay,
    NotHeldUnexplained,
    NotOnTheRoster,
    NotYoursToChange,
    PromiseOfAnotherSession,
    SessionAlreadyLogged,
    SessionInTheFuture,
    SessionOvernight,
    SessionTooLong,
)
from mentoring.sessions.models import (
    AttendanceStatus,
    Credit,
    MentoringSession,
    SessionState,
)
from mentoring.sessions.models.readiness import ReadinessLine, lines_missing
from mentoring.sessions.services.clock import arrival_of, local_day, refuse_dissolved
from mentoring.sessions.services.known import Known, Span, Told, own_key, share_key
from mentoring.sessions.visit_records import LONG

LONGEST_MINUTES = 720
_A_DAY = 1440
_HERE = (AttendanceStatus.HADIR, AttendanceStatus.TAMU)


@dataclass(frozen=True)
class Part:
    """What one group's session says: of the first group, or of one that met with it.

    marks: person -> status, as it counts in this group.
    """

    key: UUID
    group: CrafterGroup
    credit: str
    marks: Mapping[UUID, str]


@dataclass(frozen=True)
class Judged:
    """A record that can be kept. before: the session it changes, None for a first one."""

    told: Told
    before: MentoringSession | None
    parts: tuple[Part, ...]
    arrival: str
    is_complete: bool
    starts_at: datetime | None

    @property
    def key(self) -> UUID:
        return self.parts[0].key

    @property
    def is_revision(self) -> bool:
        return self.before is not None and bool(self.before.content_digest)

    @property
    def lock(self) -> bool:
        return self.parts[0].credit == Credit.LOCKED_PERIOD


def session_of(told: Told, known: Known) -> tuple[UUID, MentoringSession | None]:
    """The key under which this record is kept, and what is there already.

    Lead and cover may both hold the same planned visit: the second keeps a session of its
    own, so that neither overwrites the other (mentoring.md, section 3, Sync).
    """
    there = known.sessions.get(told.id)
    if there is None or not is_told(there) or there.recorded_by_id == told.user.pk:
        return told.id, there
    if told.replaces and told.replaces == there.content_digest:
        return told.id, there
    key = own_key(told.id, told.user)
    return key, known.sessions.get(key)


def is_told(session: MentoringSession) -> bool:
    """Whether somebody said already what happened; a planned visit anybody of hers may hold."""
    return bool(session.content_digest) or session.is_held


def is_known_already(told: Told, there: MentoringSession | None, known: Known) -> bool:
    """Whether this very content was kept before, now or in an earlier version."""
    if there is None or not there.content_digest:
        return False
    if told.digest == there.content_digest:
        return True
    # Who goes back to what was said before changes the present version, and says so.
    return told.digest in known.digests[there.pk] and told.replaces != there.content_digest


def judge(told: Told, known: Known) -> Judged:
    """Return how `told` is kept. Raises the refusals of this room (`errors.visits`)."""
    visit = told.visit
    key, before = session_of(told, known)
    group = known.group_on(visit.group, visit.happened_on)
    if group is None:
        raise GroupUnknown
    zone = ZoneInfo(group.sentra.time_zone)
    _refuse_other_content(told, before, group)
    _refuse_day(told, group, zone)
    credit = _credit(told, group, known)
    _refuse_change(told, before, credit)
    _refuse_length(told)
    _refuse_lessons_and_promises(told, key, known)
    starts_at = visit.starts_at and datetime.combine(visit.happened_on, visit.starts_at, zone)
    if before is None and told.id in known.locks and not told.is_decided:
        credit = Credit.LOCKED_PERIOD
    return Judged(
        told=told,
        before=before,
        parts=_parts(told, key, group, credit, known),
        arrival=arrival_of(visit.happened_on, told.received_at, zone),
        is_complete=not _missing(told, key, known),
        starts_at=starts_at or None,
    )


def _refuse_other_content(told: Told, before: MentoringSession | None, group: CrafterGroup) -> None:
    if before is None:
        return
    if before.group_id not in (group.pk, told.visit.group):
        raise SessionAlreadyLogged(session=before)
    if before.content_digest and told.replaces != before.content_digest:
        raise SessionAlreadyLogged(session=before)


def _refuse_day(told: Told, group: CrafterGroup, zone: ZoneInfo) -> None:
    day = told.visit.happened_on
    # A phone's clock may run a day ahead: its record is kept and marked early.
    ahead = timedelta(days=conf.early_days_kept() if told.is_from_phone else 0)
    if day > local_day(told.received_at, zone) + ahead:
        raise SessionInTheFuture(day=day)
    if group.founded_on and day < group.founded_on:
        raise GroupNotFoundedYet(group=group, founded=group.founded_on)
    refuse_dissolved(group, day)


def _credit(told: Told, group: CrafterGroup, known: Known) -> str:
    """How the day lies to the writer's assignments; raises NotAssignedThatDay without any."""
    day = told.visit.happened_on
    spans = known.accompanied(group.pk, told.user)
    if any(span.holds_on(day) for span in spans):
        return Credit.PLAIN
    if _later(spans, day):
        return Credit.BEFORE_ASSIGNMENT
    if spans:
        return Credit.AFTER_HANDOVER
    raise NotAssignedThatDay(group=group, day=day)


def _later(spans: Collection[Span], day: Any) -> bool:
    return any(span.starts_on > day for span in spans)


def _refuse_change(told: Told, before: MentoringSession | None, credit: str) -> None:
    if before is None or not before.content_digest:
        return
    if not told.reason.strip():
        raise ChangeUnexplained
    if before.recorded_by_id != told.user.pk and credit != Credit.PLAIN:
        raise NotYoursToChange


def _refuse_length(told: Told) -> None:
    visit = told.visit
    minutes = visit.minutes or 0
    if visit.state == SessionState.NOT_HELD:
        if not visit.not_held_reason:
            raise NotHeldUnexplained
        return
    is_confirmed = LONG in visit.confirmed or told.accepted_by is not None
    if minutes > LONGEST_MINUTES and not is_confirmed:
        raise SessionTooLong(minutes=minutes)
    if visit.starts_at is not None:
        begins = visit.starts_at.hour * 60 + visit.starts_at.minute
        if begins + minutes > _A_DAY:
            raise SessionOvernight(starts=f"{visit.starts_at:%H.%M}", minutes=minutes)


def _refuse_lessons_and_promises(told: Told, key: UUID, known: Known) -> None:
    visit = told.visit
    for lesson in visit.lessons:
        if (lesson.page, lesson.release) not in known.lessons:
            raise LessonUnknown
    for promise in visit.promises:
        if promise.due_on < visit.happened_on:
            raise FollowUpDueTooEarly(agreed=visit.happened_on)
        there = known.promises.get(promise.id)
        if there is not None and there.session_id != key:
            raise PromiseOfAnotherSession


def _parts(
    told: Told, key: UUID, group: CrafterGroup, credit: str, known: Known
) -> tuple[Part, ...]:
    """The session of each group that met; each person counts in the first that she is in."""
    visit = told.visit
    groups = [group]
    for other in visit.shared_with:
        found = known.group_on(other, visit.happened_on)
        if found is None:
            raise GroupUnknown
        if found not in groups:
            groups.append(found)
    for other in groups[1:]:
        if not (_is_near(group, other) or _accompanies(told, other, known)):
            raise GroupFromElsewhere(group=other, other=group)
    marks = _marks(told, groups, known)
    parts = [Part(key, group, credit, marks[group.pk])]
    for other in groups[1:]:
        hers = _accompanies(told, other, known)
        theirs = credit if hers or credit else Credit.SHARED_GROUP
        parts.append(Part(share_key(key, other.pk), other, theirs, marks[other.pk]))
    return tuple(parts)


def _accompanies(told: Told, group: CrafterGroup, known: Known) -> bool:
    day = told.visit.happened_on
    return any(span.holds_on(day) for span in known.accompanied(group.pk, told.user))


def _is_near(group: CrafterGroup, other: CrafterGroup) -> bool:
    """Whether both lie in one regency: groups further apart do not meet in one house."""
    here, there = group.sentra, other.sentra
    return here.pk == there.pk or _regency(here.place_id) == _regency(there.place_id)


def _regency(place: str) -> list[str]:
    """ "35.09.09.2003" -> ["35", "09"]."""
    return place.split(".")[:2]


def _marks(
    told: Told, groups: Collection[CrafterGroup], known: Known
) -> dict[UUID, dict[UUID, str]]:
    """Group -> person -> status. Who came and was no member that day counts as a guest of the
    first group; who was none and did not come has no mark."""
    visit = told.visit
    first = next(iter(groups)).pk
    marks: dict[UUID, dict[UUID, str]] = {group.pk: {} for group in groups}
    strangers = 0
    for said, status in visit.attendance.items():
        person = known.person(said)
        if person is None:
            strangers += 1
            continue
        of = next((g.pk for g in groups if known.is_member(g.pk, person, visit.happened_on)), None)
        if of is not None:
            marks[of][person] = AttendanceStatus.HADIR if status == "tamu" else status
        elif status in _HERE:
            marks[first][person] = AttendanceStatus.TAMU
    if strangers:
        raise NotOnTheRoster(names=str(strangers))
    came = any(status in _HERE for each in marks.values() for status in each.values())
    if visit.state == SessionState.HELD and not came and not visit.guests:
        raise NobodyCame
    return marks


def _missing(told: Told, key: UUID, known: Known) -> list[str]:
    if told.visit.state != SessionState.HELD:
        return []
    # Every form asks what was missing: a line of which neither it nor the plan says so was
    # in order.
    answers = {str(line): True for line in ReadinessLine}
    answers.update(known.planned_readiness[key])
    answers.update({line.line: line.is_ready for line in told.visit.readiness})
    return lines_missing(answers, conf.blocking_readiness())
