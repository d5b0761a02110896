"""The calendar of planned sessions: a month or a week, with what is to be known of each day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from mentoring.registry.models import Sentra
from mentoring.sessions.models import MentoringSession
from mentoring.sessions.notices import (
    Notice,
    day_notices,
    holidays_between,
    seasons_by_day,
    session_notices,
)
from mentoring.sessions.permissions import groups_worked_with
from mentoring.sessions.scopes import in_my_runs

_ONE_DAY = timedelta(days=1)
MOST_SESSIONS = 400


@dataclass(frozen=True)
class PlannedLine:
    session: MentoringSession
    notices: list[Notice]


@dataclass(frozen=True)
class Day:
    """One day of the page. is_inside: of the asked month, and not of the weeks around it."""

    day: date
    notices: list[Notice]
    lines: list[PlannedLine]
    is_today: bool
    is_inside: bool

    @property
    def has_anything(self) -> bool:
        return bool(self.notices or self.lines)


@dataclass(frozen=True)
class Period:
    """A month or week: its days, and the days by which the one before and after is asked."""

    first: date
    last: date
    before: date
    after: date
    days: list[Day]
    is_cut: bool = False

    @property
    def weeks(self) -> list[list[Day]]:
        return [self.days[start : start + 7] for start in range(0, len(self.days), 7)]

    @property
    def days_to_read(self) -> list[Day]:
        return [day for day in self.days if day.is_inside and day.has_anything]


def week_around(user: Any, day: date, today: date) -> Period:
    """The week of `day`, from Monday on."""
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=6)
    days, is_cut = _days(user, first, last, today, inside=(first, last))
    return Period(first, last, first - _ONE_DAY, last + _ONE_DAY, days, is_cut)


def month_around(user: Any, day: date, today: date) -> Period:
    """The month of `day`, in whole weeks from Monday on."""
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    last = after - _ONE_DAY
    monday = first - timedelta(days=first.weekday())
    sunday = last + timedelta(days=6 - last.weekday())
    days, is_cut = _days(user, monday, sunday, today, inside=(first, last))
    return Period(first, last, first - _ONE_DAY, after, days, is_cut)


def _days(
    user: Any, since: date, until: date, today: date, inside: tuple[date, date]
) -> tuple[list[Day], bool]:
    groups = groups_worked_with(user, today)
    sessions = sessions_between(user, groups, since, until, today)
    by_day: dict[date, list[PlannedLine]] = defaultdict(list)
    for session in sessions[:MOST_SESSIONS]:
        by_day[session.happened_on].append(PlannedLine(session, session_notices(session)))
    holidays = holidays_between(since, until)
    sentra = Sentra.objects.filter(pk__in=groups.order_by().values("sentra"))
    seasons = seasons_by_day(list(sentra), since, until)
    days = []
    day = since
    while day <= until:
        notices = day_notices(day, holidays, seasons)
        is_inside = inside[0] <= day <= inside[1]
        days.append(Day(day, notices, by_day[day], day == today, is_inside))
        day += _ONE_DAY
    return days, len(sessions) > MOST_SESSIONS


def sessions_between(
    user: Any, groups: Any, since: date, until: date, today: date
) -> list[MentoringSession]:
    """Sessions of [since, until] of `groups` and of the runs of `user`, by day and hour; one
    more than are shown, if there are more."""
    mine = Q(group__in=groups.order_by().values("pk")) | in_my_runs(user, today)
    rows = MentoringSession.objects.filter(mine, happened_on__gte=since, happened_on__lte=until)
    rows = rows.with_context().select_related("run__place", "series_day__series")
    return list(rows.order_by("happened_on", "starts_at", "pk")[: MOST_SESSIONS + 1])
