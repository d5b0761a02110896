"""What becomes of assignments when their group is dissolved, alone or by a merge."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.utils import translation
from django.utils.translation import gettext as _

from mentoring.assignments.models import (
    STANDING,
    Assignment,
    AssignmentState,
    AttentionReason,
)
from mentoring.assignments.services.steps import lock, send, take_step
from mentoring.assignments.signals import assignment_ended, assignment_withdrawn
from mentoring.registry.models import CrafterGroup, GroupStatus
from mentoring.registry.signals import group_changed

_ONE_DAY = timedelta(days=1)
_WAITING = (AssignmentState.PROPOSED, AssignmentState.ACCEPTED)


@transaction.atomic
def end_all_in(*, group: CrafterGroup) -> list[Assignment]:
    """End what goes on in the dissolved `group` on its last day; take back what waits.

    Nobody is asked: there is nothing left to hand over to anybody, and what is open stays
    to be read on the group's page. Days accompanied before stay hers. Asking again changes
    nothing. Returns the assignments that moved. Sends `assignment_ended` and
    `assignment_withdrawn`.
    """
    lock(group)
    gone_on = group.status_since
    if not group.is_dissolved or gone_on is None:
        return []
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("The group was dissolved or merged.")
    rows = group.assignments.filter(state__in=[*_WAITING, *STANDING, AssignmentState.ENDED])
    moved = [
        row
        for row in rows.select_related("facilitator__user").order_by("pk")
        if _ended(row, gone_on, reason)
    ]
    AttentionReason.objects.filter(group=group).delete()
    return moved


def end_all_in_dissolved_groups() -> int:
    """`end_all_in` for every dissolved group that still has somebody; how many there were.

    For groups that were dissolved without anybody noticing, as by an import.
    """
    still = Assignment.objects.filter(state__in=[*_WAITING, *STANDING]).values("group")
    groups = CrafterGroup.objects.filter(status=GroupStatus.DISSOLVED, pk__in=still)
    return sum(bool(end_all_in(group=group)) for group in groups)


@receiver(group_changed, dispatch_uid="mentoring_end_all_in_a_dissolved_group")
def end_all_in_who_changed(group: CrafterGroup, **kwargs: Any) -> None:
    end_all_in(group=group)


def _ended(assignment: Assignment, gone_on: date, reason: str) -> bool:
    """Whether anything had to change in `assignment`, as nobody accompanies from `gone_on`."""
    never_began = assignment.state in _WAITING or (
        assignment.state == AssignmentState.ACTIVE and assignment.starts_on >= gone_on
    )
    if never_began:
        take_step(
            assignment,
            "mentoring.withdraw",
            None,
            state=AssignmentState.WITHDRAWN,
            reason=reason,
        )
        send(assignment_withdrawn, assignment, None)
        return True
    # An interval holds one day at least, also that of who was suspended since.
    ends_on = max(gone_on, assignment.starts_on + _ONE_DAY)
    if assignment.ends_on is not None:
        ends_on = min(ends_on, assignment.ends_on)
    if assignment.state == AssignmentState.ENDED and ends_on == assignment.ends_on:
        return False
    take_step(
        assignment,
        "mentoring.end",
        None,
        state=AssignmentState.ENDED,
        ends_on=ends_on,
        reason=reason,
    )
    send(assignment_ended, assignment, None)
    return True
