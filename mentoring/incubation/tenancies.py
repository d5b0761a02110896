"""Where groups were incubated in a time: in the incubator's rooms, or visited at home."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from mentoring.incubation.models import Tenancy, TenancyKind
from mentoring.intervals import overlapping
from mentoring.registry.models import CrafterGroup


def tenancy_kinds(groups: Collection[CrafterGroup], *, since: date, until: date) -> dict[UUID, str]:
    """Group -> "inwall" or "outwall": where it was for more of the days, both included.

    A group without a row has been visited at home; a tie counts as in the incubator. One query.
    """
    return kinds_since({group.pk: since for group in groups}, until=until)


def kinds_since(first_days: Mapping[UUID, date], *, until: date) -> dict[UUID, str]:
    """The same, each group from its own first day (group -> day). One query."""
    if not first_days:
        return {}
    days: dict[UUID, int] = defaultdict(int)
    rows = Tenancy.objects.filter(
        overlapping(min(first_days.values()), None),
        group__in=list(first_days),
        kind=TenancyKind.INWALL,
        starts_on__lte=until,
    )
    for row in rows:
        last = until if row.last_day is None else min(until, row.last_day)
        days[row.group_id] += max(0, (last - max(first_days[row.group_id], row.starts_on)).days + 1)
    return {
        group: TenancyKind.INWALL
        if 2 * days[group] >= (until - since).days + 1
        else TenancyKind.OUTWALL
        for group, since in first_days.items()
    }
