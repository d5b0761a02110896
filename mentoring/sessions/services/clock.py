"""Days and moments as the services count them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from mentoring.sessions.errors import SessionInTheFuture


def moment(now: datetime | None) -> datetime:
    return now or timezone.now()


def local_day(now: datetime, zone: ZoneInfo) -> date:
    return timezone.localdate(now, zone)


def refuse_future(day: date, now: datetime, zone: ZoneInfo) -> None:
    if day > local_day(now, zone):
        raise SessionInTheFuture(day=day)
