"""Facilitators, which group each accompanies, what needs attention, and what members ask."""

from mentoring.assignments.models.assignments import (
    CARRYING,
    HOLDING,
    STANDING,
    TRANSITIONS,
    Assignment,
    AssignmentKind,
    AssignmentOverride,
    AssignmentState,
    Suspension,
    groups_without_lead,
)
from mentoring.assignments.models.attention import AttentionReason, AttentionScan
from mentoring.assignments.models.facilitators import (
    Facilitator,
    Leave,
    LeaveKind,
    TrainingFact,
    TrainingSource,
    TrainingWaiver,
)
from mentoring.assignments.models.questions import Answer, Question

__all__ = [
    "CARRYING",
    "HOLDING",
    "STANDING",
    "TRANSITIONS",
    "Answer",
    "Assignment",
    "AssignmentKind",
    "AssignmentOverride",
    "AssignmentState",
    "AttentionReason",
    "AttentionScan",
    "Facilitator",
    "Leave",
    "LeaveKind",
    "Question",
    "Suspension",
    "TrainingFact",
    "TrainingSource",
    "TrainingWaiver",
    "groups_without_lead",
]
