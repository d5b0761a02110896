"""What a planner should know about a day: feasts, harvests, prayer. Told, never refused.

National days come from the library `holidays`, with the days the government adds to them.
It offers no days of single provinces of Indonesia: those are rows of `Season` for the
province's place, as are village feasts, harvests and months of many orders.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from holidays import country_holidays

from mentoring.registry.accused import codes_above
from mentoring.registry.models import CrafterGroup, Sentra
from mentoring.sessions.models import MentoringSession, Season

FRIDAY = 5
PRAYER_FROM, PRAYER_TO = time(11), time(13)
# Breaking the fast, and the evening prayer that follows.
EVENING_FROM = time(17)
_LONGEST_FAST = timedelta(days=30)
_END_OF_FAST = "Hari Raya Idul Fitri"
# A visit without planned minutes is thought to last so long.
_USUAL_MINUTES = 90


@dataclass(frozen=True)
class Notice:
    """One reason to look twice at a day. kind: "holiday", "prayer", "fast" or a SeasonKind."""

    kind: str
    title: str


def holidays_between(since: date, until: date) -> dict[date, str]:
    """The national holidays of [since, until], both included, with their names in the
    reader's language."""
    language = "id" if (get_language() or "id").startswith("id") else "en_US"
    found: dict[date, str] = {}
    for year in range(since.year, until.year + 1):
        for day, name in _holidays_of(year, language).items():
            if since <= day <= until:
                found[day] = name
    return found


@lru_cache(maxsize=32)
def _holidays_of(year: int, language: str) -> dict[date, str]:
    return dict(
        country_holidays("ID", years=year, language=language, categories=("public", "government"))
    )


def is_in_fast(day: date) -> bool:
    """Whether `day` is one of the thirty before Idul Fitri: Ramadan, or the day before it."""
    for year in (day.year, day.year + 1):
        for feast, name in _holidays_of(year, "id").items():
            if name.startswith(_END_OF_FAST) and feast - _LONGEST_FAST <= day < feast:
                return True
    return False


def seasons_by_day(
    sentra: Collection[Sentra], since: date, until: date
) -> dict[date, list[Season]]:
    """Seasons of these craft centres, and of the places around them, by day. One query."""
    codes = {code for each in sentra for code in codes_above(each.place_id)}
    rows = Season.objects.touching(since, until)
    found: dict[date, list[Season]] = defaultdict(list)
    for season in rows.filter(sentra__in=sentra) | rows.filter(place__in=codes):
        day = max(since, season.starts_on)
        while day <= until and season.holds_on(day):
            found[day].append(season)
            day += timedelta(days=1)
    return found


def day_notices(
    day: date, holidays: Mapping[date, str], seasons: Mapping[date, Iterable[Season]]
) -> list[Notice]:
    """What is to be known about `day`, whatever is planned: holidays first, then seasons."""
    told = [Notice("holiday", holidays[day])] if day in holidays else []
    return told + [Notice(season.kind, season.title) for season in seasons.get(day, ())]


def session_notices(session: MentoringSession) -> list[Notice]:
    """What is to be known about the hour of `session`; nothing without an hour."""
    if session.starts_at is None:
        return []
    begins = session.starts_at.astimezone(session.zone)
    return clock_notices(begins, session.planned_minutes)


def clock_notices(begins: datetime, planned_minutes: int) -> list[Notice]:
    """The same for an hour. begins: aware, in the zone of the craft centre."""
    ends = begins + timedelta(minutes=planned_minutes or _USUAL_MINUTES)
    prayer_from = datetime.combine(begins.date(), PRAYER_FROM, begins.tzinfo)
    prayer_to = datetime.combine(begins.date(), PRAYER_TO, begins.tzinfo)
    told = []
    if begins.isoweekday() == FRIDAY and begins < prayer_to and ends > prayer_from:
        told.append(Notice("prayer", _("Friday prayer, 11 to 13 o'clock")))
    if is_in_fast(begins.date()) and ends.time() > EVENING_FROM:
        told.append(Notice("fast", _("Evening of Ramadan")))
    return told


def notices_for_group(
    group: CrafterGroup, days: Iterable[date], begins: time | None, minutes: int
) -> dict[date, list[Notice]]:
    """Day -> what is to be known, for `days` on which `group` is to be visited. One query."""
    wanted = sorted(days)
    if not wanted:
        return {}
    holidays = holidays_between(wanted[0], wanted[-1])
    seasons = seasons_by_day([group.sentra], wanted[0], wanted[-1])
    zone = ZoneInfo(group.sentra.time_zone)
    found = {}
    for day in wanted:
        told = day_notices(day, holidays, seasons)
        if begins is not None:
            told += clock_notices(datetime.combine(day, begins, zone), minutes)
        if told:
            found[day] = told
    return found
