"""Who may do what with facilitators and assignments: questions built from mandates and scopes."""

from datetime import date
from typing import Any

from django.utils import timezone

from mentoring.assignments.models import (
    HOLDING,
    TRANSITIONS,
    Assignment,
    AssignmentState,
    Facilitator,
    Question,
)
from mentoring.assignments.scopes import assigned_to_me
from mentoring.registry.models import CrafterGroup, MandateRole
from mentoring.registry.permissions import (
    PLACE_LOOKUPS,
    RESPONSIBLE_ROLES,
    RowPermissionPolicy,
    is_responsible_for,
)
from mentoring.registry.scopes import holds_mandate_for, mandated_places

PLACE_LOOKUPS["mentoring_assignments.Facilitator"] = ("home_place",)
PLACE_LOOKUPS["mentoring_assignments.Assignment"] = ("group__sentra__place",)
for _kept_with_her in ("TrainingFact", "TrainingWaiver", "Leave"):
    PLACE_LOOKUPS[f"mentoring_assignments.{_kept_with_her}"] = ("facilitator__home_place",)


def can_watch_over_groups(user: Any, on: date) -> bool:
    """Who coordinates or manages any place, or reads every group: for her are the home of an
    area, its map and the lists behind it."""
    return user.is_active and (
        bool(mandated_places(user, on, RESPONSIBLE_ROLES))
        or user.has_perm("mentoring_assignments.view_all_assignment")
    )


def can_propose_assignment(user: Any, group: CrafterGroup) -> bool:
    """Whoever coordinates or manages the group's place; a role that sees all does not suffice."""
    return is_responsible_for(user, group.sentra.place_id)


def can_answer_assignment(user: Any, assignment: Assignment) -> bool:
    """The facilitator herself, as long as nobody answered or withdrew."""
    return (
        user.is_active
        and assignment.facilitator.user_id == user.pk
        and assignment.state == AssignmentState.PROPOSED
    )


def _can_move(user: Any, assignment: Assignment, state: str) -> bool:
    """Whether `user` answers for the group, and the state machine knows the step."""
    return state in TRANSITIONS[assignment.state] and can_propose_assignment(user, assignment.group)


def can_withdraw_assignment(user: Any, assignment: Assignment, on: date | None = None) -> bool:
    """As long as it has not begun."""
    begun = assignment.is_accepted and assignment.starts_on <= (on or timezone.localdate())
    return not begun and _can_move(user, assignment, AssignmentState.WITHDRAWN)


def can_end_assignment(user: Any, assignment: Assignment) -> bool:
    return assignment.state == AssignmentState.ACTIVE and _can_move(
        user, assignment, AssignmentState.ENDED
    )


def can_suspend_assignment(user: Any, assignment: Assignment) -> bool:
    return _can_move(user, assignment, AssignmentState.SUSPENDED)


def can_resume_assignment(user: Any, assignment: Assignment) -> bool:
    return assignment.state == AssignmentState.SUSPENDED and _can_move(
        user, assignment, AssignmentState.ACTIVE
    )


def can_hand_over(user: Any, assignment: Assignment) -> bool:
    return _can_move(user, assignment, AssignmentState.HANDOVER)


def can_finish_handover(user: Any, assignment: Assignment) -> bool:
    return assignment.state == AssignmentState.HANDOVER and _can_move(
        user, assignment, AssignmentState.ENDED
    )


def can_write_handover_note(user: Any, assignment: Assignment) -> bool:
    """Whoever leaves says herself what the next one should know, while she hands over."""
    return (
        user.is_active
        and assignment.state == AssignmentState.HANDOVER
        and assignment.facilitator.user_id == user.pk
    )


def can_read_handover(user: Any, assignment: Assignment) -> bool:
    """What the one before left: for her who said yes, and whoever answers for the place."""
    if assignment.state not in HOLDING:
        return False
    if assignment.facilitator.user_id == user.pk:
        return bool(user.is_active)
    return is_responsible_for(user, assignment.group.sentra.place_id, timezone.localdate())


def can_edit_facilitator(user: Any, facilitator: Facilitator) -> bool:
    return RowPermissionPolicy(Facilitator).user_has_permission_for_instance(
        user, "change", facilitator
    )


def can_record_leave(user: Any, facilitator: Facilitator) -> bool:
    """Herself, and whoever keeps her row."""
    own = user.is_active and facilitator.user_id == user.pk
    return own or can_edit_facilitator(user, facilitator)


def can_record_training(user: Any, facilitator: Facilitator) -> bool:
    """Whoever keeps her row, but never she herself."""
    return facilitator.user_id != user.pk and can_edit_facilitator(user, facilitator)


def can_see_portfolios(user: Any, on: date) -> bool:
    """Whom facilitators accompany, by stratum: who plans for an area and reads strata."""
    return user.has_perm(
        "mentoring_registry.view_vulnerabilityassessment"
    ) and can_watch_over_groups(user, on)


def can_see_portfolio(user: Any, facilitator: Facilitator, on: date) -> bool:
    """One of hers to see; never she whose portfolio it is."""
    return (
        facilitator.user_id != user.pk
        and can_see_portfolios(user, on)
        and bool(Facilitator.objects.visible_to(user, on).contains(facilitator))
    )


def can_waive_training(user: Any, facilitator: Facilitator) -> bool:
    """A programme manager with a mandate for the place where she lives, never for herself."""
    return (
        user.is_active
        and facilitator.user_id != user.pk
        and holds_mandate_for(
            user, facilitator.home_place_id, timezone.localdate(), [MandateRole.MANAGER]
        )
    )


def can_answer_question(user: Any, question: Question, on: date) -> bool:
    """Who accompanies the group on the day, or answers for its place; nobody her own."""
    if not question.is_open or question.asked_by_id == user.pk:
        return False
    if is_responsible_for(user, question.group.sentra.place_id, on):
        return True
    mine = Assignment.objects.filter(assigned_to_me(user, on), group=question.group_id)
    return user.is_active and mine.exists()


def can_withdraw_question(user: Any, question: Question) -> bool:
    return user.is_active and question.is_open and question.asked_by_id == user.pk
