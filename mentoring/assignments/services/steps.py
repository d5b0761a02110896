"""What every step of an assignment does alike: who may, the state machine, free days, the log."""

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from wagtail.log_actions import log

from mentoring.assignments.errors import (
    AlreadyAssigned,
    ConflictOfInterest,
    LeadOverlaps,
    NoMandateForGroup,
    NotPossibleInState,
    NotYourProposal,
    OpenLeadOverlaps,
    OpenlyAssigned,
)
from mentoring.assignments.models import (
    TRANSITIONS,
    Assignment,
    AssignmentKind,
    AssignmentState,
)
from mentoring.assignments.permissions import can_propose_assignment
from mentoring.assignments.ties import tied_to
from mentoring.intervals import overlapping
from mentoring.registry.errors import GroupIsDissolved
from mentoring.registry.models import CrafterGroup


def require_mandate(user: Any, group: CrafterGroup) -> None:
    if not can_propose_assignment(user, group):
        raise NoMandateForGroup(user=user, group=group, place=group.sentra.place)


def require_group(assignment: Assignment) -> None:
    """Raise GroupIsDissolved if the days reach beyond the last one of a dissolved group."""
    group = CrafterGroup.objects.get(pk=assignment.group_id)
    if not group.is_dissolved:
        return
    ends_on = assignment.ends_on
    if ends_on is None or group.status_since is None or ends_on > group.status_since:
        raise GroupIsDissolved(group=group)


def require_own(assignment: Assignment, user: Any) -> None:
    if assignment.facilitator.user_id != user.pk:
        raise NotYourProposal(facilitator=assignment.facilitator)


def require_step(assignment: Assignment, state: str, *, only_from: str | None = None) -> None:
    """Lock the group, then raise unless `TRANSITIONS` leads from the stored state to `state`.

    only_from: the one state this step begins in, where the table knows several.
    """
    lock(assignment.group)
    stored = Assignment.objects.values_list("state", flat=True).get(pk=assignment.pk)
    if state not in TRANSITIONS[stored] or only_from not in (None, stored):
        raise NotPossibleInState(state=AssignmentState(stored).label)


def take_step(assignment: Assignment, action: str, by: Any, **values: Any) -> None:
    """Write the new values only after every check: a refused object stays as it was."""
    for field, value in values.items():
        setattr(assignment, field, value)
    assignment.save(update_fields=list(values))
    log(instance=assignment, action=action, user=by)


def require_no_conflict(assignment: Assignment) -> None:
    """Raise ConflictOfInterest where the facilitator depends on members, or they on her."""
    tied = tied_to(assignment.facilitator.user, assignment.group, assignment.starts_on)
    if tied.forbids:
        raise ConflictOfInterest(
            facilitator=assignment.facilitator, group=assignment.group, kinds=tied.in_words()
        )


def lock(group: CrafterGroup) -> None:
    # One group, one line of people waiting: overlap is no constraint every database can hold.
    CrafterGroup.objects.select_for_update().get(pk=group.pk)


def require_free_days(assignment: Assignment, ends_on: date | None = None) -> None:
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


def send(signal: Signal, assignment: Assignment, by: Any) -> None:
    transaction.on_commit(
        partial(signal.send_robust, sender=Assignment, assignment=assignment, by=by)
    )
