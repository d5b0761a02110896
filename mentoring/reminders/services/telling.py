"""What a facilitator tells a crafter whom no message reaches."""

from datetime import datetime
from typing import Any

from mentoring.reminders.models import Channel, Reminder, ReminderState
from mentoring.reminders.services.renewing import IN_PERSON


def note_told(*, task: Reminder, told_by: Any, now: datetime) -> bool:
    """She told her. Whether it was still to be told: a second tap changes nothing.

    The message itself, where it still waits for its way to come back, is not needed any more.
    """
    rows = Reminder.objects.filter(
        pk=task.pk, channel=Channel.TASK, user=told_by, state=ReminderState.WAITING
    )
    was_open = bool(rows.update(state=ReminderState.DONE, settled_at=now))
    if was_open and task.key.endswith(IN_PERSON):
        _settle_waiting(task.key.removesuffix(IN_PERSON), ReminderState.DONE, now)
    return was_open


def no_need_to_tell(row: Reminder, now: datetime) -> None:
    """The message left after all: nobody tells her as well."""
    _settle_waiting(row.key + IN_PERSON, ReminderState.DROPPED, now)


def _settle_waiting(key: str, state: ReminderState, now: datetime) -> None:
    waiting = Reminder.objects.filter(key=key, state=ReminderState.WAITING)
    waiting.update(state=state, settled_at=now, claimed_at=None)
