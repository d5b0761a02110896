"""Of what this room reminds people; `mentoring.reminders` finds this by its name."""

from mentoring.sessions.reminders.digest import DIGEST_LINES
from mentoring.sessions.reminders.promises import PROMISE_DUE, PROMISES_LATE, YOUR_PROMISE_DUE
from mentoring.sessions.reminders.reviews import SESSION_RETURNED
from mentoring.sessions.reminders.studies import PRACTICE_CHECK, STUDY_REQUEST
from mentoring.sessions.reminders.training import TRAINING_STARTS
from mentoring.sessions.reminders.visits import (
    VISIT_COMES,
    VISIT_LATE,
    VISIT_LATE_ABOVE,
    VISIT_TOMORROW,
)

__all__ = ["DIGEST_LINES", "KINDS"]

KINDS = [
    VISIT_TOMORROW,
    VISIT_COMES,
    VISIT_LATE,
    VISIT_LATE_ABOVE,
    PROMISE_DUE,
    YOUR_PROMISE_DUE,
    PROMISES_LATE,
    SESSION_RETURNED,
    TRAINING_STARTS,
    STUDY_REQUEST,
    PRACTICE_CHECK,
]
