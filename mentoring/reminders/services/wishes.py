"""Who wants no messages, and whom they do not reach."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mentoring.reminders import conf
from mentoring.reminders.contacts import fingerprint
from mentoring.reminders.models import ContactPreference, Reminder, ReminderState


@transaction.atomic
def set_wish(
    *, wants: bool, now: datetime, user_id: Any = None, person_id: UUID | None = None
) -> ContactPreference:
    """Whether an account, or a crafter, wants messages. What waits for her is stopped at once."""
    whose = _whose(user_id, person_id)
    wish, _is_new = ContactPreference.objects.get_or_create(**whose)
    if wants:
        wish.stopped_at = None
    elif wish.stopped_at is None:
        wish.stopped_at = now
    wish.save(update_fields=["stopped_at"])
    if not wants:
        hers = {"person_id": person_id} if person_id else {"user_id": user_id, "person": None}
        waiting = Reminder.objects.filter(state=ReminderState.WAITING, **hers)
        waiting.update(state=ReminderState.STOPPED, settled_at=now, error="stopped")
    return wish


def note_arrived(*, user_id: Any, person_id: UUID | None) -> None:
    """She was reached: what failed before is forgotten."""
    rows = ContactPreference.objects.filter(**_whose(user_id, person_id), failures__gt=0)
    rows.update(failures=0, unreachable_since=None, tried_address="")


@transaction.atomic
def note_not_arrived(
    *, user_id: Any, person_id: UUID | None, address: str, is_final: bool, now: datetime
) -> None:
    """Her address refused one more message. At another address the count begins afresh.

    is_final: the address itself was refused, so it is not tried again.
    """
    wish, _is_new = ContactPreference.objects.select_for_update().get_or_create(
        **_whose(user_id, person_id)
    )
    tried = fingerprint(address)
    if wish.tried_address != tried:
        wish.failures, wish.unreachable_since, wish.tried_address = 0, None, tried
    wish.failures += 1
    if is_final or wish.failures >= conf.unreachable_after():
        # Of the newest try: from here the days until another one are counted.
        wish.unreachable_since = now
    wish.save()


def _whose(user_id: Any, person_id: UUID | None) -> dict[str, Any]:
    return {"person_id": person_id} if person_id else {"user_id": user_id}
