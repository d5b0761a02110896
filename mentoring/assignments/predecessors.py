"""Who led a group before, and what she left to whoever follows."""

from mentoring.assignments.models import Assignment, AssignmentKind, AssignmentState

_LEAVING = (AssignmentState.HANDOVER, AssignmentState.ENDED)


def predecessor_of(assignment: Assignment) -> Assignment | None:
    """The lead of the same group who hands over to `assignment` or ended before it, the last
    of them; None for a first lead, and for covers and trainees, who follow nobody.

    One query.
    """
    if assignment.kind != AssignmentKind.LEAD:
        return None
    earlier = Assignment.objects.filter(
        group=assignment.group_id,
        kind=AssignmentKind.LEAD,
        state__in=_LEAVING,
        starts_on__lte=assignment.starts_on,
    )
    return (
        earlier.exclude(pk=assignment.pk)
        .exclude(facilitator=assignment.facilitator_id)
        .select_related("facilitator__user")
        .order_by("-starts_on", "-pk")
        .first()
    )
