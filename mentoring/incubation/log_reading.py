"""What the logs of groups and associations say, as counts; `log_indices` makes figures of them.

Meetings and attendance are read for the last six months, as raters are asked about them;
members who stayed are counted since the group entered its cycle.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from mentoring.incubation.log_indices import NOTHING, Count, Log
from mentoring.incubation.models import CycleEnrolment
from mentoring.registry.models import (
    OFFICERS,
    BoardSeat,
    BusinessCluster,
    ClusterMembership,
    Membership,
)
from mentoring.registry.models.people import Sex
from mentoring.sessions.figures import attendance_rate
from mentoring.sessions.models import ChairedBy, ClusterMeeting, MentoringSession, SessionKind

WINDOW = timedelta(days=183)
# A training or a market day is no meeting of the group; nobody chairs it.
MEETINGS = (
    SessionKind.OUT_WALL,
    SessionKind.IN_WALL,
    SessionKind.OWN_MEETING,
)


def logs_of(enrolments: Collection[CycleEnrolment], until: date) -> dict[Any, Log]:
    """What the logs say of each enrolment (with group and craft centre), up to `until`,
    included. Three queries; every key is present."""
    after = until + timedelta(days=1)
    groups = [one.group_id for one in enrolments]
    meetings = _meetings(groups, after - WINDOW, until)
    marks = attendance_rate(groups, since=after - WINDOW, until=after)
    members: dict[Any, list[Any]] = defaultdict(list)
    rows = Membership.objects.filter(group__in=groups, starts_on__lte=until).order_by("pk")
    for row in rows.values_list(
        "group", "person", "person__place", "person__sex", "role", "starts_on", "ends_on"
    ):
        members[row[0]].append(row[1:])
    found = {}
    for one in enrolments:
        counts = marks[one.group_id]
        found[one.pk] = Log(
            months=months_between(one.starts_on, until),
            attended=Count(counts.hadir, counts.hadir + counts.alpa),
            **_people(members[one.group_id], one, until),
            **_led(meetings[one.group_id]),
        )
    return found


def log_of_cluster(cluster: BusinessCluster, *, since: date, until: date) -> Log:
    """What the logs of an association say between two days, both included. Its members are
    its groups: those present at its meetings, and those that stayed. Four queries."""
    meetings = list(
        ClusterMeeting.objects.filter(
            cluster=cluster, happened_on__gte=since, happened_on__lte=until
        ).prefetch_related("groups")
    )
    belonging = list(
        ClusterMembership.objects.filter(cluster=cluster, starts_on__lte=until).order_by("pk")
    )
    seats = BoardSeat.objects.filter(cluster=cluster, starts_on__lte=until).select_related("person")
    board = [one.person for one in seats if _runs(one.ends_on, until)]
    here, expected = 0, 0
    for meeting in meetings:
        asked = {
            one.group_id
            for one in belonging
            if one.starts_on <= meeting.happened_on and _runs(one.ends_on, meeting.happened_on)
        }
        expected += len(asked)
        here += len(asked & {group.pk for group in meeting.groups.all()})
    first = [one for one in belonging if one.starts_on <= since and _runs(one.ends_on, since)]
    return Log(
        months=months_between(since, until),
        local_officers=_inside(cluster.place_id, [person.place_id for person in board]),
        attended=Count(here, expected),
        stayed=_count(_runs(one.ends_on, until) for one in first),
        **_led([(one.facilitator_was_present, one.chaired_by) for one in meetings]),
    )


def months_between(first: date, last: date) -> int:
    """Whole months from `first` to `last`; 0 if `last` is not after it."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(0, months - (last.day < first.day))


def _meetings(groups: Sequence[Any], since: date, until: date) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    rows = (
        MentoringSession.objects.counted()
        .filter(
            group__in=groups,
            kind__in=MEETINGS,
            happened_on__gte=since,
            happened_on__lte=until,
        )
        .order_by()
        .values_list("group", "facilitator_was_present", "chaired_by")
    )
    for group, was_present, chaired_by in rows:
        found[group].append((was_present, chaired_by))
    return found


def _led(meetings: Sequence[tuple[bool, str]]) -> dict[str, Count]:
    noted = [chaired_by for _present, chaired_by in meetings if chaired_by]
    return {
        "alone": _count(not present for present, _chaired in meetings),
        "chaired": _count(chaired_by == ChairedBy.MEMBER for chaired_by in noted),
    }


def _people(rows: Iterable[Any], enrolment: CycleEnrolment, until: date) -> dict[str, Count]:
    """Residents, women and those who stayed, among members and officers on the last day."""
    rows = list(rows)
    village = enrolment.group.sentra.place_id
    now = [row for row in rows if _runs(row[5], until)]
    officers = [row for row in now if row[3] in OFFICERS]
    start = enrolment.starts_on
    first = {row[0] for row in rows if row[4] <= start and _runs(row[5], start)}
    still = {row[0] for row in now}
    return {
        "local_members": _inside(village, [row[1] for row in now]),
        "local_officers": _inside(village, [row[1] for row in officers]),
        "women_members": _women(now),
        "women_officers": _women(officers),
        "stayed": Count(len(first & still), len(first)) if first else NOTHING,
    }


def _women(rows: Sequence[Any]) -> Count:
    return _count(row[2] == Sex.FEMALE for row in rows if row[2])


def _inside(place: str, others: Sequence[str | None]) -> Count:
    """How many live in `place` or inside it, of those whose place is known."""
    return _count(other == place or other.startswith(f"{place}.") for other in others if other)


def _runs(ends_on: date | None, day: date) -> bool:
    return ends_on is None or ends_on > day


def _count(claims: Iterable[bool]) -> Count:
    told = list(claims)
    return Count(sum(told), len(told))
