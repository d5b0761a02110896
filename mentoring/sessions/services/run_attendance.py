"""Who was at a session of a training, for one session or for a whole sheet of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from mentoring.registry.models import Person
from mentoring.sessions.errors import (
    MinutesExceedSession,
    NotOnTheRoster,
    RunClosed,
    RunNotAgreed,
    SessionNotPlanned,
    SessionTooLong,
)
from mentoring.sessions.models import (
    Attendance,
    AttendanceStatus,
    MentoringSession,
    ReviewState,
    RunState,
    SessionState,
    TrainingRun,
)
from mentoring.sessions.permissions import recordable_participants
from mentoring.sessions.services.clock import moment, refuse_future
from mentoring.sessions.services.visit_rules import LONGEST_MINUTES
from mentoring.sessions.signals import attendance_recorded

# Long lists are cut in sentences; the rest shows as soon as the first ones are solved.
_NAMED = 5


@dataclass(frozen=True)
class Presence:
    """How one person attended. minutes: None for the whole session."""

    status: str
    minutes: int | None = None


@transaction.atomic
def record_attendance(
    *,
    session: MentoringSession,
    presences: Mapping[Person, Presence],
    recorded_by: Any,
    minutes: int | None = None,
    notes: str | None = None,
    recorded_at: datetime | None = None,
    now: datetime | None = None,
) -> MentoringSession:
    """Return the run's session, held, with what `presences` says of each person.

    Recording again replaces. minutes: how long the session really took; notes: its
    minutes (notulen); None to keep what is known. Whoever is not named stays as she was.
    Sends `attendance_recorded`.
    Raises RunClosed, RunNotAgreed, SessionInTheFuture, SessionNotPlanned (cancelled or not held),
    NotOnTheRoster (no participant, or not hers to record), SessionTooLong,
    MinutesExceedSession.
    """
    now = moment(now)
    locked = (
        MentoringSession.objects.select_for_update(of=("self",))
        .select_related("run")
        .get(pk=session.pk)
    )
    _refuse_unrecordable(locked, now)
    _refuse_not_hers(locked, presences, recorded_by)
    if notes is not None:
        locked.notes = notes
    _hold(locked, minutes, recorded_by, recorded_at or now, now)
    rows = [
        Attendance(
            session=locked,
            person=person,
            status=presence.status,
            minutes=_minutes_of(presence, locked),
            recorded_by=recorded_by,
            recorded_at=recorded_at or now,
            received_at=now,
        )
        for person, presence in presences.items()
    ]
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["session", "person"],
        update_fields=["status", "minutes", "recorded_by", "recorded_at", "received_at"],
    )
    transaction.on_commit(
        partial(
            attendance_recorded.send_robust,
            sender=Attendance,
            session=locked,
            recorded_by=recorded_by,
        )
    )
    return locked


def _refuse_unrecordable(session: MentoringSession, now: datetime) -> None:
    if session.run is None:
        raise ValueError("record_attendance is for sessions of a run; visits have log_group_visit")
    if session.run.is_settled:
        raise RunClosed(run=session.run)
    if session.run.is_proposed:
        raise RunNotAgreed(run=session.run)
    if session.state not in (SessionState.PLANNED, SessionState.HELD):
        raise SessionNotPlanned(state=session.get_state_display())
    refuse_future(session.happened_on, now, session.zone)


def _refuse_not_hers(
    session: MentoringSession, people: Collection[Person], recorded_by: Any
) -> None:
    allowed = set(recordable_participants(recorded_by, session).values_list("person_id", flat=True))
    strangers = [person.full_name for person in people if person.pk not in allowed]
    if strangers:
        raise NotOnTheRoster(names=", ".join(sorted(strangers)[:_NAMED]))


def _hold(
    session: MentoringSession,
    minutes: int | None,
    recorded_by: Any,
    recorded_at: datetime,
    now: datetime,
) -> None:
    if minutes is not None and minutes > LONGEST_MINUTES:
        raise SessionTooLong(minutes=minutes)
    if minutes is not None:
        session.minutes = minutes
    if session.is_planned:
        session.state = SessionState.HELD
        session.review_state = ReviewState.SUBMITTED
        session.recorded_by = recorded_by
        session.recorded_at = recorded_at
        session.received_at = now
    session.save()
    TrainingRun.objects.filter(sessions=session, state=RunState.PLANNED).update(
        state=RunState.RUNNING
    )


def _minutes_of(presence: Presence, session: MentoringSession) -> int:
    if presence.status not in (AttendanceStatus.HADIR, AttendanceStatus.TAMU):
        return 0
    if presence.minutes is None:
        return session.full_minutes
    if presence.minutes > session.full_minutes:
        raise MinutesExceedSession(minutes=presence.minutes, longest=session.full_minutes)
    return presence.minutes


@transaction.atomic
def record_sheet(
    *,
    run: TrainingRun,
    marks: Mapping[MentoringSession, Mapping[Person, Presence]],
    recorded_by: Any,
    now: datetime | None = None,
) -> int:
    """Record the attendance of many sessions of `run`, all or none; return how many sessions.

    marks: session -> who was there how; a session without marks stays as it is. Raises what
    `record_attendance` raises, of the first session that refuses.
    """
    filled = [session for session in marks if marks[session]]
    for session in sorted(filled, key=lambda each: (each.happened_on, str(each.pk))):
        if session.run_id != run.pk:
            raise ValueError("a sheet holds the sessions of one run")
        record_attendance(
            session=session, presences=marks[session], recorded_by=recorded_by, now=now
        )
    return len(filled)
