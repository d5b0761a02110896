"""A training run from opening to closing: plan, participants, attendance."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count
from wagtail.log_actions import log

from mentoring.assignments.models import Assignment, AssignmentKind
from mentoring.registry.models import CrafterGroup, Membership, Person, Place
from mentoring.registry.services import ensure_user, require_beneficiaries
from mentoring.sessions.errors import (
    AttendanceMissing,
    GroupsWithoutFacilitator,
    MinutesExceedSession,
    NotMembersThatDay,
    NotOnTheRoster,
    ProgrammeUnknown,
    RunClosed,
    SessionNotPlanned,
    SessionsStillOpen,
    SessionTooLong,
)
from mentoring.sessions.models import (
    Attendance,
    AttendanceStatus,
    MentoringSession,
    ReviewState,
    RunParticipant,
    RunState,
    SessionState,
    TrainingRun,
)
from mentoring.sessions.permissions import recordable_participants
from mentoring.sessions.programmes import frozen, programme_by_code
from mentoring.sessions.services.clock import moment, refuse_future
from mentoring.sessions.services.plans import plan_run_session
from mentoring.sessions.services.visits import LONGEST_MINUTES
from mentoring.sessions.signals import attendance_recorded, run_closed

# Long lists are cut in sentences; the rest shows as soon as the first ones are solved.
_NAMED = 5


@dataclass(frozen=True)
class PlannedSession:
    """One session of the plan. starts_at: aware, None if only the day is known."""

    planned_on: date
    planned_minutes: int
    starts_at: datetime | None = None
    led_by: Any = None


@dataclass(frozen=True)
class Entrant:
    """A person who is to take part, and the group she comes from."""

    person: Person
    group: CrafterGroup


@dataclass(frozen=True)
class Presence:
    """How one person attended. minutes: None for the whole session."""

    status: str
    minutes: int | None = None


@transaction.atomic
def open_training_run(
    *,
    programme_code: str,
    number: str,
    issuer_code: str,
    place: Place,
    venue: str,
    time_zone: str,
    starts_on: date,
    ends_on: date,
    opened_by: Any,
    sessions: Iterable[PlannedSession] = (),
    instructors: Collection[Any] = (),
    now: datetime | None = None,
    **more: Any,
) -> TrainingRun:
    """Return a new run with a frozen copy of its programme and its planned sessions.

    ends_on: the first day no longer included. more: wave, vocation, fund_source,
    delivery, decree_number, decree_on. Raises ProgrammeUnknown, OutsideTheRun.
    """
    programme = programme_by_code(programme_code)
    if programme is None:
        raise ProgrammeUnknown(programme_code=programme_code)
    run = TrainingRun.objects.create(
        programme_code=programme_code,
        programme=frozen(programme),
        number=number,
        issuer_code=issuer_code,
        place=place,
        venue=venue,
        time_zone=time_zone,
        starts_on=starts_on,
        ends_on=ends_on,
        opened_by=opened_by,
        **more,
    )
    run.instructors.set(instructors)
    for planned in sessions:
        plan_run_session(
            run=run,
            planned_on=planned.planned_on,
            planned_minutes=planned.planned_minutes,
            starts_at=planned.starts_at,
            led_by=planned.led_by,
            planned_by=opened_by,
            now=now,
        )
    log(instance=run, action="wagtail.create", user=opened_by)
    return run


@transaction.atomic
def change_training_run(
    *, run: TrainingRun, changes: Mapping[str, Any], changed_by: Any
) -> TrainingRun:
    """Give `run` the values of `changes` (field name -> value; instructors: users).

    The programme can change while nothing was taught yet; it is frozen anew then.
    Raises RunClosed, ProgrammeUnknown.
    """
    locked = TrainingRun.objects.select_for_update().get(pk=run.pk)
    if locked.is_closed:
        raise RunClosed(run=locked)
    values = dict(changes)
    instructors = values.pop("instructors", None)
    code = values.get("programme_code", locked.programme_code)
    if code != locked.programme_code:
        programme = programme_by_code(code) if locked.state == RunState.PLANNED else None
        if programme is None:
            raise ProgrammeUnknown(programme_code=code)
        values["programme"] = frozen(programme)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save()
    if instructors is not None:
        locked.instructors.set(instructors)
    log(instance=locked, action="wagtail.edit", user=changed_by)
    return locked


@transaction.atomic
def add_participants(
    *,
    run: TrainingRun,
    entrants: Collection[Entrant],
    added_by: Any,
    now: datetime | None = None,
) -> list[RunParticipant]:
    """Return the places of `entrants`, all or none; who has one already keeps it.

    Numbers go on from the highest. Each person gets an account, so that attendance,
    lessons and certificate meet in one place. Raises RunClosed, NotMembersThatDay,
    GroupsWithoutFacilitator, JuraganIsNoBeneficiary: all asked of the day the run starts.
    """
    locked = TrainingRun.objects.select_for_update().get(pk=run.pk)
    if locked.is_closed:
        raise RunClosed(run=locked)
    taken = {place.person_id: place for place in locked.participants.select_related("person")}
    fresh = {entrant.person.pk: entrant for entrant in entrants if entrant.person.pk not in taken}
    _refuse_strangers(locked, fresh.values())
    _refuse_unaccompanied(locked, fresh.values())
    require_beneficiaries([entrant.person for entrant in fresh.values()], locked.starts_on)
    number = _highest_number(taken.values())
    for offset, entrant in enumerate(fresh.values(), start=1):
        ensure_user(person=entrant.person)
        taken[entrant.person.pk] = RunParticipant.objects.create(
            run=locked,
            person=entrant.person,
            group=entrant.group,
            participant_number=f"{number + offset:02d}",
            added_by=added_by,
            added_at=moment(now),
        )
    if fresh:
        log(
            instance=locked,
            action="wagtail.edit",
            user=added_by,
            data={"participants_added": [str(pk) for pk in fresh]},
        )
    return [taken[entrant.person.pk] for entrant in entrants]


def _highest_number(places: Iterable[RunParticipant]) -> int:
    numbers = [place.participant_number for place in places]
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def _refuse_strangers(run: TrainingRun, entrants: Collection[Entrant]) -> None:
    members = set(
        Membership.objects.on(run.starts_on)
        .filter(person__in=[entrant.person for entrant in entrants])
        .values_list("person_id", "group_id")
    )
    strangers = [
        entrant.person.full_name
        for entrant in entrants
        if (entrant.person.pk, entrant.group.pk) not in members
    ]
    if strangers:
        raise NotMembersThatDay(day=run.starts_on, names=", ".join(sorted(strangers)[:_NAMED]))


def _refuse_unaccompanied(run: TrainingRun, entrants: Collection[Entrant]) -> None:
    wanted = {entrant.group.pk: entrant.group for entrant in entrants}
    accompanied = set(
        Assignment.objects.responsible_on(run.starts_on)
        .filter(group__in=wanted)
        .exclude(kind=AssignmentKind.TRAINEE)
        .values_list("group_id", flat=True)
    )
    alone = sorted(group.name for key, group in wanted.items() if key not in accompanied)
    if alone:
        raise GroupsWithoutFacilitator(day=run.starts_on, groups=", ".join(alone[:_NAMED]))


@transaction.atomic
def record_attendance(
    *,
    session: MentoringSession,
    presences: Mapping[Person, Presence],
    recorded_by: Any,
    minutes: int | None = None,
    recorded_at: datetime | None = None,
    now: datetime | None = None,
) -> MentoringSession:
    """Return the run's session, held, with what `presences` says of each person.

    Recording again replaces. minutes: how long the session really took, None to keep
    what is known. Whoever is not named stays as she was. Sends `attendance_recorded`.
    Raises RunClosed, SessionInTheFuture, SessionNotPlanned (cancelled or not held),
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
    if session.run.is_closed:
        raise RunClosed(run=session.run)
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
def close_run(*, run: TrainingRun, closed_by: Any, now: datetime | None = None) -> TrainingRun:
    """Close `run`: its sessions and attendance are final. Closing twice is fine.

    Sends `run_closed`. Raises SessionsStillOpen (planned sessions without an outcome),
    AttendanceMissing (a held session where a participant is not marked).
    """
    locked = TrainingRun.objects.select_for_update().get(pk=run.pk)
    if locked.is_closed:
        return locked
    still_open = locked.sessions.filter(state=SessionState.PLANNED).order_by("happened_on")
    count = len(still_open)
    if count:
        raise SessionsStillOpen(count=count, day=still_open[0].happened_on)
    _refuse_gaps(locked)
    locked.state = RunState.CLOSED
    locked.closed_at = moment(now)
    locked.save(update_fields=["state", "closed_at"])
    log(instance=locked, action="mentoring.close", user=closed_by)
    transaction.on_commit(partial(run_closed.send_robust, sender=TrainingRun, run=locked))
    return locked


def _refuse_gaps(run: TrainingRun) -> None:
    people = list(run.participants.values_list("person_id", flat=True))
    marked = dict(
        Attendance.objects.filter(session__run=run, person__in=people)
        .order_by()
        .values_list("session")
        .annotate(marked=Count("pk"))
    )
    # A make-up is for those who missed something: nobody else has to be marked.
    held = run.sessions.filter(state=SessionState.HELD, is_make_up=False).order_by("happened_on")
    for session in held:
        missing = len(people) - marked.get(session.pk, 0)
        if missing:
            raise AttendanceMissing(day=session.happened_on, count=missing)
