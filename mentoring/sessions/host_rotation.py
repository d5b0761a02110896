"""Which group should host guests next: in turn, the weak tier not left out, each line explained.

Source: mentoring.md 1.6 and domain.md R19: without a turn one owner takes all visits.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.registry.models import (
    BusinessTie,
    CrafterGroup,
    GroupStatus,
    Membership,
    MembershipRole,
    Person,
    Sentra,
    TieKind,
    Tier,
)
from mentoring.registry.services import juragan_among
from mentoring.sessions.models import StudyVisit

# How far back visits count for the turn.
COUNTED = timedelta(days=730)
# More than this part of all visits at one host is pointed out (mentoring.md 1.6).
TOO_MUCH = 0.5
_FEW = 2


@dataclass(frozen=True)
class Host:
    """One group in its turn. reasons: why it stands where it stands."""

    group: CrafterGroup
    hosted: int
    last_on: date | None
    has_juragan: bool

    @property
    def reasons(self) -> list[str]:
        if self.last_on is None:
            told = [_("It has not hosted anybody in two years.")]
        else:
            times = ngettext(
                "It hosted %(count)d visit in two years.",
                "It hosted %(count)d visits in two years.",
                self.hosted,
            ) % {"count": self.hosted}
            day = date_format(self.last_on, "j F Y")
            told = [times, _("The last one was on %(day)s.") % {"day": day}]
        if self.has_juragan:
            told.append(_("A juragan holds an office in it, so it stands last."))
        return told


def hosts_in_turn(sentra: Sentra, today: date) -> list[Host]:
    """Groups of `sentra` that meet, the one whose turn it is first.

    Fewest visits first, then longest ago, then the weak tier, then by name; groups in which
    a juragan holds an office come last. Five queries, whatever their number.
    """
    groups = list(CrafterGroup.objects.filter(sentra=sentra, status=GroupStatus.ACTIVE))
    hosted = _hosted(groups, today)
    with_juragan = _with_juragan(groups, today)
    hosts = [
        Host(group, *hosted.get(group.pk, (0, None)), group.pk in with_juragan) for group in groups
    ]
    hosts.sort(key=_turn)
    return hosts


def _turn(host: Host) -> tuple[bool, int, date, bool, str]:
    weak = host.group.tier == Tier.WEAK
    return (host.has_juragan, host.hosted, host.last_on or date.min, not weak, host.group.name)


def _hosted(groups: Collection[CrafterGroup], today: date) -> dict[object, tuple[int, date]]:
    rows = StudyVisit.objects.incoming().standing().order_by()
    rows = rows.filter(group__in=groups, session__happened_on__gte=today - COUNTED)
    counted = rows.values_list("group").annotate(
        times=Count("pk"), last=Max("session__happened_on")
    )
    return {group: (times, last) for group, times, last in counted}


def _with_juragan(groups: Collection[CrafterGroup], today: date) -> set[object]:
    officers = dict(
        Membership.objects.on(today)
        .filter(group__in=groups)
        .exclude(role=MembershipRole.MEMBER)
        .values_list("person", "group")
    )
    return {officers[person] for person in juragan_among(set(officers), today)}


@dataclass(frozen=True)
class Share:
    """How much of a craft centre's visits went to one host. part: 0 to 1."""

    group: CrafterGroup
    visits: int
    all_visits: int

    @property
    def percent(self) -> int:
        return round(100 * self.visits / self.all_visits)

    @property
    def is_too_much(self) -> bool:
        """Of a single visit one host always has all: that is no concentration."""
        return self.all_visits > _FEW and self.visits / self.all_visits > TOO_MUCH


def shares_of_hosts(sentra: Collection[Sentra], today: date) -> list[Share]:
    """Hosts of the last two years by craft centre, the largest share first. Two queries."""
    rows = StudyVisit.objects.incoming().standing().order_by()
    rows = rows.filter(sentra__in=sentra, session__happened_on__gte=today - COUNTED)
    counts = list(rows.values_list("sentra", "group").annotate(times=Count("pk")))
    totals: dict[int, int] = {}
    for key, _group, times in counts:
        totals[key] = totals.get(key, 0) + times
    groups = CrafterGroup.objects.in_bulk([group for _key, group, _times in counts])
    shares = [Share(groups[group], times, totals[key]) for key, group, times in counts]
    shares.sort(key=lambda share: (-share.visits / share.all_visits, share.group.name))
    return shares


def weak_never_taken(groups: Collection[CrafterGroup]) -> list[CrafterGroup]:
    """Groups left behind that were never taken on a visit elsewhere, by name. One query."""
    weak = [group for group in groups if group.tier == Tier.WEAK and not group.is_dissolved]
    taken = StudyVisit.objects.outgoing().standing().filter(group__in=weak)
    went = set(taken.values_list("group", flat=True))
    return sorted((group for group in weak if group.pk not in went), key=lambda group: group.name)


def is_juragan_of(host: Person, participants: Collection[Person], day: date) -> bool:
    """Whether any of `participants` sells to `host` or owes to her: whom nobody visits to learn."""
    ties = BusinessTie.objects.on(day).filter(kind__in=(TieKind.BUYER, TieKind.LENDER))
    return ties.filter(from_person__in=participants, to_person=host).exists()
