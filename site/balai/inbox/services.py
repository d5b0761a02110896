"""Verbs on messages."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from balai.inbox.mail import mail_is_configured
from balai.inbox.models import Notice, OutgoingMessage

KEEP_OUTGOING = timedelta(days=90)


@transaction.atomic
def notify(*, user: Any, subject: str, body: str = "", url: str = "") -> Notice:
    """Leave a message in `user`'s inbox, and send it by mail too where mail is set up.

    url: path of the page it is about, for example "/akun/"; "" if none. A letter that
    cannot be sent is recorded; the message stays in the inbox either way.
    """
    notice = Notice.objects.create(user=user, subject=subject[:200], body=body, url=url[:300])
    if mail_is_configured() and user.email:
        transaction.on_commit(partial(_post, notice, user.email))
    return notice


def _post(notice: Notice, address: str) -> None:
    base = settings.BASE_URL.rstrip("/")
    text = "\n\n".join(part for part in [notice.body, f"{base}{notice.url}"] if part)
    send_mail(notice.subject, text, None, [address], fail_silently=True)


def mark_read(*, notice: Notice, now: datetime | None = None) -> Notice:
    """Note when the message was first opened; opening it again changes nothing."""
    if not notice.is_read():
        notice.read_at = now or timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


def mark_all_read(*, user: Any, now: datetime | None = None) -> int:
    """Mark every message of `user` as read; return how many were not yet."""
    return Notice.objects.visible_to(user).unread().update(read_at=now or timezone.now())


def send_test_message(*, address: str, subject: str, body: str) -> bool:
    """Send a letter to `address`; return whether it reached a server or an inbox.

    What became of it is recorded, and letters older than 90 days are forgotten.
    """
    OutgoingMessage.objects.before(timezone.now() - KEEP_OUTGOING).delete()
    return bool(send_mail(subject, body, None, [address], fail_silently=True))
