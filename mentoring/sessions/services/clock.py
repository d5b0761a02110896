"""Days and moments as the services count them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from mentoring.registry.models import CrafterGroup
from mentoring.sessions.errors import GroupDissolvedBefore, SessionInTheFuture


def moment(now: datetime | None) -> datetime:
    return now or timezone.now()


def local_day(now: datetime, zone: ZoneInfo) -> date:
    return timezone.localdate(now, zone)


def refuse_future(day: date, now: datetime, zone: ZoneInfo) -> None:
    if day > local_day(now, zone):
        raise SessionInTheFuture(day=day)


def refuse_dissolved(group: CrafterGroup, day: date) -> None:
    """Days before the group's end may still be told of, however late."""
    ended = group.status_since
    if group.is_dissolved and ended is not None and day >= ended:
        raise GroupDissolvedBefore(group=group, ended=ended)
