"""What is due becomes a row, once: asked of every room, again and again, by any number at once."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mentoring.assignments.responsible import accompanying_users
from mentoring.reminder_kinds import Due, ReminderKind
from mentoring.reminders.contacts import Contacts, contacts_of
from mentoring.reminders.hours import next_waking
from mentoring.reminders.kinds import kinds
from mentoring.reminders.models import Channel, Digest, Reminder, ReminderState
from mentoring.reminders.reaching import reach
from mentoring.reminders.services.renewing import (
    IN_PERSON,
    LONGEST_KEY,
    due_again,
    hand_over_tasks,
    known_by_key,
    renew,
)
from mentoring.reminders.ways import Way, ways
from mentoring.reminders.wording import Words, filled, words_of

logger = logging.getLogger(__name__)

_AT_ONCE = 500


@dataclass(frozen=True)
class Made:
    """How many messages are new, and how many that waited are no longer needed."""

    new: int = 0
    dropped: int = 0


def make_reminders(*, now: datetime, only: Iterable[str] | None = None) -> Made:
    """Rows for everything that is due at `now`; running again, or twice at once, makes no more.

    only: names of kinds. A kind that fails is logged and hurts no other.
    """
    new = dropped = 0
    wanted = kinds() if only is None else {name: kinds()[name] for name in only}
    for kind in wanted.values():
        try:
            made = make_kind(kind, now=now)
        except Exception:
            # Whatever a room's own question raises: the others' messages go out all the same.
            logger.exception("Reminders of the kind %s could not be made.", kind.name)
            continue
        new, dropped = new + made.new, dropped + made.dropped
    return Made(new, dropped)


def make_kind(kind: ReminderKind, *, now: datetime) -> Made:
    """A constant number of queries for every 500 that are new."""
    due = _due_by_key(kind, now)
    dropped = _drop_what_is_over(kind, due, now)
    hand_over_tasks(kind, now)
    new = 0
    keys = list(due)
    for start in range(0, len(keys), _AT_ONCE):
        part = {key: due[key] for key in keys[start : start + _AT_ONCE]}
        known = known_by_key(part)
        fresh = [(key, each) for key, each in part.items() if key not in known]
        new += _keep(kind, fresh, now) if fresh else 0
        new += _keep_again(kind, due_again(part, known), now)
    return Made(new, dropped)


def _due_by_key(kind: ReminderKind, now: datetime) -> dict[str, Due]:
    """What is due now; a key too long to be kept is logged and hurts no other."""
    found = {}
    for each in kind.due(now):
        key = _key(kind, each)
        if len(key) > LONGEST_KEY:
            logger.error("A reminder of the kind %s has a key of %d signs.", kind.name, len(key))
            continue
        found[key] = each
    return found


def _keep_again(
    kind: ReminderKind,
    again: Sequence[tuple[Reminder, str, Due]],
    now: datetime,
) -> int:
    """Told again: its row waits once more, with the words and the hour of now."""
    if not again:
        return 0
    context = _context(kind, [each for _old, _key, each in again], now)
    rows = [(old, _row(key, each, context)) for old, key, each in again]
    return sum(renew(old, fresh) for old, fresh in rows if fresh is not None)


def _key(kind: ReminderKind, due: Due) -> str:
    """One message of a kind about one thing to one reader."""
    reader = f"u{due.user_id}" if due.person_id is None else f"p{due.person_id.hex}"
    return f"{kind.name}:{due.key}:{reader}"


def _drop_what_is_over(kind: ReminderKind, due: Mapping[str, Due], now: datetime) -> int:
    """Nobody is told, or asked to tell, what is no longer so."""
    waiting = Reminder.objects.filter(
        kind=kind.name, state=ReminderState.WAITING, claimed_at__isnull=True
    )
    over = [
        pk for pk, key in waiting.values_list("pk", "key") if key.removesuffix(IN_PERSON) not in due
    ]
    rows = waiting.filter(pk__in=over) if over else waiting.none()
    return rows.update(state=ReminderState.DROPPED, settled_at=now)


@dataclass(frozen=True)
class _Context:
    """What every new row of a kind asks for."""

    kind: ReminderKind
    words: dict[str, Words]
    contacts: Contacts
    tellers: dict[UUID, int]
    ways: Sequence[Way]
    now: datetime


def _keep(kind: ReminderKind, fresh: Sequence[tuple[str, Due]], now: datetime) -> int:
    context = _context(kind, [each for _key, each in fresh], now)
    rows = [row for key, each in fresh if (row := _row(key, each, context)) is not None]
    with transaction.atomic():
        # The unique key decides between two that make the same at once.
        Reminder.objects.bulk_create(rows, ignore_conflicts=True)
        kept = Reminder.objects.filter(pk__in=[row.pk for row in rows]).count()
        _keep_figures(fresh, now)
    return kept


def _context(kind: ReminderKind, fresh: Sequence[Due], now: datetime) -> _Context:
    today = timezone.localdate(now)
    people = [each.person_id for each in fresh if each.person_id is not None]
    users = [each.user_id for each in fresh if each.user_id is not None]
    groups = {each.group_id for each in fresh if each.group_id and each.person_id}
    return _Context(
        kind=kind,
        words=words_of(kind),
        contacts=contacts_of(users, people, today),
        tellers=accompanying_users(groups, today) if groups else {},
        ways=ways(),
        now=now,
    )


def _row(key: str, due: Due, context: _Context) -> Reminder | None:
    """The row for `due`, None for a reader who is gone."""
    contact = context.contacts.of(user_id=due.user_id, person_id=due.person_id)
    if contact is None:
        return None
    language = contact.language if contact.language in context.words else settings.LANGUAGE_CODE
    words = filled(context.words[language], {**due.facts, "name": contact.name}, language)
    zone = due.time_zone or settings.TIME_ZONE
    row = Reminder(
        key=key,
        kind=context.kind.name,
        user_id=None if due.person_id else due.user_id,
        person_id=due.person_id,
        group_id=due.group_id,
        language=language,
        subject=words.subject,
        body=words.body,
        path=due.path,
        time_zone=zone,
        send_after=next_waking(context.now, zone),
        made_at=context.now,
    )
    found = reach(contact, context.ways)
    if found.way is not None:
        row.channel = found.way.channel
        return row
    return _unwritten(row, found.why_not, context)


def _unwritten(row: Reminder, why_not: str, context: _Context) -> Reminder:
    """She cannot be written to: her facilitator tells her, unless she wants to hear nothing."""
    row.error = why_not
    teller = context.tellers.get(row.group_id) if row.person_id and row.group_id else None
    if why_not != "stopped" and teller is not None:
        row.channel, row.user_id = Channel.TASK, teller
        return row
    row.channel = context.ways[0].channel if context.ways else Channel.EMAIL
    row.state = ReminderState.STOPPED if why_not == "stopped" else ReminderState.FAILED
    row.settled_at = context.now
    return row


def _keep_figures(fresh: Sequence[tuple[str, Due]], now: datetime) -> None:
    """What a weekly digest said, beside its message."""
    told = {key: each for key, each in fresh if each.figures is not None}
    if not told:
        return
    rows = dict(Reminder.objects.filter(key__in=list(told)).values_list("key", "pk"))
    Digest.objects.bulk_create(
        [
            Digest(
                user_id=each.user_id,
                week_starts_on=each.week_starts_on,
                figures=dict(each.figures()),
                made_at=now,
                reminder_id=rows[key],
            )
            for key, each in told.items()
            if key in rows and each.figures is not None
        ],
        ignore_conflicts=True,
    )
