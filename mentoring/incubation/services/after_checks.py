"""Checking graduates, and following again those that fell silent."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from wagtail.log_actions import log

from mentoring.incubation.errors import (
    DayBeforeStage,
    EnrolmentEnded,
    GroupAlreadyInCycle,
    NotYoursToMove,
)
from mentoring.incubation.errors.after_checks import (
    CheckAnswered,
    CheckNoteMissing,
    CheckTooEarly,
    NotAGraduate,
    NotDormant,
    NotYoursToCheck,
    ReopenReasonMissing,
)
from mentoring.incubation.models import (
    LOOKED_AT_AGAIN,
    AfterCheck,
    CheckOutcome,
    CycleEnrolment,
    EnrolmentState,
    StagePeriod,
)
from mentoring.incubation.permissions import can_check, can_propose
from mentoring.incubation.services.cycles import refuse_future
from mentoring.incubation.services.planned_checks import plan_follow_up
from mentoring.incubation.signals import enrolment_moved
from mentoring.sessions.dormancy import silence_of

# A check may be made so long before its day: a visit planned for other reasons serves it.
EARLY = timedelta(days=30)


def answer_check(
    *,
    check: AfterCheck,
    outcome: str,
    note: str,
    answered_on: date,
    answered_by: Any,
    still_meets: bool,
    keeps_books: bool,
    decides_alone: bool,
) -> AfterCheck:
    """Write down what was found at a graduate. A group that needs help or no longer meets is
    looked at again three months later; one that no longer exists is not looked at again.

    answered_on: a day in the zone of the craft centre, at most thirty days before the check is
    due and not in the future.
    Raises NotYoursToCheck, DayInFuture, CheckNoteMissing, CheckTooEarly, CheckAnswered,
    EnrolmentEnded.
    """
    group = check.enrolment.group
    if not can_check(answered_by, group, answered_on):
        raise NotYoursToCheck(group=str(group))
    refuse_future(group, answered_on)
    if not note.strip():
        raise CheckNoteMissing()
    earliest = check.due_on - EARLY
    if answered_on < earliest:
        raise CheckTooEarly(
            due=date_format(check.due_on),
            day=date_format(answered_on),
            from_day=date_format(earliest),
        )
    with transaction.atomic():
        check = _held(check)
        check.outcome, check.note = CheckOutcome(outcome), note.strip()
        check.still_meets, check.keeps_books = still_meets, keeps_books
        check.decides_alone = decides_alone
        check.answered_on, check.answered_by = answered_on, answered_by
        check.save()
        if check.outcome == CheckOutcome.DISSOLVED:
            # There is nobody to look in on any more, and the cycle can be closed.
            AfterCheck.objects.filter(enrolment=check.enrolment, outcome="").delete()
        if check.outcome in LOOKED_AT_AGAIN:
            plan_follow_up(check.enrolment, answered_on)
        log(instance=check.enrolment, action="mentoring.check_graduate", user=answered_by)
    return check


@transaction.atomic
def reopen_monitoring(
    *, enrolment: CycleEnrolment, reason: str, reopened_on: date, reopened_by: Any
) -> CycleEnrolment:
    """Follow a graduate again whose cycle was closed and that fell silent since.

    It stands in the stage after incubation once more, and is checked within three months.
    Raises NotYoursToMove, DayInFuture, ReopenReasonMissing, NotAGraduate, NotDormant,
    GroupAlreadyInCycle, DayBeforeStage. Sends `enrolment_moved` after commit.
    """
    group = enrolment.group
    if not can_propose(reopened_by, group, reopened_on):
        raise NotYoursToMove(group=str(group))
    refuse_future(group, reopened_on)
    if not reason.strip():
        raise ReopenReasonMissing()
    rows = CycleEnrolment.objects.select_for_update(of=("self",)).select_related("group__sentra")
    fresh = rows.get(pk=enrolment.pk)
    _refuse_reopening(fresh, reopened_on)
    StagePeriod.objects.create(
        enrolment=fresh,
        state=EnrolmentState.MONITORING,
        starts_on=reopened_on,
        moved_by=reopened_by,
    )
    fresh.state, fresh.ends_on = EnrolmentState.MONITORING, None
    fresh.reason = "\n".join(part for part in (fresh.reason, reason.strip()) if part)
    fresh.save(update_fields=["state", "ends_on", "reason"])
    plan_follow_up(fresh, reopened_on)
    log(
        instance=fresh,
        action="mentoring.move",
        user=reopened_by,
        data={"from": EnrolmentState.CLOSED.value, "to": EnrolmentState.MONITORING.value},
    )
    transaction.on_commit(
        partial(
            enrolment_moved.send_robust,
            sender=CycleEnrolment,
            enrolment=fresh,
            from_state=EnrolmentState.CLOSED.value,
            to_state=EnrolmentState.MONITORING.value,
        )
    )
    return fresh


def _held(check: AfterCheck) -> AfterCheck:
    fresh = (
        AfterCheck.objects.select_for_update(of=("self",))
        .select_related("enrolment__group")
        .get(pk=check.pk)
    )
    if fresh.is_answered and fresh.answered_on:
        raise CheckAnswered(day=date_format(fresh.answered_on))
    if not fresh.enrolment.is_open:
        raise EnrolmentEnded(group=str(fresh.enrolment.group))
    return fresh


def _refuse_reopening(enrolment: CycleEnrolment, on: date) -> None:
    group = enrolment.group
    if enrolment.state != EnrolmentState.CLOSED or enrolment.ends_on is None:
        raise NotAGraduate(group=str(group))
    if on < enrolment.ends_on:
        raise DayBeforeStage(starts_on=date_format(enrolment.ends_on), day=date_format(on))
    if not silence_of([group], on)[group.pk].is_dormant:
        raise NotDormant(group=str(group))
    other = CycleEnrolment.objects.open().filter(group=group).select_related("cycle").first()
    if other is not None:
        raise GroupAlreadyInCycle(group=str(group), cycle=str(other.cycle))
