"""A training run: proposed, agreed to or declined, opened, changed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.registry.models import Place
from mentoring.sessions.errors import (
    DecisionNeedsReason,
    ProgrammeUnknown,
    ProposalDecided,
    SeatsTaken,
)
from mentoring.sessions.models import RunState, SessionState, TrainingRun
from mentoring.sessions.programmes import frozen, programme_by_code
from mentoring.sessions.services.clock import local_day, moment
from mentoring.sessions.services.participants import lock_open_run, move_up
from mentoring.sessions.services.plans import cancel_session, plan_run_session


@dataclass(frozen=True)
class PlannedSession:
    """One session of the plan. starts_at: aware, None if only the day is known."""

    planned_on: date
    planned_minutes: int
    starts_at: datetime | None = None
    led_by: Any = None


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
    delivery, decree_number, decree_on, seats, reserve_seats, registration_until, and for a
    proposal state and proposal_reason. Raises ProgrammeUnknown, OutsideTheRun.
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
    *,
    run: TrainingRun,
    changes: Mapping[str, Any],
    changed_by: Any,
    now: datetime | None = None,
) -> TrainingRun:
    """Give `run` the values of `changes` (field name -> value; instructors: users).

    The programme can change while nothing was taught yet; it is frozen anew then. More
    seats let reserves move up. Raises RunClosed, ProgrammeUnknown, SeatsTaken.
    """
    locked = lock_open_run(run)
    values = dict(changes)
    instructors = values.pop("instructors", None)
    code = values.get("programme_code", locked.programme_code)
    if code != locked.programme_code:
        untaught = locked.state in (RunState.PROPOSED, RunState.PLANNED)
        programme = programme_by_code(code) if untaught else None
        if programme is None:
            raise ProgrammeUnknown(programme_code=code)
        values["programme"] = frozen(programme)
    more_seats = _refuse_fewer_seats(locked, values)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save()
    if more_seats:
        today = local_day(moment(now), locked.zone)
        move_up(run=locked, day=max(today, locked.starts_on), moved_by=changed_by)
    if instructors is not None:
        locked.instructors.set(instructors)
    log(instance=locked, action="wagtail.edit", user=changed_by)
    return locked


def _refuse_fewer_seats(run: TrainingRun, values: Mapping[str, Any]) -> bool:
    """Whether there are to be more seats than before. Raises SeatsTaken."""
    seats = values.get("seats", run.seats)
    if seats < run.seats and (taken := run.participants.seated().count()) > seats:
        raise SeatsTaken(seats=seats, taken=taken)
    return bool(seats > run.seats)


@transaction.atomic
def decide_proposal(
    *,
    run: TrainingRun,
    is_agreed: bool,
    reason: str,
    decided_by: Any,
    now: datetime | None = None,
) -> TrainingRun:
    """Agree to a proposed run, which is planned then, or decline it with `reason`.

    What was planned of a declined run is called off with the same reason.
    Raises ProposalDecided (it is no proposal any more), DecisionNeedsReason.
    """
    locked = TrainingRun.objects.select_for_update().get(pk=run.pk)
    if not locked.is_proposed:
        raise ProposalDecided(state=locked.get_state_display())
    if not is_agreed and not reason.strip():
        raise DecisionNeedsReason
    if not is_agreed:
        for session in locked.sessions.filter(state=SessionState.PLANNED):
            cancel_session(session=session, reason=reason.strip()[:200], said_by=decided_by)
    locked.state = RunState.PLANNED if is_agreed else RunState.DECLINED
    locked.decision_reason = reason.strip()
    locked.decided_by, locked.decided_at = decided_by, moment(now)
    locked.save(update_fields=["state", "decision_reason", "decided_by", "decided_at"])
    log(
        instance=locked,
        action="mentoring.agree_training" if is_agreed else "mentoring.decline_training",
        user=decided_by,
    )
    return locked
