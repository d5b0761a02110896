"""Who accompanies which group today, for many groups at once."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from mentoring.assignments.models import Assignment, AssignmentKind, Leave
from mentoring.intervals import on_day


def accompanying_users(group_ids: Collection[UUID], day: date) -> dict[UUID, int]:
    """For each group that has somebody: the account to turn to on `day`. Two queries.

    Her lead; while the lead is on leave whoever covers; a lead on leave whom nobody covers
    before nobody at all.
    """
    away = set(Leave.objects.filter(on_day(day)).values_list("facilitator", flat=True))
    rows = (
        Assignment.objects.responsible_on(day)
        .filter(group__in=list(group_ids), facilitator__user__is_active=True)
        .exclude(kind=AssignmentKind.TRAINEE)
        .order_by("starts_on", "pk")
        .values_list("group", "kind", "facilitator", "facilitator__user")
    )
    best: dict[UUID, tuple[bool, bool, int]] = {}
    for group, kind, facilitator, user in rows:
        here = facilitator not in away
        found = (here, kind == AssignmentKind.LEAD, user)
        if group not in best or found[:2] >= best[group][:2]:
            best[group] = found
    return {group: user for group, (_here, _leads, user) in best.items()}
