"""What becomes of a message that did not leave.

An address that was refused counts against its reader; a fault of ours or of what lies between
never does. Such a message waits until the way is back, or until nobody needs it any more.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from mentoring.assignments.responsible import accompanying_users
from mentoring.reminders import conf
from mentoring.reminders.contacts import Contact
from mentoring.reminders.hours import next_waking
from mentoring.reminders.models import Channel, Reminder, ReminderState
from mentoring.reminders.reaching import Reach, next_way
from mentoring.reminders.services.renewing import IN_PERSON
from mentoring.reminders.services.wishes import note_not_arrived
from mentoring.reminders.ways import Way, WayFailed


def not_left(
    row: Reminder,
    contact: Contact,
    found: Reach,
    left: Sequence[Way],
    failed: WayFailed,
    now: datetime,
) -> None:
    """Later again; then by the next of the ways `left`; then given up, or kept waiting where it
    was no fault of the reader's address. Her facilitator tells a crafter meanwhile."""
    tried_out = failed.is_final or row.attempts > len(conf.retry_minutes())
    if not tried_out:
        _later(row, failed.code, now)
        return
    other = next_way(contact, found, left)
    if other is not None:
        held = Reminder.objects.filter(pk=row.pk, claimed_at=row.claimed_at)
        held.update(claimed_at=None, channel=other.channel, attempts=0, error=failed.code)
        return
    if not failed.is_about_reader:
        if _later(row, failed.code, now):
            tell_in_person(row, failed.code, now)
        return
    note_not_arrived(
        user_id=None if row.person_id else row.user_id,
        person_id=row.person_id,
        address=found.to,
        is_final=failed.is_final,
        now=now,
    )
    give_up(row, failed.code, now)


def _later(row: Reminder, code: str, now: datetime) -> bool:
    """Tried again after the wait of this try, the last one for all that follow."""
    waits = conf.retry_minutes() or (60,)
    wait = timedelta(minutes=waits[min(row.attempts, len(waits)) - 1])
    held = Reminder.objects.filter(pk=row.pk, claimed_at=row.claimed_at)
    return bool(
        held.update(claimed_at=None, send_after=next_waking(now + wait, row.time_zone), error=code)
    )


def keep_unwritten(row: Reminder, why_not: str, now: datetime) -> None:
    """Nobody can write to her, or she wants nothing."""
    if why_not == "stopped":
        settle(row, ReminderState.STOPPED, now, error=why_not)
        return
    give_up(row, why_not, now)


def give_up(row: Reminder, why: str, now: datetime) -> None:
    """Not sent; told in person, unless another worker settled it meanwhile."""
    if settle(row, ReminderState.FAILED, now, error=why):
        tell_in_person(row, why, now)


def settle(
    row: Reminder, state: ReminderState, now: datetime, *, error: str = "", channel: str = ""
) -> bool:
    """Whether it was: only while the claim is this worker's own."""
    changed = {"channel": channel} if channel else {}
    held = Reminder.objects.filter(pk=row.pk, claimed_at=row.claimed_at)
    held = held.filter(state=ReminderState.WAITING)
    return bool(held.update(state=state, settled_at=now, claimed_at=None, error=error, **changed))


def tell_in_person(row: Reminder, why: str, now: datetime) -> None:
    """Her facilitator tells a crafter what could not be written to her."""
    if row.person_id is None or row.group_id is None:
        return
    teller = accompanying_users([row.group_id], timezone.localdate(now)).get(row.group_id)
    if teller is None:
        return
    Reminder.objects.get_or_create(
        key=row.key + IN_PERSON,
        defaults={
            "kind": row.kind,
            "channel": Channel.TASK,
            "user_id": teller,
            "person_id": row.person_id,
            "group_id": row.group_id,
            "language": row.language,
            "subject": row.subject,
            "body": row.body,
            "path": row.path,
            "time_zone": row.time_zone,
            "send_after": now,
            "made_at": now,
            "error": why,
        },
    )
