"""Verbs on readers' keys: give one to a phone, take it back, receive what is sent with it."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from curriculum.errors import ReaderKeyUnknown
from curriculum.models import ReaderKey
from curriculum.models.reader_keys import new_secret
from curriculum.services.receiving import Receipt, keep_all_for_review, receive_events

KEY_GIVEN = "curriculum.reader_key_given"
KEYS_ENDED = "curriculum.reader_keys_ended"


@transaction.atomic
def give_reader_key(*, user: Any, device: uuid.UUID, now: datetime | None = None) -> str:
    """The secret of a new key of `user` on `device`; one she had there ends.

    It is known at this moment only.
    """
    now = now or timezone.now()
    ReaderKey.objects.filter(user=user, device=device, ended_at=None).update(ended_at=now)
    secret = new_secret()
    ReaderKey.objects.create(
        user=user,
        secret_hash=ReaderKey.hash_of(secret),
        device=device,
        made_at=now,
        bound_to=user.get_session_auth_hash(),
    )
    log(user, KEY_GIVEN, user=user)
    return secret


def end_reader_keys(*, user: Any, ended_by: Any, now: datetime | None = None) -> int:
    """End every key of `user`: her card was lost or replaced. Returns how many ended."""
    with transaction.atomic():
        ended = ReaderKey.objects.filter(user=user, ended_at=None).update(
            ended_at=now or timezone.now()
        )
        if ended:
            log(user, KEYS_ENDED, user=ended_by)
    return ended


def end_reader_key(*, secret: str, now: datetime | None = None) -> None:
    """The phone forgets this reader. An unknown or ended key is nothing to do."""
    ReaderKey.objects.of_secret(secret).filter(ended_at=None).update(ended_at=now or timezone.now())


def receive_with_key(
    *,
    secret: str,
    sent: Sequence[Any],
    sent_at: datetime,
    device: uuid.UUID | None,
    now: datetime | None = None,
) -> tuple[list[Receipt], bool]:
    """(receipts as `receive_events` gives them, whether the key is still in use).

    What comes with an ended key may have been done by whoever found the card: nothing of
    it counts, everything is kept for somebody to look at, and the phone is told.
    Raises ReaderKeyUnknown, BatchTooLarge; then nothing is stored.
    """
    key = ReaderKey.objects.of_secret(secret).select_related("user").first()
    if key is None:
        raise ReaderKeyUnknown()
    facts = {"sender": key.user, "sent": sent, "sent_at": sent_at, "device": device, "now": now}
    if not key.is_in_use():
        return keep_all_for_review(**facts), False
    # Who accompanies others writes for them when she is signed in, never from a lost phone.
    return receive_events(**facts, for_others=False), True
