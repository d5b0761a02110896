"""What an operator may set; each is read when called, so a test or a site may change it."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

MAKE_TASK = "mentoring.make_reminders"
SEND_TASK = "mentoring.send_reminders"


def message_ways() -> tuple[str, ...]:
    """`MENTORING_MESSAGE_WAYS`: dotted paths of ways to send messages, the best first.

    Only e-mail by default; `mentoring.reminders.ways.gateway.SmsGateway` and `WhatsAppGateway`
    come with the plugin.
    """
    default = ("mentoring.reminders.ways.email.Email",)
    return tuple(getattr(settings, "MENTORING_MESSAGE_WAYS", default))


def quiet_hours() -> tuple[time, time]:
    """`MENTORING_QUIET_HOURS`: from when until when nobody is disturbed, on the clock where the
    reader is (("20:00", "07:00"))."""
    said = getattr(settings, "MENTORING_QUIET_HOURS", ("20:00", "07:00"))
    try:
        begin, end = (time.fromisoformat(each) for each in said)
    except (TypeError, ValueError) as unreadable:
        raise ImproperlyConfigured(
            'Write MENTORING_QUIET_HOURS as two times, for example ("20:00", "07:00").'
        ) from unreadable
    return begin, end


def retry_minutes() -> tuple[int, ...]:
    """`MENTORING_MESSAGE_RETRY_MINUTES`: how long to wait after each failed try, in minutes
    ((5, 30, 120)); the last is repeated until the way is back."""
    return tuple(getattr(settings, "MENTORING_MESSAGE_RETRY_MINUTES", (5, 30, 120)))


def stale_seconds() -> int:
    """`MENTORING_STALE_MESSAGE_SECONDS`: a message whose sender is not heard of for so long is
    sent again, once (600)."""
    return int(getattr(settings, "MENTORING_STALE_MESSAGE_SECONDS", 600))


def unreachable_after() -> int:
    """`MENTORING_UNREACHABLE_AFTER`: so many messages in a row that her full mailbox did not
    take make an address unreachable (3). Faults of ours never count."""
    return int(getattr(settings, "MENTORING_UNREACHABLE_AFTER", 3))


def unreachable_days() -> int:
    """`MENTORING_UNREACHABLE_DAYS`: after so many days an unreachable number or address is
    tried once more (30)."""
    return int(getattr(settings, "MENTORING_UNREACHABLE_DAYS", 30))


def message_days() -> int:
    """`MENTORING_MESSAGE_DAYS`: so long the words of a message are kept once it is settled (90).

    That it was sent, by which way and when stays.
    """
    return int(getattr(settings, "MENTORING_MESSAGE_DAYS", 90))


def sms_gateway() -> Mapping[str, Any]:
    """`MENTORING_SMS_GATEWAY`: how messages are handed to an SMS gateway ({}: not at all).

    Keys: url, token (sent as `Authorization: Bearer`), headers, to and text (names of the two
    fields, "to" and "text"), extra (more fields), timeout (seconds, 10),
    number_refused (statuses that mean that the number is wrong, none by default; every other one
    is tried again), ending (put below every message: how it is stopped).
    """
    return dict(getattr(settings, "MENTORING_SMS_GATEWAY", {}))


def whatsapp_gateway() -> Mapping[str, Any]:
    """`MENTORING_WHATSAPP_GATEWAY`: the same for WhatsApp ({}: not at all)."""
    return dict(getattr(settings, "MENTORING_WHATSAPP_GATEWAY", {}))


def base_url() -> str:
    """`MENTORING_BASE_URL`: scheme and host of links in messages, no slash at the end.

    `WAGTAILADMIN_BASE_URL` if it is not set.
    """
    url = str(getattr(settings, "MENTORING_BASE_URL", ""))
    return (url or str(getattr(settings, "WAGTAILADMIN_BASE_URL", ""))).rstrip("/")
