"""The figures of this room, one function each. Every page, mail and export calls these."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, Max, Q, Sum

from mentoring.assignments.models import Assignment, AssignmentKind
from mentoring.registry.models import CrafterGroup, Tier
from mentoring.sessions import conf
from mentoring.sessions.models import (
    Attendance,
    AttendanceStatus,
    MentoringSession,
    SessionState,
    TrainingRun,
    VisitPlan,
)

_ONE_DAY = timedelta(days=1)


def overdue_days(
    *,
    today: date,
    last_held_on: date | None,
    assigned_on: date | None,
    stage_on: date | None,
    interval_days: int,
    paused_days: int = 0,
) -> int | None:
    """How many days ago a visit was due; negative while there is still time.

    today - max(last held visit, start of the assignment, start of the stage)
    - days between visits - days in which visits rested since then.
    None where there is nothing to count from: no visit, no facilitator, no plan.
    """
    anchors = [day for day in (last_held_on, assigned_on, stage_on) if day is not None]
    if not anchors:
        return None
    return (today - max(anchors)).days - interval_days - paused_days


def days_within(intervals: Iterable[tuple[date, date | None]], since: date, until: date) -> int:
    """How many days of [since, until) lie in at least one of the half-open `intervals`."""
    counted, reached = 0, since
    for starts_on, ends_on in sorted(intervals, key=lambda interval: interval[0]):
        first = max(starts_on, reached)
        last = until if ends_on is None else min(ends_on, until)
        if last > first:
            counted += (last - first).days
            reached = last
    return counted


@dataclass(frozen=True)
class VisitDue:
    """When a group's next visit is due.

    overdue_days: see `overdue_days`; None if there is nothing to count from.
    """

    last_held_on: date | None
    interval_days: int
    overdue_days: int | None
    is_paused: bool
    has_facilitator: bool

    @property
    def is_overdue(self) -> bool:
        return self.overdue_days is not None and self.overdue_days > 0 and not self.is_paused

    @property
    def days_left(self) -> int | None:
        """Days until the visit is due, or None when it is overdue or cannot be said."""
        if self.overdue_days is None or self.overdue_days > 0:
            return None
        return -self.overdue_days


def visits_due(groups: Collection[CrafterGroup], today: date) -> dict[UUID, VisitDue]:
    """For each of `groups`, when its next visit is due, seen from `today`. Three queries.

    A visit is a held session of the group at which the facilitator was; the group's own
    meetings without her do not count. The assignment is the lead's, or where there is no
    lead the cover's.
    """
    keys = [group.pk for group in groups]
    last_held = dict(
        MentoringSession.objects.counted()
        .filter(group__in=keys, happened_on__lte=today, facilitator_was_present=True)
        .order_by()
        .values_list("group")
        .annotate(last=Max("happened_on"))
    )
    assigned = _assignment_starts(keys, today)
    plans: dict[UUID, list[VisitPlan]] = defaultdict(list)
    for plan in VisitPlan.objects.filter(group__in=keys, starts_on__lte=today):
        plans[plan.group_id].append(plan)
    return {
        group.pk: _visit_due(
            group, today, last_held.get(group.pk), assigned.get(group.pk), plans[group.pk]
        )
        for group in groups
    }


def _assignment_starts(keys: list[UUID], today: date) -> dict[UUID, date]:
    lead: dict[UUID, date] = {}
    cover: dict[UUID, date] = {}
    rows = Assignment.objects.responsible_on(today).filter(group__in=keys)
    for group_id, kind, starts_on in rows.values_list("group_id", "kind", "starts_on"):
        if kind == AssignmentKind.TRAINEE:
            continue
        into = lead if kind == AssignmentKind.LEAD else cover
        into[group_id] = max(starts_on, into.get(group_id, starts_on))
    return cover | lead


def _visit_due(
    group: CrafterGroup,
    today: date,
    last_held_on: date | None,
    assigned_on: date | None,
    plans: list[VisitPlan],
) -> VisitDue:
    pauses = [plan for plan in plans if plan.interval_days is None]
    stage = next(
        (plan for plan in plans if plan.interval_days is not None and plan.holds_on(today)), None
    )
    stage_on = stage.starts_on if stage else None
    interval = (stage.interval_days if stage else None) or default_interval_days(group)
    anchor = max((day for day in (last_held_on, assigned_on, stage_on) if day), default=today)
    rested = days_within(
        [(pause.starts_on, pause.ends_on) for pause in pauses], anchor + _ONE_DAY, today + _ONE_DAY
    )
    return VisitDue(
        last_held_on=last_held_on,
        interval_days=interval,
        overdue_days=overdue_days(
            today=today,
            last_held_on=last_held_on,
            assigned_on=assigned_on,
            stage_on=stage_on,
            interval_days=interval,
            paused_days=rested,
        ),
        is_paused=any(pause.holds_on(today) for pause in pauses),
        has_facilitator=assigned_on is not None,
    )


def default_interval_days(group: CrafterGroup) -> int:
    """Days between visits where no visit plan says otherwise."""
    return conf.weak_interval_days() if group.tier == Tier.WEAK else conf.other_interval_days()


@dataclass(frozen=True)
class AttendanceCounts:
    """How often members were marked present, excused, ill and absent. Guests never count."""

    hadir: int = 0
    izin: int = 0
    sakit: int = 0
    alpa: int = 0

    @property
    def rate(self) -> Fraction | None:
        """hadir / (hadir + alpa); None when neither was ever marked."""
        marked = self.hadir + self.alpa
        return Fraction(self.hadir, marked) if marked else None

    @property
    def percent(self) -> int | None:
        """The rate in whole per cent, half up; None when it cannot be computed."""
        return None if self.rate is None else int(self.rate * 100 + Fraction(1, 2))


def attendance_rate(
    group_ids: Collection[UUID], *, since: date, until: date
) -> dict[UUID, AttendanceCounts]:
    """Each group's attendance at its held sessions in [since, until). One query.

    Every asked key is present. Excused and ill stand apart, outside the denominator. A visit
    that two phones told of counts once, with everybody whom either saw.
    """
    counts: dict[UUID, dict[str, int]] = {key: {} for key in group_ids}
    rows = (
        Attendance.objects.counted()
        .filter(
            session__group__in=list(group_ids),
            session__state=SessionState.HELD,
            session__happened_on__gte=since,
            session__happened_on__lt=until,
        )
        .exclude(status=AttendanceStatus.TAMU)
        .order_by()
        .values_list("session__group", "status")
        .annotate(often=Count("pk"))
    )
    for group_id, status, often in rows:
        counts[group_id][status] = often
    return {key: AttendanceCounts(**by_status) for key, by_status in counts.items()}


@dataclass(frozen=True)
class AttendedShare:
    """How much of a training run one person attended, in minutes.

    planned: of the run's sessions that were not cancelled, make-ups apart. attended:
    make-ups included, at most `planned`. izin, sakit, alpa: planned minutes missed for
    that reason; they count as nothing attended and are told so that nobody wonders.
    """

    planned: int
    attended: int = 0
    izin: int = 0
    sakit: int = 0
    alpa: int = 0
    sessions_attended: int = 0

    @property
    def share(self) -> Fraction | None:
        """attended / planned, from 0 to 1; None ("cannot compute") when nothing was planned."""
        return Fraction(self.attended, self.planned) if self.planned else None

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, rounded down: 79.9 % has not reached 80 %."""
        return None if self.share is None else int(self.share * 100)


def attended_shares(run: TrainingRun) -> dict[UUID, AttendedShare]:
    """Each participant's attended share of `run`, by key of the person. Three queries."""
    planned = planned_minutes_of([run.pk])[run.pk].minutes
    kept: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    counting = Q(session__is_make_up=False)
    rows = (
        Attendance.objects.counted()
        .filter(session__run=run, session__state=SessionState.HELD, person__isnull=False)
        .order_by()
        .values_list("person", "status")
        .annotate(
            often=Count("pk"),
            present=Sum("minutes"),
            missed=Sum("session__planned_minutes", filter=counting, default=0),
        )
    )
    for person_id, status, often, present, missed in rows:
        if status == AttendanceStatus.HADIR:
            kept[person_id]["attended"] = min(present, planned)
            kept[person_id]["sessions_attended"] = often
        elif status != AttendanceStatus.TAMU:
            kept[person_id][status] = missed
    people = run.participants.values_list("person", flat=True)
    return {person: AttendedShare(planned=planned, **kept[person]) for person in people}


@dataclass(frozen=True)
class RunPlan:
    """The planned sessions of a run that were not cancelled, make-ups apart."""

    minutes: int = 0
    sessions: int = 0
    held: int = 0


def planned_minutes_of(run_ids: Collection[UUID]) -> dict[UUID, RunPlan]:
    """Planned minutes and sessions of each run; every asked key is present. One query."""
    rows = (
        MentoringSession.objects.counting()
        .filter(run__in=list(run_ids))
        .order_by()
        .values_list("run")
        .annotate(
            minutes=Sum("planned_minutes"),
            sessions=Count("pk"),
            held=Count("pk", filter=Q(state=SessionState.HELD)),
        )
    )
    found = {run: RunPlan(minutes, sessions, held) for run, minutes, sessions, held in rows}
    return {key: found.get(key, RunPlan()) for key in run_ids}
