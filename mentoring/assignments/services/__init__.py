"""The verbs of this room, by noun."""

from mentoring.assignments.services.assigning import (
    accept_assignment,
    activate_assignment,
    activate_waiting,
    decline_assignment,
    propose_assignment,
    withdraw_assignment,
)
from mentoring.assignments.services.attention import scan_attention
from mentoring.assignments.services.ended_groups import (
    end_all_in,
    end_all_in_dissolved_groups,
)
from mentoring.assignments.services.facilitators import (
    change_facilitator,
    end_leave,
    note_certificate,
    record_leave,
    record_training,
    register_facilitator,
    waive_training,
    withdraw_training,
)
from mentoring.assignments.services.handing_over import (
    end_assignment,
    finish_handover,
    hand_over,
    hand_over_all_of,
    hand_over_of_switched_off,
    resume_assignment,
    suspend_assignment,
    write_handover_note,
)
from mentoring.assignments.services.questions import (
    answer_question,
    ask_question,
    forget_questions,
    note_answers_read,
    withdraw_question,
)

__all__ = [
    "accept_assignment",
    "activate_assignment",
    "activate_waiting",
    "answer_question",
    "ask_question",
    "change_facilitator",
    "decline_assignment",
    "end_all_in",
    "end_all_in_dissolved_groups",
    "end_assignment",
    "end_leave",
    "finish_handover",
    "forget_questions",
    "hand_over",
    "hand_over_all_of",
    "hand_over_of_switched_off",
    "note_answers_read",
    "note_certificate",
    "propose_assignment",
    "record_leave",
    "record_training",
    "register_facilitator",
    "resume_assignment",
    "scan_attention",
    "suspend_assignment",
    "waive_training",
    "withdraw_assignment",
    "withdraw_question",
    "withdraw_training",
    "write_handover_note",
]
