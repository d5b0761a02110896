"""What is done to facilitators and assignments.

An assignment moves through the states of `models.TRANSITIONS` by these functions only.
Keyword-only; one transaction each; whoever did it is an argument and stands in the log.
`at` is the moment of a step, now if not given.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.assignments.errors import (
    AlreadyAssigned,
    AlreadyFacilitator,
    AlreadyProposed,
    FacilitatorInactive,
    LeadOverlaps,
    NoMandateForGroup,
    NotPossibleInState,
    NotYourProposal,
    OpenLeadOverlaps,
    OpenlyAssigned,
    ProposedToOneself,
)
from mentoring.assignments.models import (
    TRANSITIONS,
    Assignment,
    AssignmentKind,
    AssignmentState,
    Facilitator,
)
from mentoring.assignments.permissions import can_propose_assignment
from mentoring.assignments.signals import (
    assignment_accepted,
    assignment_declined,
    assignment_ended,
    assignment_proposed,
    assignment_withdrawn,
)
from mentoring.intervals import overlapping
from mentoring.registry.models import CrafterGroup, Place
from mentoring.registry.services import require_order


@transaction.atomic
def register_facilitator(
    *, user: Any, home_place: Place, registered_by: Any, **more: Any
) -> Facilitator:
    """Return `user` as a facilitator who lives in `home_place`.

    more: languages (codes, as in `registry.Person.languages`), load_cap (points she may
    carry), latitude and longitude of her village. Raises FacilitatorInactive,
    AlreadyFacilitator.
    """
    if not user.is_active:
        raise FacilitatorInactive(facilitator=user)
    facilitator, is_new = Facilitator.objects.get_or_create(
        user=user, defaults={"home_place": home_place, **more}
    )
    if not is_new:
        raise AlreadyFacilitator(user=user)
    log(instance=facilitator, action="wagtail.create", user=registered_by)
    return facilitator


@transaction.atomic
def change_facilitator(
    *, facilitator: Facilitator, changes: Mapping[str, Any], changed_by: Any
) -> Facilitator:
    """Give `facilitator` the values of `changes` (as in `register_facilitator`)."""
    for field, value in changes.items():
        setattr(facilitator, field, value)
    facilitator.save()
    log(instance=facilitator, action="wagtail.edit", user=changed_by, content_changed=True)
    return facilitator


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
) -> Assignment:
    """Ask `facilitator` to accompany `group` from `starts_on` (included) until before `ends_on`.

    `proposed_by` must hold a mandate for the group's place today. The same pair may be
    assigned again after a gap. Sends `assignment_proposed`. Raises EndsBeforeItStarts,
    NoMandateForGroup, ProposedToOneself, FacilitatorInactive, AlreadyProposed,
    AlreadyAssigned, LeadOverlaps.
    """
    require_order(starts_on, ends_on)
    _require_mandate(proposed_by, group)
    if facilitator.user_id == proposed_by.pk:
        raise ProposedToOneself(group=group)
    if not facilitator.user.is_active:
        raise FacilitatorInactive(facilitator=facilitator)
    _lock(group)
    if Assignment.objects.filter(
        facilitator=facilitator, group=group, kind=kind, state=AssignmentState.PROPOSED
    ).exists():
        raise AlreadyProposed(facilitator=facilitator, group=group)
    assignment = Assignment(
        facilitator=facilitator,
        group=group,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        proposed_by=proposed_by,
        reason=reason,
    )
    _require_free_days(assignment)
    assignment.save()
    log(instance=assignment, action="wagtail.create", user=proposed_by)
    _send(assignment_proposed, assignment, proposed_by)
    return assignment


@transaction.atomic
def accept_assignment(
    *, assignment: Assignment, accepted_by: Any, at: datetime | None = None
) -> Assignment:
    """Make the proposal active. Only the facilitator herself accepts.

    The days are checked again: somebody else may have accepted in between.
    Sends `assignment_accepted`. Raises NotYourProposal, NotPossibleInState,
    AlreadyAssigned, LeadOverlaps.
    """
    _require_own(assignment, accepted_by)
    _require_step(assignment, AssignmentState.ACCEPTED)
    _require_free_days(assignment)
    _step(
        assignment,
        "mentoring.accept",
        accepted_by,
        state=AssignmentState.ACTIVE,
        answered_at=at or timezone.now(),
    )
    _send(assignment_accepted, assignment, accepted_by)
    return assignment


@transaction.atomic
def decline_assignment(
    *, assignment: Assignment, declined_by: Any, reason: str = "", at: datetime | None = None
) -> Assignment:
    """Say no to the proposal; `reason` is shown to the coordinator.

    Sends `assignment_declined`. Raises NotYourProposal, NotPossibleInState.
    """
    _require_own(assignment, declined_by)
    _require_step(assignment, AssignmentState.DECLINED)
    _step(
        assignment,
        "mentoring.decline",
        declined_by,
        state=AssignmentState.DECLINED,
        answered_at=at or timezone.now(),
        reason=reason or assignment.reason,
    )
    _send(assignment_declined, assignment, declined_by)
    return assignment


@transaction.atomic
def withdraw_assignment(
    *, assignment: Assignment, withdrawn_by: Any, reason: str = ""
) -> Assignment:
    """Take back a proposal nobody answered yet.

    Sends `assignment_withdrawn`. Raises NoMandateForGroup, NotPossibleInState.
    """
    _require_mandate(withdrawn_by, assignment.group)
    _require_step(assignment, AssignmentState.WITHDRAWN)
    _step(
        assignment,
        "mentoring.withdraw",
        withdrawn_by,
        state=AssignmentState.WITHDRAWN,
        reason=reason or assignment.reason,
    )
    _send(assignment_withdrawn, assignment, withdrawn_by)
    return assignment


@transaction.atomic
def end_assignment(
    *, assignment: Assignment, ends_on: date, ended_by: Any, reason: str = ""
) -> Assignment:
    """Let an accepted assignment count until the day before `ends_on`, which may lie ahead.

    Days already accompanied stay hers: history never changes. Sends `assignment_ended`.
    Raises EndsBeforeItStarts, NoMandateForGroup, NotPossibleInState.
    """
    _require_mandate(ended_by, assignment.group)
    require_order(assignment.starts_on, ends_on)
    _require_step(assignment, AssignmentState.ENDED)
    # A planned end may stand already; a later one must not run into the next lead.
    _require_free_days(assignment, ends_on=ends_on)
    _step(
        assignment,
        "mentoring.end",
        ended_by,
        state=AssignmentState.ENDED,
        ends_on=ends_on,
        reason=reason or assignment.reason,
    )
    _send(assignment_ended, assignment, ended_by)
    return assignment


def _require_mandate(user: Any, group: CrafterGroup) -> None:
    if not can_propose_assignment(user, group):
        raise NoMandateForGroup(user=user, group=group, place=group.sentra.place)


def _require_own(assignment: Assignment, user: Any) -> None:
    if assignment.facilitator.user_id != user.pk:
        raise NotYourProposal(facilitator=assignment.facilitator)


def _require_step(assignment: Assignment, state: str) -> None:
    """Lock the group, then raise unless `TRANSITIONS` leads from the stored state to `state`."""
    _lock(assignment.group)
    stored = Assignment.objects.values_list("state", flat=True).get(pk=assignment.pk)
    if state not in TRANSITIONS[stored]:
        raise NotPossibleInState(state=AssignmentState(stored).label)


def _step(assignment: Assignment, action: str, by: Any, **values: Any) -> None:
    """Write the new values only after every check: a refused object stays as it was."""
    for field, value in values.items():
        setattr(assignment, field, value)
    assignment.save(update_fields=list(values))
    log(instance=assignment, action=action, user=by)


def _lock(group: CrafterGroup) -> None:
    # One group, one line of people waiting: overlap is no constraint every database can hold.
    CrafterGroup.objects.select_for_update().get(pk=group.pk)


def _require_free_days(assignment: Assignment, ends_on: date | None = None) -> None:
    """Raise if an accepted assignment of the same pair, or another lead, shares a day.

    ends_on: the end to try instead of the assignment's own.
    """
    days = overlapping(assignment.starts_on, ends_on or assignment.ends_on)
    standing = (
        Assignment.objects.holding_days()
        .filter(days, group=assignment.group)
        .exclude(pk=assignment.pk)
        .select_related("facilitator__user")
        .order_by("starts_on")
    )
    own = standing.filter(facilitator=assignment.facilitator).first()
    if own is not None:
        raise _dated(own, AlreadyAssigned, OpenlyAssigned)
    if assignment.kind != AssignmentKind.LEAD:
        return
    lead = standing.filter(kind=AssignmentKind.LEAD).first()
    if lead is not None:
        raise _dated(lead, LeadOverlaps, OpenLeadOverlaps)


def _dated(
    standing: Assignment,
    closed: type[AlreadyAssigned] | type[LeadOverlaps],
    still_open: type[AlreadyAssigned] | type[LeadOverlaps],
) -> AlreadyAssigned | LeadOverlaps:
    facts = {
        "facilitator": standing.facilitator,
        "group": standing.group,
        "starts_on": standing.starts_on,
    }
    if standing.last_day is None:
        return still_open(**facts)
    return closed(**facts, last_day=standing.last_day)


def _send(signal: Signal, assignment: Assignment, by: Any) -> None:
    transaction.on_commit(
        partial(signal.send_robust, sender=Assignment, assignment=assignment, by=by)
    )
