"""Facilitators, which group each accompanies, and what its members ask her."""

from mentoring.assignments.models.assignments import (
    ACCEPTED,
    TRANSITIONS,
    Assignment,
    AssignmentKind,
    AssignmentState,
    Facilitator,
    groups_without_lead,
)
from mentoring.assignments.models.questions import Answer, Question

__all__ = [
    "ACCEPTED",
    "TRANSITIONS",
    "Answer",
    "Assignment",
    "AssignmentKind",
    "AssignmentState",
    "Facilitator",
    "Question",
    "groups_without_lead",
]
