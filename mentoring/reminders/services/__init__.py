"""Verbs of this room."""

from mentoring.reminders.services.making import Made, make_kind, make_reminders
from mentoring.reminders.services.sending import Sent, send_reminders
from mentoring.reminders.services.telling import note_told
from mentoring.reminders.services.texts import forget_text, write_text
from mentoring.reminders.services.wishes import note_arrived, note_not_arrived, set_wish

__all__ = [
    "Made",
    "Sent",
    "forget_text",
    "make_kind",
    "make_reminders",
    "note_arrived",
    "note_not_arrived",
    "note_told",
    "send_reminders",
    "set_wish",
    "write_text",
]
