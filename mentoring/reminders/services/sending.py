"""Messages leave: claimed in batches by any number of workers, each sent once.

The row is the truth. A worker claims rows, sends one after the other and settles each by
itself. If it dies in between, the claim grows old and the message is sent once more, never a
third time.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from mentoring.reminders import conf
from mentoring.reminders.contacts import Contacts, contacts_of
from mentoring.reminders.hours import is_quiet
from mentoring.reminders.models import Channel, Reminder, ReminderState
from mentoring.reminders.reaching import Reach, reach
from mentoring.reminders.services.not_arrived import give_up, keep_unwritten, not_left, settle
from mentoring.reminders.services.telling import no_need_to_tell
from mentoring.reminders.services.wishes import note_arrived
from mentoring.reminders.stopping import stop_url
from mentoring.reminders.ways import Letter, Way, WayFailed, ways

logger = logging.getLogger(__name__)

# Short of what would make a claim stale while every gateway is silent.
AT_ONCE = 20
INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class Sent:
    """How many of a batch left, and how many were claimed."""

    sent: int
    claimed: int

    @property
    def may_be_more(self) -> bool:
        return self.claimed == AT_ONCE


def send_reminders(*, now: datetime, at_once: int = AT_ONCE) -> Sent:
    """Send up to `at_once` messages whose hour has come and whose readers are awake."""
    _give_up_interrupted(now)
    rows = _claim(now, at_once)
    if not rows:
        return Sent(0, 0)
    people = [row.person_id for row in rows if row.person_id]
    users = [row.user_id for row in rows if row.user_id and not row.person_id]
    contacts = contacts_of(users, people, timezone.localdate(now))
    by = ways()
    return Sent(sum(_send(row, contacts, by, now) for row in rows), len(rows))


def _stale(now: datetime) -> Q:
    return Q(claimed_at__lt=now - timedelta(seconds=conf.stale_seconds()))


def _claim(now: datetime, at_once: int) -> list[Reminder]:
    """Rows nobody else sends; on PostgreSQL workers pass over one another's."""
    due = Reminder.objects.due(now)
    zones = due.order_by().values_list("time_zone", flat=True).distinct()
    awake = [zone for zone in zones if not is_quiet(now, zone)]
    with transaction.atomic():
        free = due.filter(Q(claimed_at__isnull=True) | _stale(now), time_zone__in=awake)
        rows = list(free.select_for_update(skip_locked=True, of=("self",))[:at_once])
        was_claimed = [row.pk for row in rows if row.claimed_at is not None]
        mine = Reminder.objects.filter(pk__in=[row.pk for row in rows])
        mine.update(claimed_at=now, attempts=F("attempts") + 1)
        Reminder.objects.filter(pk__in=was_claimed).update(error=INTERRUPTED)
    for row in rows:
        row.claimed_at, row.attempts = now, row.attempts + 1
    return rows


def _give_up_interrupted(now: datetime) -> None:
    """Sent twice already, perhaps: a third time would be one too many."""
    lost = Reminder.objects.filter(_stale(now), state=ReminderState.WAITING, error=INTERRUPTED)
    for row in lost.exclude(channel=Channel.TASK)[:AT_ONCE]:
        give_up(row, INTERRUPTED, now)


def _send(row: Reminder, contacts: Contacts, by: Sequence[Way], now: datetime) -> bool:
    """Whether `row` left. Wishes, numbers and consents are those of this moment."""
    contact = contacts.of(user_id=row.user_id, person_id=row.person_id)
    left = _ways_left(row, by)
    found = Reach(why_not="gone") if contact is None else reach(contact, left)
    if contact is None or found.way is None:
        keep_unwritten(row, found.why_not, now)
        return False
    try:
        found.way.send(_letter(row, found.to))
    except WayFailed as failed:
        not_left(row, contact, found, left, failed, now)
        return False
    except Exception as broken:
        # A way of somebody else's: its words may hold a number, its class does not.
        logger.error("A way to send messages failed: %s", type(broken).__name__)
        not_left(row, contact, found, left, WayFailed("way_broken"), now)
        return False
    settle(row, ReminderState.SENT, now, channel=found.way.channel)
    if row.error:
        no_need_to_tell(row, now)
    note_arrived(user_id=row.user_id, person_id=row.person_id)
    return True


def _letter(row: Reminder, to: str) -> Letter:
    return Letter(
        key=str(row.pk),
        to=to,
        subject=row.subject,
        body=row.body,
        language=row.language,
        # A crafter has no use for pages of the office.
        url=conf.base_url() + row.path if row.path and not row.person_id else "",
        stop_url=stop_url(row),
    )


def _ways_left(row: Reminder, by: Sequence[Way]) -> Sequence[Way]:
    """Without those that refused her for this message already: `channel` is the one to begin
    with."""
    channels = [way.channel for way in by]
    return by[channels.index(row.channel) :] if row.channel in channels else by
