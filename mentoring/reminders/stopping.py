"""The link with which messages are stopped without signing in: signed, for one reader."""

from typing import Any

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from mentoring.reminders import conf
from mentoring.reminders.models import Reminder

_SIGNER = Signer(salt="mentoring.reminders.stop")


def stop_token(row: Reminder) -> str:
    """Says for whom: the person where the message is to one, else the account."""
    whom = f"p{row.person_id}" if row.person_id else f"u{row.user_id}"
    return _SIGNER.sign(whom)


def stop_url(row: Reminder) -> str:
    """The whole address, as it stands in an e-mail."""
    return conf.base_url() + reverse("mentoring_reminders:stop", args=[stop_token(row)])


def read_token(token: str) -> dict[str, Any] | None:
    """{"user_id": …} or {"person_id": …}; None for what we did not sign."""
    try:
        whom = _SIGNER.unsign(token)
    except BadSignature:
        return None
    return {"person_id" if whom[0] == "p" else "user_id": whom[1:]}
