"""The nouns of this room."""

from mentoring.reminders.models.digests import Digest
from mentoring.reminders.models.preferences import ContactPreference
from mentoring.reminders.models.reminders import Channel, Reminder, ReminderState
from mentoring.reminders.models.texts import MessageText

__all__ = ["Channel", "ContactPreference", "Digest", "MessageText", "Reminder", "ReminderState"]
