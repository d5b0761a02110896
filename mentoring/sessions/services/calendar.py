"""Planning visits in a row, moving one of them, calling the rest off."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from mentoring.registry.models import CrafterGroup
from mentoring.sessions.errors import (
    NotAssignedThatDay,
    NotResponsibleAllDays,
    OutsideTheRun,
    ReasonMissing,
    RunClosed,
    SeriesEndsBeforeItStarts,
    SeriesTooLong,
    SessionHasPassed,
    SessionNotPlanned,
)
from mentoring.sessions.models import (
    MentoringSession,
    PlanChangeKind,
    SeriesDay,
    SessionSeries,
    SessionState,
)
from mentoring.sessions.permissions import can_log_visit
from mentoring.sessions.recurrence import MOST_DAYS, days_of
from mentoring.sessions.services.clock import local_day, moment, refuse_dissolved
from mentoring.sessions.services.plan_changes import note_change
from mentoring.sessions.services.plans import cancel_session, note_ready


@dataclass(frozen=True)
class SeriesPlan:
    """What is planned in a row. starts_at: a clock in the zone of the craft centre.

    ready: readiness lines that are arranged already, for each of the visits.
    """

    kind: str
    rhythm: str
    first_on: date
    last_on: date
    starts_at: time | None = None
    planned_minutes: int = 0
    ready: tuple[str, ...] = ()

    def days(self) -> list[date]:
        return days_of(self.rhythm, self.first_on, self.last_on)


@transaction.atomic
def plan_series(
    *,
    group: CrafterGroup,
    plan: SeriesPlan,
    planned_by: Any,
    series_id: UUID | None = None,
    now: datetime | None = None,
) -> SessionSeries:
    """Return the series of planned visits, one session a day. The same `series_id` makes one.

    Raises SeriesEndsBeforeItStarts, SeriesTooLong, SessionHasPassed, GroupDissolvedBefore,
    NotAssignedThatDay, NotResponsibleAllDays.
    """
    now = moment(now)
    days = _require_days(group, plan, planned_by, now)
    series, is_new = SessionSeries.objects.get_or_create(
        pk=series_id or uuid.uuid4(),
        defaults={
            "group": group,
            "kind": plan.kind,
            "rhythm": plan.rhythm,
            "first_on": plan.first_on,
            "last_on": plan.last_on,
            "starts_at": plan.starts_at,
            "planned_minutes": plan.planned_minutes,
            "planned_by": planned_by,
            "planned_at": now,
        },
    )
    if is_new:
        _plan_days(series, group, days, planned_by, now, plan.ready)
    return series


def _require_days(
    group: CrafterGroup, plan: SeriesPlan, planned_by: Any, now: datetime
) -> list[date]:
    if plan.last_on < plan.first_on:
        raise SeriesEndsBeforeItStarts
    if plan.first_on < local_day(now, ZoneInfo(group.sentra.time_zone)):
        raise SessionHasPassed(day=plan.first_on)
    days = plan.days()
    if len(days) > MOST_DAYS:
        raise SeriesTooLong(most=MOST_DAYS)
    refuse_dissolved(group, days[-1])
    if not can_log_visit(planned_by, group, days[0]):
        raise NotAssignedThatDay(group=group, day=days[0])
    if not can_log_visit(planned_by, group, days[-1]):
        raise NotResponsibleAllDays(group=group, day=days[-1])
    return days


def _plan_days(
    series: SessionSeries,
    group: CrafterGroup,
    days: list[date],
    planned_by: Any,
    now: datetime,
    ready: Collection[str],
) -> None:
    zone = ZoneInfo(group.sentra.time_zone)
    sessions = [
        MentoringSession(
            # The key tells of which series and day it is: planning again makes no second one.
            pk=uuid.uuid5(series.pk, day.isoformat()),
            group=group,
            kind=series.kind,
            happened_on=day,
            starts_at=_at(day, series.starts_at, zone),
            planned_minutes=series.planned_minutes,
            led_by=planned_by,
            recorded_by=planned_by,
            recorded_at=now,
            received_at=now,
        )
        for day in days
    ]
    MentoringSession.objects.bulk_create(sessions)
    note_ready(sessions=sessions, ready=ready, answered_by=planned_by, now=now)
    SeriesDay.objects.bulk_create(
        SeriesDay(series=series, due_on=session.happened_on, session=session)
        for session in sessions
    )


@transaction.atomic
def move_session(
    *,
    session: MentoringSession,
    planned_on: date,
    reason: str,
    moved_by: Any,
    starts_at: time | None = None,
    now: datetime | None = None,
) -> MentoringSession:
    """Put a planned session on another day or hour; of a series, this one only.

    starts_at: a clock in the zone of the craft centre or run. What was before stays as a
    `PlanChange`. The same day and hour again changes nothing. Raises SessionNotPlanned,
    ReasonMissing, SessionHasPassed, GroupDissolvedBefore, NotAssignedThatDay, RunClosed,
    OutsideTheRun.
    """
    now = moment(now)
    locked = MentoringSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if not locked.is_planned:
        raise SessionNotPlanned(state=locked.get_state_display())
    wanted = _at(planned_on, starts_at, locked.zone)
    if (locked.happened_on, locked.starts_at) == (planned_on, wanted):
        return locked
    if not reason.strip():
        raise ReasonMissing
    if planned_on < local_day(now, locked.zone):
        raise SessionHasPassed(day=planned_on)
    _require_place_in_plan(locked, planned_on)
    note_change(locked, PlanChangeKind.MOVED, reason.strip(), moved_by, now)
    locked.happened_on, locked.starts_at = planned_on, wanted
    locked.save(update_fields=["happened_on", "starts_at"])
    return locked


def _require_place_in_plan(session: MentoringSession, day: date) -> None:
    """The group stands and its leader is hers on `day`; a run's day lies inside the run."""
    if session.run is not None:
        if session.run.is_closed:
            raise RunClosed(run=session.run)
        if not session.run.starts_on <= day < session.run.ends_on:
            raise OutsideTheRun(day=day, first=session.run.starts_on, last=session.run.last_day)
    if session.group is not None:
        refuse_dissolved(session.group, day)
        if session.led_by is None or not can_log_visit(session.led_by, session.group, day):
            raise NotAssignedThatDay(group=session.group, day=day)


@transaction.atomic
def call_off_rest(
    *, series: SessionSeries, from_on: date, reason: str, said_by: Any
) -> list[MentoringSession]:
    """Cancel every planned session of `series` from the day `from_on` on; return them.

    Raises ReasonMissing.
    """
    left = MentoringSession.objects.filter(
        series_day__series=series, state=SessionState.PLANNED, happened_on__gte=from_on
    ).order_by("happened_on")
    return [cancel_session(session=session, reason=reason, said_by=said_by) for session in left]


def _at(day: date, clock: time | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, clock, zone) if clock else None
