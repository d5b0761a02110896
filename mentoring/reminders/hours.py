"""When nobody is to be disturbed: on the clock where the reader is (WIB, WITA, WIT)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mentoring.reminders import conf


def is_quiet(moment: datetime, time_zone: str) -> bool:
    """Whether `moment` (aware) lies in the quiet hours of `time_zone` (IANA name)."""
    begin, end = conf.quiet_hours()
    clock = moment.astimezone(ZoneInfo(time_zone)).time()
    if begin <= end:
        return begin <= clock < end
    return clock >= begin or clock < end


def next_waking(moment: datetime, time_zone: str) -> datetime:
    """`moment`, or the end of the quiet hours in which it lies."""
    if not is_quiet(moment, time_zone):
        return moment
    _begin, end = conf.quiet_hours()
    zone = ZoneInfo(time_zone)
    local = moment.astimezone(zone)
    day = local.date() if local.time() < end else local.date() + timedelta(days=1)
    return datetime.combine(day, end, zone).astimezone(moment.tzinfo)
