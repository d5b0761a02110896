"""Sessions before they happen, what becomes of those that do not, and how often to visit."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from mentoring.intervals import overlapping
from mentoring.registry.models import CrafterGroup
from mentoring.sessions.errors import (
    NotAssignedThatDay,
    OutsideTheRun,
    ReasonMissing,
    RunClosed,
    SessionHasPassed,
    SessionNotPlanned,
    VisitPlansOverlap,
)
from mentoring.sessions.models import (
    MentoringSession,
    PlanChangeKind,
    ReadinessAnswer,
    ReadinessLine,
    SessionKind,
    SessionState,
    TrainingRun,
    VisitPlan,
)
from mentoring.sessions.permissions import can_log_visit
from mentoring.sessions.services.clock import local_day, moment, refuse_dissolved
from mentoring.sessions.services.plan_changes import note_change


@transaction.atomic
def plan_visit(
    *,
    group: CrafterGroup,
    planned_on: date,
    planned_by: Any,
    kind: str = SessionKind.OUT_WALL,
    planned_minutes: int = 0,
    starts_at: datetime | None = None,
    session_id: UUID | None = None,
    ready: Collection[str] = (),
    now: datetime | None = None,
) -> MentoringSession:
    """Return a planned visit of `group`. Sending the same `session_id` again makes one.

    ready: readiness lines that are arranged already; the others stay unanswered.

    Raises SessionHasPassed, GroupDissolvedBefore, NotAssignedThatDay (nobody plans for
    another's group).
    """
    now = moment(now)
    if planned_on < local_day(now, ZoneInfo(group.sentra.time_zone)):
        raise SessionHasPassed(day=planned_on)
    refuse_dissolved(group, planned_on)
    if not can_log_visit(planned_by, group, planned_on):
        raise NotAssignedThatDay(group=group, day=planned_on)
    session, is_new = MentoringSession.objects.get_or_create(
        pk=session_id or uuid.uuid4(),
        defaults={
            "group": group,
            "kind": kind,
            "happened_on": planned_on,
            "starts_at": starts_at,
            "planned_minutes": planned_minutes,
            "led_by": planned_by,
            "recorded_by": planned_by,
            "recorded_at": now,
            "received_at": now,
        },
    )
    if is_new:
        note_ready(sessions=[session], ready=ready, answered_by=planned_by, now=now)
    return session


def note_ready(
    *,
    sessions: Iterable[MentoringSession],
    ready: Collection[str],
    answered_by: Any,
    now: datetime,
) -> None:
    """Keep for planned `sessions` that the lines `ready` are arranged already."""
    ReadinessAnswer.objects.bulk_create(
        ReadinessAnswer(
            session=session, line=line, is_ready=True, answered_by=answered_by, answered_at=now
        )
        for session in sessions
        for line in ReadinessLine
        if line in ready
    )


@transaction.atomic
def plan_run_session(
    *,
    run: TrainingRun,
    planned_on: date,
    planned_minutes: int,
    planned_by: Any,
    starts_at: datetime | None = None,
    led_by: Any = None,
    is_make_up: bool = False,
    session_id: UUID | None = None,
    now: datetime | None = None,
) -> MentoringSession:
    """Return a planned session of `run`; minutes of a make-up do not add to the plan.

    Raises RunClosed, OutsideTheRun.
    """
    now = moment(now)
    if run.is_closed:
        raise RunClosed(run=run)
    if not run.starts_on <= planned_on < run.ends_on:
        raise OutsideTheRun(day=planned_on, first=run.starts_on, last=run.last_day)
    session, _created = MentoringSession.objects.get_or_create(
        pk=session_id or uuid.uuid4(),
        defaults={
            "run": run,
            "kind": SessionKind.TRAINING,
            "happened_on": planned_on,
            "starts_at": starts_at,
            "planned_minutes": planned_minutes,
            "is_make_up": is_make_up,
            "led_by": led_by,
            "recorded_by": planned_by,
            "recorded_at": now,
            "received_at": now,
        },
    )
    return session


def mark_not_held(*, session: MentoringSession, reason: str, said_by: Any) -> MentoringSession:
    """The planned session did not take place; in a run its minutes still count as planned.

    Raises SessionNotPlanned, ReasonMissing, RunClosed.
    """
    return _settle(session, SessionState.NOT_HELD, reason, said_by)


def cancel_session(*, session: MentoringSession, reason: str, said_by: Any) -> MentoringSession:
    """The planned session is taken out of the plan, in a run with its minutes.

    Raises SessionNotPlanned, ReasonMissing, RunClosed.
    """
    return _settle(session, SessionState.CANCELLED, reason, said_by)


@transaction.atomic
def _settle(
    session: MentoringSession, state: SessionState, reason: str, said_by: Any
) -> MentoringSession:
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    locked = MentoringSession.objects.select_for_update().get(pk=session.pk)
    if locked.run and locked.run.is_closed:
        raise RunClosed(run=locked.run)
    if locked.state == state and locked.state_reason == reason:
        return locked
    if not locked.is_planned:
        raise SessionNotPlanned(state=locked.get_state_display())
    note_change(locked, PlanChangeKind.CALLED_OFF, reason, said_by, timezone.now())
    locked.state = state
    locked.state_reason = reason
    locked.recorded_by = said_by
    locked.save(update_fields=["state", "state_reason", "recorded_by"])
    return locked


@transaction.atomic
def set_visit_interval(
    *,
    group: CrafterGroup,
    interval_days: int,
    starts_on: date,
    ends_on: date | None = None,
    reason: str = "",
) -> VisitPlan:
    """Visit `group` every `interval_days` from `starts_on`; what held before ends there.

    ends_on: the first day no longer included. Raises VisitPlansOverlap when another
    interval begins on `starts_on` or later, ValueError for an interval under a day.
    """
    if interval_days < 1:
        raise ValueError("interval_days must be at least 1")
    CrafterGroup.objects.select_for_update().get(pk=group.pk)
    intervals = VisitPlan.objects.intervals().filter(overlapping(starts_on, ends_on), group=group)
    for plan in intervals:
        if plan.starts_on >= starts_on:
            raise VisitPlansOverlap(group=group, starts=plan.starts_on)
        plan.ends_on = starts_on
        plan.save(update_fields=["ends_on"])
    return VisitPlan.objects.create(
        group=group,
        interval_days=interval_days,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
    )


@transaction.atomic
def pause_visits(
    *, group: CrafterGroup, starts_on: date, ends_on: date | None, reason: str
) -> VisitPlan:
    """Let visits rest (harvest, feast days); those days never make the group overdue.

    Raises ReasonMissing, VisitPlansOverlap when they rest then already.
    """
    if not reason.strip():
        raise ReasonMissing
    CrafterGroup.objects.select_for_update().get(pk=group.pk)
    already = VisitPlan.objects.pauses().filter(overlapping(starts_on, ends_on), group=group)
    for pause in already[:1]:
        raise VisitPlansOverlap(group=group, starts=pause.starts_on)
    return VisitPlan.objects.create(
        group=group, interval_days=None, starts_on=starts_on, ends_on=ends_on, reason=reason
    )
