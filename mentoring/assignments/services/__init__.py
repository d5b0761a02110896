"""The verbs of assignments: who accompanies whom, and what is asked and answered."""

from mentoring.assignments.services.assigning import (
    accept_assignment,
    change_facilitator,
    decline_assignment,
    end_assignment,
    propose_assignment,
    register_facilitator,
    withdraw_assignment,
)
from mentoring.assignments.services.questions import (
    answer_question,
    ask_question,
    note_answers_read,
    withdraw_question,
)

__all__ = [
    "accept_assignment",
    "answer_question",
    "ask_question",
    "change_facilitator",
    "decline_assignment",
    "end_assignment",
    "note_answers_read",
    "propose_assignment",
    "register_facilitator",
    "withdraw_assignment",
    "withdraw_question",
]
