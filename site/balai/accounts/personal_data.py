"""What the site itself keeps about one person: her account, cards and messages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from balai.accounts.models import SignInCard, User
from balai.inbox.models import Notice

NOBODY = "(terhapus)"


class AccountData:
    """The site's answer to the hook `register_personal_data`."""

    name = "accounts"

    def describe(self) -> list[str]:
        return [_("Your account and its messages, as long as it stands.")]

    def export(self, subject: Any) -> list[dict[str, Any]]:
        users = User.objects.filter(pk__in=subject.user_ids)
        notices = Notice.objects.filter(user__in=subject.user_ids)
        return [
            {
                "key": "account",
                "title": _("My account"),
                "labels": {
                    "username": _("User name"),
                    "full_name": _("Full name"),
                    "phone": _("Phone"),
                    "language": _("Language"),
                },
                "rows": [
                    {
                        "username": user.username,
                        "full_name": user.full_name,
                        "phone": user.phone,
                        "language": user.preferred_language,
                    }
                    for user in users
                ],
            },
            {
                "key": "messages",
                "title": _("My messages"),
                "labels": {"at": _("Sent at"), "subject": _("Subject")},
                "rows": [
                    {
                        "at": notice.created_at.isoformat(timespec="minutes"),
                        "subject": notice.subject,
                    }
                    for notice in notices
                ],
            },
        ]

    def erase(self, subject: Any, *, now: datetime) -> Sequence[str]:
        """The row stays, because records point at it; it names nobody and opens nothing."""
        SignInCard.objects.filter(user__in=subject.user_ids).delete()
        Notice.objects.filter(user__in=subject.user_ids).delete()
        for user in User.objects.filter(pk__in=subject.user_ids):
            _close(user)
        return []


def _close(user: User) -> None:
    user.username, user.full_name = f"terhapus-{uuid4().hex[:12]}", NOBODY
    user.email = user.phone = ""
    user.is_active = False
    user.set_unusable_password()
    user.save()
