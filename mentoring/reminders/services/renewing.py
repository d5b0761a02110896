"""What is due again although its row was settled, and tasks that follow the facilitator."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from mentoring.assignments.responsible import accompanying_users
from mentoring.reminder_kinds import Due, ReminderKind
from mentoring.reminders.models import Channel, Reminder, ReminderState

# Added to the key of a task that takes the place of a message which did not arrive.
IN_PERSON = ":told"
LONGEST_KEY = 160 - len(IN_PERSON)  # of the column `key`
# It failed, and not by a refusal of the reader's address: told once she can be reached.
_NOT_HER_FAULT = {
    "gateway_away",
    "gateway_broken",
    "gateway_busy",
    "gateway_refuses",
    "gateway_refuses_us",
    "gateway_silent",
    "mail_server_away",
    "mail_server_refuses",
    "no_way",
    "unreachable",
    "way_broken",
}
_RENEWED = (
    *("user_id", "group_id", "channel", "state", "language", "subject", "body", "path"),
    *("time_zone", "send_after", "made_at", "settled_at"),
)


def known_by_key(due: Mapping[str, Due]) -> dict[str, Reminder]:
    """The rows of these keys, and the tasks that took their place. One query."""
    keys = [*due, *(key + IN_PERSON for key in due)]
    return {row.key: row for row in Reminder.objects.filter(key__in=keys)}


def due_again(
    due: Mapping[str, Due], known: Mapping[str, Reminder]
) -> list[tuple[Reminder, str, Due]]:
    """Rows that were dropped or failed by our fault, and tasks in the place of a message that
    were dropped; with their key, and what is due again.

    What was sent, told in person, refused by her address or not wanted stays as it is.
    """
    found = []
    for key, each in due.items():
        row, task = known.get(key), known.get(key + IN_PERSON)
        if row is None or (task is not None and task.state == ReminderState.DONE):
            continue
        if row.state == ReminderState.DROPPED or _failed_by_us(row):
            found.append((row, key, each))
        elif row.state == ReminderState.FAILED and task and task.state == ReminderState.DROPPED:
            found.append((task, key, each))
    return found


def _failed_by_us(row: Reminder) -> bool:
    return row.state == ReminderState.FAILED and row.error in _NOT_HER_FAULT


def renew(old: Reminder, fresh: Reminder) -> int:
    """Let `old` wait again as `fresh` says; 0 where it still cannot be sent, or where somebody
    else was quicker."""
    changed = {name: getattr(fresh, name) for name in _RENEWED}
    if old.key.endswith(IN_PERSON):
        changed = {name: changed[name] for name in ("subject", "body", "path", "made_at")}
        changed |= {"state": ReminderState.WAITING, "settled_at": None}
    elif old.state == ReminderState.FAILED:
        if fresh.state != ReminderState.WAITING or fresh.is_task:
            return 0
    else:
        changed["error"] = fresh.error
    rows = Reminder.objects.filter(pk=old.pk, state=old.state)
    return rows.update(claimed_at=None, attempts=0, **changed)


def hand_over_tasks(kind: ReminderKind, now: datetime) -> None:
    """What waits to be told belongs to who accompanies the group today; without anybody it is
    nobody's task, and nobody who left reads it."""
    tasks = Reminder.objects.filter(
        kind=kind.name,
        channel=Channel.TASK,
        state=ReminderState.WAITING,
        person__isnull=False,
        group__isnull=False,
    )
    held = list(tasks.values_list("pk", "group", "user"))
    if not held:
        return
    tellers = accompanying_users({group for _pk, group, _user in held}, timezone.localdate(now))
    to: dict[Any, list[Any]] = {}
    for pk, group, user in held:
        if tellers.get(group) != user:
            to.setdefault(tellers.get(group), []).append(pk)
    for teller, keys in to.items():
        moved = tasks.filter(pk__in=keys)
        if teller is not None:
            moved.update(user=teller)
            continue
        moved.update(state=ReminderState.FAILED, settled_at=now, user=None, channel=Channel.SMS)
