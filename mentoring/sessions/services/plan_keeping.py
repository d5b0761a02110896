"""What becomes of planned visits when their group or its assignment ends, or changes hands.

The rule (mentoring.md 2, Session and Assignment): whoever accompanies the group on the
planned day leads the visit. Where nobody does any more, or the group has ended, the visit
is called off with the reason; what is only being handed over waits for the next one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mentoring.assignments.models import (
    CARRYING,
    STANDING,
    Assignment,
    AssignmentKind,
    AssignmentState,
    Suspension,
)
from mentoring.assignments.signals import assignment_activated, assignment_ended
from mentoring.registry.models import CrafterGroup
from mentoring.registry.signals import group_changed
from mentoring.sessions.models import MentoringSession, PlanChangeKind, SessionState
from mentoring.sessions.services.plan_changes import note_change


def keep_plans(*, groups: Collection[UUID], today: date, now: datetime) -> int:
    """Put right every planned visit of `groups` (keys) from `today` on; how many changed.

    Asking again changes nothing. Reads in three queries, whatever their number.
    """
    planned = MentoringSession.objects.planned_from(today).filter(group__in=groups)
    sessions = list(planned.select_related("group", "led_by"))
    responsible = _assignments_of({session.group_id for session in sessions})
    with translation.override(settings.LANGUAGE_CODE):
        return sum(_keep(session, responsible[session.group_id], now) for session in sessions)


def keep_all_plans(*, today: date, now: datetime) -> int:
    """`keep_plans` for every group with something planned, in parts of 200 groups."""
    planned = MentoringSession.objects.planned_from(today).filter(group__isnull=False)
    keys = list(planned.order_by("group").values_list("group", flat=True).distinct())
    return sum(
        keep_plans(groups=keys[start : start + 200], today=today, now=now)
        for start in range(0, len(keys), 200)
    )


def _assignments_of(groups: Iterable[Any]) -> dict[Any, list[Assignment]]:
    found: dict[Any, list[Assignment]] = defaultdict(list)
    rows = Assignment.objects.filter(group__in=set(groups), state__in=CARRYING)
    for assignment in rows.select_related("facilitator__user").prefetch_related("suspensions"):
        found[assignment.group_id].append(assignment)
    return found


def _keep(session: MentoringSession, assignments: list[Assignment], now: datetime) -> bool:
    """Whether anything about `session` had to change."""
    group, day = session.group, session.happened_on
    if group.is_dissolved and group.status_since is not None and day >= group.status_since:
        return _call_off(session, _("The group was dissolved or merged."), now)
    there = [each for each in assignments if _is_responsible(each, day)]
    if any(each.facilitator.user_id == session.led_by_id for each in there):
        return False
    if there:
        there.sort(key=lambda each: (each.kind != AssignmentKind.LEAD, each.starts_on))
        return _hand_over(session, there[0], now)
    if any(each.state in STANDING and not each.ends_on for each in assignments):
        return False  # somebody rests; the group is still hers
    ended = AssignmentState.ENDED
    hers = [each for each in assignments if each.facilitator.user_id == session.led_by_id]
    if hers and all(each.state == ended and each.is_over(day) for each in hers):
        return _call_off(session, _("Nobody accompanies the group on this day any more."), now)
    return False


def _is_responsible(assignment: Assignment, day: date) -> bool:
    """As `Assignment.objects.responsible_on`, for a row that was read with its suspensions."""
    resting: list[Suspension] = [row for row in assignment.suspensions.all() if row.holds_on(day)]
    return assignment.is_accepted and assignment.holds_on(day) and not resting


@transaction.atomic
def _call_off(session: MentoringSession, reason: str, now: datetime) -> bool:
    locked = _locked(session)
    if not locked.is_planned:
        return False
    note_change(locked, PlanChangeKind.CALLED_OFF, reason, None, now)
    locked.state, locked.state_reason = SessionState.CANCELLED, reason
    locked.save(update_fields=["state", "state_reason"])
    return True


@transaction.atomic
def _hand_over(session: MentoringSession, to: Assignment, now: datetime) -> bool:
    locked = _locked(session)
    if not locked.is_planned:
        return False
    reason = _("The group has another facilitator on this day.")
    note_change(locked, PlanChangeKind.HANDED_OVER, reason, None, now)
    locked.led_by = to.facilitator.user
    locked.save(update_fields=["led_by"])
    return True


def _locked(session: MentoringSession) -> MentoringSession:
    return MentoringSession.objects.select_for_update(of=("self",)).get(pk=session.pk)


@receiver(group_changed, dispatch_uid="mentoring_keep_plans_of_a_changed_group")
def keep_plans_of_a_changed_group(group: CrafterGroup, **kwargs: Any) -> None:
    keep_plans(groups=[group.pk], today=timezone.localdate(), now=timezone.now())


@receiver(assignment_ended, dispatch_uid="mentoring_keep_plans_when_somebody_leaves")
@receiver(assignment_activated, dispatch_uid="mentoring_keep_plans_when_somebody_comes")
def keep_plans_of_an_assignment(assignment: Assignment, **kwargs: Any) -> None:
    keep_plans(groups=[assignment.group_id], today=timezone.localdate(), now=timezone.now())
