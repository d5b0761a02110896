"""From a proposal to an active assignment.

An assignment moves through the states of `models.TRANSITIONS` by services only.
Keyword-only; one transaction each; whoever did it is an argument and stands in the log.
`at` is the moment of a step, now if not given.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.assignments import conf
from mentoring.assignments.concerns import Concern, concerns_about
from mentoring.assignments.errors import (
    AlreadyBegun,
    AlreadyProposed,
    AskYourCoordinator,
    ConflictOfInterest,
    FacilitatorInactive,
    ProposedToOneself,
    ReasonNeeded,
    TrainingMissing,
)
from mentoring.assignments.models import (
    Assignment,
    AssignmentKind,
    AssignmentOverride,
    AssignmentState,
    Facilitator,
)
from mentoring.assignments.services.steps import (
    lock,
    require_free_days,
    require_group,
    require_mandate,
    require_no_conflict,
    require_own,
    require_step,
    send,
    take_step,
)
from mentoring.assignments.signals import (
    assignment_accepted,
    assignment_activated,
    assignment_declined,
    assignment_proposed,
    assignment_withdrawn,
)
from mentoring.assignments.training import first_prepared_day
from mentoring.registry.models import CrafterGroup
from mentoring.registry.services import require_order


@transaction.atomic
def propose_assignment(
    *,
    facilitator: Facilitator,
    group: CrafterGroup,
    starts_on: date,
    proposed_by: Any,
    ends_on: date | None = None,
    kind: str = AssignmentKind.LEAD,
    reason: str = "",
    travel_minutes: int | None = None,
    override_reason: str = "",
    at: datetime | None = None,
) -> Assignment:
    """Ask `facilitator` to accompany `group` from `starts_on` (included) until before `ends_on`.

    `proposed_by` must hold a mandate for the group's place today. The same pair may be
    assigned again after a gap. reason: a message to her. travel_minutes: one way, estimated
    if None. override_reason: why, although concerns stand against it; kept with each of them.
    Sends `assignment_proposed`. Raises EndsBeforeItStarts, NoMandateForGroup,
    ProposedToOneself, FacilitatorInactive, AlreadyProposed, AlreadyAssigned, LeadOverlaps,
    ConflictOfInterest, ReasonNeeded, GroupIsDissolved.
    """
    require_order(starts_on, ends_on)
    require_mandate(proposed_by, group)
    if facilitator.user_id == proposed_by.pk:
        raise ProposedToOneself(group=group)
    if not facilitator.user.is_active:
        raise FacilitatorInactive(facilitator=facilitator)
    lock(group)
    _require_no_proposal(facilitator, group, kind)
    assignment = Assignment(
        facilitator=facilitator,
        group=group,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        proposed_by=proposed_by,
        reason=reason,
        travel_minutes=travel_minutes,
    )
    require_group(assignment)
    require_free_days(assignment)
    require_no_conflict(assignment)
    overridden = _concerns_needing(override_reason, assignment)
    assignment.save()
    _keep_decisions(assignment, overridden, override_reason, at or timezone.now())
    log(instance=assignment, action="wagtail.create", user=proposed_by)
    send(assignment_proposed, assignment, proposed_by)
    return assignment


def _require_no_proposal(facilitator: Facilitator, group: CrafterGroup, kind: str) -> None:
    waiting = Assignment.objects.filter(
        facilitator=facilitator, group=group, kind=kind, state=AssignmentState.PROPOSED
    )
    if waiting.exists():
        raise AlreadyProposed(facilitator=facilitator, group=group)


def _concerns_needing(reason: str, assignment: Assignment) -> list[Concern]:
    """The concerns about `assignment` that need a reason; raises ReasonNeeded without one."""
    found = concerns_about(
        facilitator=assignment.facilitator,
        group=assignment.group,
        kind=assignment.kind,
        day=assignment.starts_on,
        travel_minutes=assignment.travel_minutes,
    )
    grave = [concern for concern in found if concern.needs_reason]
    if grave and not reason.strip():
        raise ReasonNeeded(concerns=" ".join(concern.sentence for concern in grave))
    return grave


def _keep_decisions(
    assignment: Assignment, concerns: list[Concern], reason: str, at: datetime
) -> None:
    AssignmentOverride.objects.bulk_create(
        AssignmentOverride(
            assignment=assignment,
            concern=concern.code,
            sentence=concern.sentence,
            reason=reason.strip(),
            decided_by=assignment.proposed_by,
            decided_at=at,
        )
        for concern in concerns
    )


@transaction.atomic
def accept_assignment(
    *, assignment: Assignment, accepted_by: Any, at: datetime | None = None
) -> Assignment:
    """Say yes to the proposal; it becomes active at once, or once her training counts.

    Only the facilitator herself accepts. Days and ties are checked again: somebody else may
    have accepted in between. Sends `assignment_accepted`, then `assignment_activated` unless
    she has to wait. Raises NotYourProposal, NotPossibleInState, AlreadyAssigned,
    LeadOverlaps, GroupIsDissolved, AskYourCoordinator (members told of ties: she is not told
    which).
    """
    require_own(assignment, accepted_by)
    require_step(assignment, AssignmentState.ACCEPTED)
    require_group(assignment)
    require_free_days(assignment)
    try:
        require_no_conflict(assignment)
    except ConflictOfInterest:
        raise AskYourCoordinator() from None
    take_step(
        assignment,
        "mentoring.accept",
        accepted_by,
        state=AssignmentState.ACCEPTED,
        answered_at=at or timezone.now(),
    )
    send(assignment_accepted, assignment, accepted_by)
    if _may_begin_on(assignment) is not None:
        activate_assignment(assignment=assignment, activated_by=accepted_by)
    return assignment


@transaction.atomic
def activate_assignment(*, assignment: Assignment, activated_by: Any) -> Assignment:
    """Let an accepted assignment count, from its first day on which a training or waiver does.

    The days before that one are nobody's: she was not prepared for them. Sends
    `assignment_activated`. Raises NotPossibleInState, TrainingMissing, EndsBeforeItStarts
    (she is prepared only after the last day).
    """
    require_step(assignment, AssignmentState.ACTIVE, only_from=AssignmentState.ACCEPTED)
    begins_on = _may_begin_on(assignment)
    if begins_on is None:
        raise TrainingMissing(facilitator=assignment.facilitator)
    require_order(begins_on, assignment.ends_on)
    take_step(
        assignment,
        "mentoring.activate",
        activated_by,
        state=AssignmentState.ACTIVE,
        starts_on=begins_on,
    )
    send(assignment_activated, assignment, activated_by)
    return assignment


def activate_waiting(*, facilitator: Facilitator, activated_by: Any) -> list[Assignment]:
    """Activate what `facilitator` accepted and could not begin; returns what is active now.

    What she is prepared for too late stays as it is: the coordinator takes it back.
    """
    waiting = facilitator.assignments.filter(state=AssignmentState.ACCEPTED).with_names()
    begun = []
    for assignment in waiting:
        day = _may_begin_on(assignment)
        if day is None or (assignment.ends_on is not None and assignment.ends_on <= day):
            continue
        begun.append(activate_assignment(assignment=assignment, activated_by=activated_by))
    return begun


def _may_begin_on(assignment: Assignment) -> date | None:
    if conf.untrained_facilitators() == "warn":
        return assignment.starts_on
    return first_prepared_day(assignment.facilitator, assignment.starts_on)


@transaction.atomic
def decline_assignment(
    *, assignment: Assignment, declined_by: Any, reason: str = "", at: datetime | None = None
) -> Assignment:
    """Say no to the proposal; `reason` is shown to the coordinator.

    Sends `assignment_declined`. Raises NotYourProposal, NotPossibleInState.
    """
    require_own(assignment, declined_by)
    require_step(assignment, AssignmentState.DECLINED)
    take_step(
        assignment,
        "mentoring.decline",
        declined_by,
        state=AssignmentState.DECLINED,
        answered_at=at or timezone.now(),
        reason=reason or assignment.reason,
    )
    send(assignment_declined, assignment, declined_by)
    return assignment


@transaction.atomic
def withdraw_assignment(
    *, assignment: Assignment, withdrawn_by: Any, reason: str = "", today: date | None = None
) -> Assignment:
    """Take back what has not begun: a proposal, or an assignment before its first day.

    today: in the site's zone if not given. Sends `assignment_withdrawn`. Raises
    NoMandateForGroup, NotPossibleInState, AlreadyBegun.
    """
    require_mandate(withdrawn_by, assignment.group)
    require_step(assignment, AssignmentState.WITHDRAWN)
    if assignment.is_accepted and assignment.starts_on <= (today or timezone.localdate()):
        raise AlreadyBegun(starts_on=assignment.starts_on)
    take_step(
        assignment,
        "mentoring.withdraw",
        withdrawn_by,
        state=AssignmentState.WITHDRAWN,
        reason=reason or assignment.reason,
    )
    send(assignment_withdrawn, assignment, withdrawn_by)
    return assignment
