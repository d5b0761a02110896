"""Who may do what with facilitators and assignments: questions built from mandates and scopes."""

from datetime import date
from typing import Any

from mentoring.assignments.models import Assignment, AssignmentState, Facilitator, Question
from mentoring.assignments.scopes import assigned_to_me
from mentoring.registry.models import CrafterGroup
from mentoring.registry.permissions import (
    PLACE_LOOKUPS,
    RowPermissionPolicy,
    is_responsible_for,
)

PLACE_LOOKUPS["mentoring_assignments.Facilitator"] = ("home_place",)
PLACE_LOOKUPS["mentoring_assignments.Assignment"] = ("group__sentra__place",)


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


def can_withdraw_assignment(user: Any, assignment: Assignment) -> bool:
    return assignment.state == AssignmentState.PROPOSED and can_propose_assignment(
        user, assignment.group
    )


def can_end_assignment(user: Any, assignment: Assignment) -> bool:
    return assignment.state == AssignmentState.ACTIVE and can_propose_assignment(
        user, assignment.group
    )


def can_edit_facilitator(user: Any, facilitator: Facilitator) -> bool:
    return RowPermissionPolicy(Facilitator).user_has_permission_for_instance(
        user, "change", facilitator
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
