"""Days and moments as the services count them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from mentoring.registry.models import CrafterGroup
from mentoring.sessions import conf
from mentoring.sessions.errors import GroupDissolvedBefore, SessionInTheFuture
from mentoring.sessions.models import Arrival


def moment(now: datetime | None) -> datetime:
    return now or timezone.now()


def local_day(now: datetime, zone: ZoneInfo) -> date:
    return timezone.localdate(now, zone)


def arrival_of(day: date, received_at: datetime, zone: ZoneInfo) -> str:
    """How `day` lies to the arrival of its record, both in `zone`: an `Arrival`."""
    waited = local_day(received_at, zone) - day
    if waited > timedelta(days=conf.late_after_days()):
        return Arrival.LATE
    return Arrival.EARLY if waited < timedelta(0) else Arrival.ON_TIME


def refuse_future(day: date, now: datetime, zone: ZoneInfo) -> None:
    if day > local_day(now, zone):
        raise SessionInTheFuture(day=day)


def refuse_dissolved(group: CrafterGroup, day: date) -> None:
    """Days before the group's end may still be told of, however late."""
    ended = group.status_since
    if group.is_dissolved and ended is not None and day >= ended:
        raise GroupDissolvedBefore(group=group, ended=ended)
