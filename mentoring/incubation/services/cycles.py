"""Opening cycles, bringing groups in, and moving them from stage to stage."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import log

from mentoring.incubation import two_years
from mentoring.incubation.errors import (
    CycleNameTaken,
    CycleNotRunning,
    DayBeforeStage,
    DayInFuture,
    EnrolmentEnded,
    GateWaits,
    GroupAlreadyInCycle,
    GroupOutsideCycle,
    NoStageAfter,
    NotYoursToMove,
    NotYoursToOpen,
    NotYoursToPropose,
)
from mentoring.incubation.errors.after_checks import ChecksOpen
from mentoring.incubation.models import (
    AfterCheck,
    Cycle,
    CycleEnrolment,
    CycleStage,
    EnrolmentState,
    GateCriterion,
    InstrumentVersion,
    StagePeriod,
)
from mentoring.incubation.permissions import can_open_cycle, can_propose, lies_in
from mentoring.incubation.services.planned_checks import plan_checks
from mentoring.incubation.signals import enrolment_moved, group_proposed_for_cycle
from mentoring.registry.models import CrafterGroup, Place

_OVER = frozenset({EnrolmentState.CLOSED, EnrolmentState.EXITED})


def local_today(group: CrafterGroup) -> date:
    """Today in the zone of the group's craft centre."""
    return timezone.localdate(timezone=ZoneInfo(group.sentra.time_zone))


def refuse_future(group: CrafterGroup, day: date) -> None:
    if day > local_today(group):
        raise DayInFuture(day=date_format(day))


@transaction.atomic
def open_cycle(
    *,
    name: str,
    place: Place,
    starts_on: date,
    instrument_version: InstrumentVersion,
    months: int = 24,
    opened_by: Any,
    stages: Iterable[two_years.Stage] = two_years.STAGES,
    criteria: Iterable[two_years.Criterion] = two_years.CRITERIA,
) -> Cycle:
    """Return a new cycle with its own rows of stages and gate criteria.

    stages: in order; the defaults are the programme's two years.
    Raises NotYoursToOpen, CycleNameTaken.
    """
    if not can_open_cycle(opened_by, place):
        raise NotYoursToOpen(place=place.name)
    if Cycle.objects.filter(name=name).exists():
        raise CycleNameTaken(name=name)
    cycle = Cycle.objects.create(
        name=name,
        place=place,
        starts_on=starts_on,
        months=months,
        instrument_version=instrument_version,
    )
    _write_stages(cycle, stages)
    _write_criteria(cycle, criteria)
    log(instance=cycle, action="wagtail.create", user=opened_by)
    return cycle


@transaction.atomic
def change_cycle(*, cycle: Cycle, changes: Mapping[str, Any], changed_by: Any) -> Cycle:
    """Give `cycle` the values of `changes`: name, months, closed_on. Where it runs, from
    when and with what instrument stays, because groups entered on those terms.

    Raises NotYoursToOpen.
    """
    if not can_open_cycle(changed_by, cycle.place):
        raise NotYoursToOpen(place=cycle.place.name)
    unknown = set(changes) - {"name", "months", "closed_on"}
    if unknown:
        raise ValueError(f"These never change on a cycle: {sorted(unknown)}")
    for field, value in changes.items():
        setattr(cycle, field, value)
    cycle.save(update_fields=list(changes))
    log(instance=cycle, action="wagtail.edit", user=changed_by)
    return cycle


def propose_group_for_cycle(
    *, group: CrafterGroup, cycle: Cycle, proposed_by: Any, starts_on: date, reason: str = ""
) -> CycleEnrolment:
    """Return `group` as a candidate of `cycle` from `starts_on` on.

    starts_on: a day in the zone of the group's craft centre, not in the future.
    Raises NotYoursToPropose, DayInFuture, CycleNotRunning, GroupOutsideCycle,
    GroupAlreadyInCycle. Sends `group_proposed_for_cycle` after commit.
    """
    if not can_propose(proposed_by, group, starts_on):
        raise NotYoursToPropose(group=str(group))
    refuse_future(group, starts_on)
    if not Cycle.objects.running_on(starts_on).filter(pk=cycle.pk).exists():
        raise CycleNotRunning(cycle=str(cycle), day=date_format(starts_on))
    if not lies_in(group.sentra.place_id, cycle.place_id):
        raise GroupOutsideCycle(cycle=str(cycle), place=cycle.place.name, group=str(group))
    first = cycle.stages.order_by("order").values_list("state", flat=True)[0]
    enrolment = CycleEnrolment(
        cycle=cycle,
        group=group,
        state=first,
        starts_on=starts_on,
        proposed_by=proposed_by,
        reason=reason,
    )
    with transaction.atomic():
        _insert_if_free(enrolment)
        StagePeriod.objects.create(
            enrolment=enrolment, state=first, starts_on=starts_on, moved_by=proposed_by
        )
        log(instance=enrolment, action="mentoring.propose", user=proposed_by)
        transaction.on_commit(
            partial(
                group_proposed_for_cycle.send_robust, sender=CycleEnrolment, enrolment=enrolment
            )
        )
    return enrolment


def move_on(*, enrolment: CycleEnrolment, moved_by: Any, moved_on: date) -> CycleEnrolment:
    """Move a group to the next stage of its cycle, where no gate stands in between.

    moved_on: a day in the zone of the group's craft centre, not in the future.
    Raises NotYoursToMove, EnrolmentEnded, GateWaits, ChecksOpen, NoStageAfter, DayInFuture,
    DayBeforeStage. Sends `enrolment_moved` after commit.
    """
    if not can_propose(moved_by, enrolment.group, moved_on):
        raise NotYoursToMove(group=str(enrolment.group))
    refuse_future(enrolment.group, moved_on)
    with transaction.atomic():
        enrolment = locked_enrolment(enrolment)
        stage = current_stage(enrolment)
        if stage.gate:
            raise GateWaits(stage=str(stage), gate=stage.gate, group=str(enrolment.group))
        _refuse_unchecked(enrolment)
        following = stage_beside(stage, 1)
        if following is None:
            raise NoStageAfter(stage=str(stage))
        enter_stage(enrolment, state=following.state, on=moved_on, moved_by=moved_by)
    return enrolment


def locked_enrolment(enrolment: CycleEnrolment) -> CycleEnrolment:
    """The enrolment read again under a lock, so that two people cannot move it at once.

    Call inside a transaction. Raises EnrolmentEnded.
    """
    fresh = (
        CycleEnrolment.objects.select_for_update(of=("self",))
        .select_related("group__sentra", "cycle__instrument_version")
        .get(pk=enrolment.pk)
    )
    if not fresh.is_open:
        raise EnrolmentEnded(group=str(fresh.group))
    return fresh


def current_stage(enrolment: CycleEnrolment) -> CycleStage:
    return enrolment.cycle.stages.get(state=enrolment.state)


def stage_beside(stage: CycleStage, steps: int) -> CycleStage | None:
    """The stage `steps` further (or, negative, before); None outside the cycle."""
    stages = list(CycleStage.objects.filter(cycle=stage.cycle_id).order_by("order"))
    at = stages.index(stage) + steps
    return stages[at] if 0 <= at < len(stages) else None


def enter_stage(enrolment: CycleEnrolment, *, state: str, on: date, moved_by: Any) -> None:
    """Write the new state, end the stage before and begin the next. Inside a transaction.

    Entering "closed" or "exited" ends the enrolment; the day `on` still belongs to it. Entering
    the stage after incubation plans its checks.
    """
    before = enrolment.stage_periods.get(ends_on__isnull=True)
    if on < before.starts_on:
        raise DayBeforeStage(starts_on=date_format(before.starts_on), day=date_format(on))
    from_state = enrolment.state
    before.ends_on = on
    before.save(update_fields=["ends_on"])
    is_over = state in _OVER
    StagePeriod.objects.create(
        enrolment=enrolment,
        state=state,
        starts_on=on,
        ends_on=on + timedelta(days=1) if is_over else None,
        moved_by=moved_by,
    )
    if state == EnrolmentState.MONITORING:
        plan_checks(enrolment, on)
    enrolment.state = state
    enrolment.ends_on = on + timedelta(days=1) if is_over else None
    enrolment.save(update_fields=["state", "ends_on"])
    log(
        instance=enrolment,
        action="mentoring.move",
        user=moved_by,
        data={"from": from_state, "to": state},
    )
    transaction.on_commit(
        partial(
            enrolment_moved.send_robust,
            sender=CycleEnrolment,
            enrolment=enrolment,
            from_state=from_state,
            to_state=state,
        )
    )


def _refuse_unchecked(enrolment: CycleEnrolment) -> None:
    """A graduate's cycle is closed once it was looked at as often as was planned."""
    if enrolment.state != EnrolmentState.MONITORING:
        return
    waiting = AfterCheck.objects.waiting().filter(enrolment=enrolment).first()
    if waiting is not None:
        raise ChecksOpen(group=str(enrolment.group), day=date_format(waiting.due_on))


def _insert_if_free(enrolment: CycleEnrolment) -> None:
    # The database decides: two coordinators may press the button in the same second.
    try:
        with transaction.atomic():
            enrolment.save(force_insert=True)
    except IntegrityError as clash:
        other = (
            CycleEnrolment.objects.open().filter(group=enrolment.group).select_related("cycle")
        ).first()
        if other is None:
            raise
        raise GroupAlreadyInCycle(group=str(enrolment.group), cycle=str(other.cycle)) from clash


def _write_stages(cycle: Cycle, stages: Iterable[two_years.Stage]) -> None:
    CycleStage.objects.bulk_create(
        CycleStage(
            cycle=cycle,
            state=stage.state,
            order=order,
            starts_month=stage.starts_month,
            gate=stage.gate,
            weak_interval_days=stage.weak_interval_days,
            interval_days=stage.interval_days,
        )
        for order, stage in enumerate(stages)
    )


def _write_criteria(cycle: Cycle, criteria: Iterable[two_years.Criterion]) -> None:
    GateCriterion.objects.bulk_create(
        GateCriterion(
            cycle=cycle,
            gate=one.gate,
            code=one.code,
            wording=one.wording,
            order=order,
            is_required=one.is_required,
            measure=one.measure,
            round_kind=one.round_kind,
            dimensions=list(one.dimensions),
            threshold=one.threshold,
            accepts_reason=one.accepts_reason,
        )
        for order, one in enumerate(criteria)
    )
