"""What happened to a group, month by month: meetings, members, facilitators, papers, lineage.

Reads rows that stand already and keeps nothing. Six questions, whatever the group's past.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.assignments.models import CARRYING, Assignment
from mentoring.registry.models import (
    CrafterGroup,
    GroupDocument,
    GroupLineage,
    GroupStatus,
    Membership,
)
from mentoring.sessions.models import AttendanceStatus, SessionState

MONTHS = 24
_NAMED = 3
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """One thing on one day. kind: session, member, facilitator, paper, lineage or status."""

    on: date
    kind: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Month:
    """A month that something happened in; events the latest first."""

    first: date
    events: tuple[Event, ...]

    @property
    def meetings(self) -> int:
        return sum(event.kind == "session" for event in self.events)


def timeline(user: Any, group: CrafterGroup, today: date) -> list[Month]:
    """The last MONTHS months of `group`, this one included, the latest first.

    Months in which nothing happened are left out. Papers are those `user` may see.
    """
    since = _months_before(today, MONTHS - 1)
    by_month: dict[date, list[Event]] = defaultdict(list)
    for event in _events(user, group, since, today):
        if since <= event.on <= today:
            by_month[event.on.replace(day=1)].append(event)
    return [
        Month(first, tuple(sorted(by_month[first], key=lambda event: event.on, reverse=True)))
        for first in sorted(by_month, reverse=True)
    ]


def _months_before(day: date, months: int) -> date:
    """The first day of the month `months` before that of `day`."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _events(user: Any, group: CrafterGroup, since: date, today: date) -> Iterator[Event]:
    yield from _meetings(group, since, today)
    yield from _members(group, since)
    yield from _facilitators(group, since)
    for paper in GroupDocument.objects.visible_to(user).filter(group=group, dated_on__gte=since):
        yield Event(paper.dated_on, "paper", str(paper), paper.get_absolute_url())
    yield from _lineage(group, since)
    if group.status != GroupStatus.ACTIVE and group.status_since is not None:
        words = {
            GroupStatus.DORMANT: _("The group counts as dormant"),
            GroupStatus.DISSOLVED: _("The group was dissolved"),
        }
        yield Event(group.status_since, "status", words[GroupStatus(group.status)])


def _meetings(group: CrafterGroup, since: date, today: date) -> Iterator[Event]:
    present = Count("attendances", filter=Q(attendances__status=AttendanceStatus.HADIR))
    sessions = group.sessions.filter(
        state=SessionState.HELD, happened_on__gte=since, happened_on__lte=today
    )
    for session in sessions.annotate(present=present):
        came = ngettext("%(count)d member came", "%(count)d members came", session.present)
        came %= {"count": session.present}
        parts = [session.get_kind_display(), session.module_title, came]
        yield Event(
            session.happened_on,
            "session",
            " · ".join(str(part) for part in parts if part),
            session.get_absolute_url(),
        )


def _members(group: CrafterGroup, since: date) -> Iterator[Event]:
    """Who came and went, those of one day together."""
    came: dict[date, list[str]] = defaultdict(list)
    went: dict[tuple[date, str], list[str]] = defaultdict(list)
    rows = Membership.objects.filter(Q(starts_on__gte=since) | Q(ends_on__gte=since), group=group)
    for row in rows.select_related("person").order_by("person__full_name"):
        came[row.starts_on].append(row.person.full_name)
        if row.ends_on is not None:
            why = str(row.get_leave_reason_display()) if row.leave_reason else ""
            went[row.ends_on, why].append(row.person.full_name)
    for day, names in came.items():
        yield Event(day, "member", _("Joined: %(names)s") % {"names": _listed(names)})
    for (day, why), names in went.items():
        told = _("Left: %(names)s") % {"names": _listed(names)}
        yield Event(day - _ONE_DAY, "member", f"{told} ({why})" if why else told)


def _listed(names: list[str]) -> str:
    """Three names, and how many more."""
    told, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    if more <= 0:
        return told
    return ngettext("%(names)s and %(more)d more", "%(names)s and %(more)d more", more) % {
        "names": told,
        "more": more,
    }


def _facilitators(group: CrafterGroup, since: date) -> Iterator[Event]:
    rows = Assignment.objects.filter(
        Q(starts_on__gte=since) | Q(ends_on__gte=since), group=group, state__in=CARRYING
    )
    for row in rows.with_names():
        facts = {"name": row.facilitator, "kind": row.get_kind_display()}
        yield Event(row.starts_on, "facilitator", _("%(name)s accompanies (%(kind)s)") % facts)
        if row.last_day is not None:
            told = _("%(name)s no longer accompanies after this day (%(kind)s)") % facts
            yield Event(row.last_day, "facilitator", told)


def _lineage(group: CrafterGroup, since: date) -> Iterator[Event]:
    for row in GroupLineage.objects.of_group(group).filter(happened_on__gte=since):
        yield Event(row.happened_on, "lineage", row.told())
