"""When an assignment rests, changes hands, and ends."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from mentoring.assignments.errors import (
    HandOverFirst,
    OnlyTheLeavingWrites,
    OpenWorkLeft,
    SuspensionInThePast,
)
from mentoring.assignments.models import (
    Assignment,
    AssignmentKind,
    AssignmentState,
    Facilitator,
    Suspension,
)
from mentoring.assignments.open_work import open_work_of
from mentoring.assignments.permissions import can_write_handover_note
from mentoring.assignments.services.steps import (
    require_free_days,
    require_mandate,
    require_step,
    send,
    take_step,
)
from mentoring.assignments.signals import (
    assignment_ended,
    assignment_resumed,
    assignment_suspended,
    assignment_withdrawn,
    handover_started,
)
from mentoring.registry.services import require_order

_ONE_DAY = timedelta(days=1)


@transaction.atomic
def suspend_assignment(
    *, assignment: Assignment, reason: str, suspended_by: Any, today: date, on: date | None = None
) -> Assignment:
    """Let `assignment` rest from `on` (today if None, never earlier) until it is resumed.

    Who rests carries no responsibility and sees nothing of the group; days accompanied
    before stay hers. Sends `assignment_suspended`. Raises NoMandateForGroup,
    NotPossibleInState, SuspensionInThePast.
    """
    require_mandate(suspended_by, assignment.group)
    require_step(assignment, AssignmentState.SUSPENDED)
    starts_on = max(on or today, assignment.starts_on)
    if starts_on < today:
        raise SuspensionInThePast(day=today)
    Suspension.objects.create(
        assignment=assignment, starts_on=starts_on, reason=reason, suspended_by=suspended_by
    )
    take_step(assignment, "mentoring.suspend", suspended_by, state=AssignmentState.SUSPENDED)
    send(assignment_suspended, assignment, suspended_by)
    return assignment


@transaction.atomic
def resume_assignment(*, assignment: Assignment, resumed_by: Any, today: date) -> Assignment:
    """Let a suspended assignment go on from `today`; one suspended today, from tomorrow.

    Sends `assignment_resumed`. Raises NoMandateForGroup, NotPossibleInState.
    """
    require_mandate(resumed_by, assignment.group)
    # Who waits for her training begins by another way.
    require_step(assignment, AssignmentState.ACTIVE, only_from=AssignmentState.SUSPENDED)
    for suspension in assignment.suspensions.filter(ends_on__isnull=True):
        suspension.ends_on = max(today, suspension.starts_on + _ONE_DAY)
        suspension.save(update_fields=["ends_on"])
    take_step(assignment, "mentoring.resume", resumed_by, state=AssignmentState.ACTIVE)
    send(assignment_resumed, assignment, resumed_by)
    return assignment


@transaction.atomic
def hand_over(
    *,
    assignment: Assignment,
    ends_on: date,
    handed_over_by: Any,
    today: date,
    reason: str = "",
    note: str = "",
) -> Assignment:
    """Begin the handover: she accompanies the group until the day before `ends_on`.

    From now on the group counts as without a facilitator, until somebody else leads it.
    note: what the next one should know. Sends `handover_started`. Raises
    EndsBeforeItStarts, NoMandateForGroup, NotPossibleInState.
    """
    require_mandate(handed_over_by, assignment.group)
    require_order(assignment.starts_on, ends_on)
    require_step(assignment, AssignmentState.HANDOVER)
    require_free_days(assignment, ends_on=ends_on)
    return _begin_handover(assignment, ends_on, handed_over_by, today, reason, note)


@transaction.atomic
def write_handover_note(*, assignment: Assignment, note: str, written_by: Any) -> Assignment:
    """Keep what the next facilitator should know, in the words of her who leaves.

    Raises OnlyTheLeavingWrites unless it is her own assignment and it is handed over now.
    """
    if not can_write_handover_note(written_by, assignment):
        raise OnlyTheLeavingWrites(group=assignment.group)
    assignment.handover_note = note.strip()
    assignment.save(update_fields=["handover_note"])
    log(instance=assignment, action="wagtail.edit", user=written_by)
    return assignment


@transaction.atomic
def hand_over_all_of(*, facilitator: Facilitator, today: date, reason: str) -> list[Assignment]:
    """Move every active or suspended assignment of `facilitator` to handover; today is her
    last day. What has not begun is taken back.

    For an account that was switched off: nobody is asked, and asking again changes nothing.
    Returns the assignments that moved.
    """
    moved = []
    rows = facilitator.assignments.filter(
        state__in=[
            AssignmentState.PROPOSED,
            AssignmentState.ACCEPTED,
            AssignmentState.ACTIVE,
            AssignmentState.SUSPENDED,
        ]
    )
    for assignment in rows.select_related("group__sentra", "facilitator__user"):
        if assignment.is_accepted and assignment.starts_on <= today:
            require_step(assignment, AssignmentState.HANDOVER)
            ends_on = min(assignment.ends_on or date.max, today + _ONE_DAY)
            _begin_handover(assignment, ends_on, None, today, reason, "")
        else:
            require_step(assignment, AssignmentState.WITHDRAWN)
            take_step(
                assignment,
                "mentoring.withdraw",
                None,
                state=AssignmentState.WITHDRAWN,
                reason=reason,
            )
            send(assignment_withdrawn, assignment, None)
        moved.append(assignment)
    return moved


def hand_over_of_switched_off(*, today: date) -> int:
    """`hand_over_all_of` for every facilitator whose account is off; how many had anything.

    For accounts that were switched off without anybody noticing, as by a bulk update.
    """
    standing = Assignment.objects.filter(
        state__in=[AssignmentState.ACTIVE, AssignmentState.SUSPENDED]
    )
    left = Facilitator.objects.filter(user__is_active=False, pk__in=standing.values("facilitator"))
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("The account was switched off.")
    for facilitator in left:
        hand_over_all_of(facilitator=facilitator, today=today, reason=reason)
    return len(left)


@transaction.atomic
def finish_handover(
    *, assignment: Assignment, finished_by: Any, note: str = "", reason: str = ""
) -> Assignment:
    """End an assignment in handover; its last day stays as it was set.

    Where anything is open, what the next facilitator should know about it must be written,
    now or when the handover began. Sends `assignment_ended`. Raises NoMandateForGroup,
    NotPossibleInState, OpenWorkLeft.
    """
    require_mandate(finished_by, assignment.group)
    require_step(assignment, AssignmentState.ENDED, only_from=AssignmentState.HANDOVER)
    note = note.strip() or assignment.handover_note
    left = len(open_work_of(assignment))
    if left and not note:
        raise OpenWorkLeft(group=assignment.group, count=left)
    take_step(
        assignment,
        "mentoring.end",
        finished_by,
        state=AssignmentState.ENDED,
        handover_note=note,
        reason=reason or assignment.reason,
    )
    send(assignment_ended, assignment, finished_by)
    return assignment


@transaction.atomic
def end_assignment(
    *, assignment: Assignment, ends_on: date, ended_by: Any, reason: str = ""
) -> Assignment:
    """Let an active assignment count until the day before `ends_on`, which may lie ahead.

    Days already accompanied stay hers: history never changes. A lead who leaves anything
    open hands over instead. Sends `assignment_ended`. Raises EndsBeforeItStarts,
    NoMandateForGroup, NotPossibleInState, HandOverFirst.
    """
    require_mandate(ended_by, assignment.group)
    require_order(assignment.starts_on, ends_on)
    require_step(assignment, AssignmentState.ENDED, only_from=AssignmentState.ACTIVE)
    if assignment.kind == AssignmentKind.LEAD and (left := len(open_work_of(assignment))):
        raise HandOverFirst(group=assignment.group, count=left)
    # A planned end may stand already; a later one must not run into the next lead.
    require_free_days(assignment, ends_on=ends_on)
    take_step(
        assignment,
        "mentoring.end",
        ended_by,
        state=AssignmentState.ENDED,
        ends_on=ends_on,
        reason=reason or assignment.reason,
    )
    send(assignment_ended, assignment, ended_by)
    return assignment


def _begin_handover(
    assignment: Assignment, ends_on: date, by: Any, today: date, reason: str, note: str
) -> Assignment:
    take_step(
        assignment,
        "mentoring.hand_over",
        by,
        state=AssignmentState.HANDOVER,
        ends_on=ends_on,
        handover_since=today,
        handover_note=note or assignment.handover_note,
        reason=reason or assignment.reason,
    )
    send(handover_started, assignment, by)
    return assignment
