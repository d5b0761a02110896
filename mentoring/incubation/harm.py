"""What does harm though everybody means well: alarms about groups and their craft centres.

Five patterns in which services drift to the strong (mentoring.md 1.1, 1.6; domain.md R40, R46):
a left-behind group waits while a stronger one was visited, a group that no longer needs it is
visited on, a juragan holds an office, the strong take more than their share, one host has most
of the study visits. Nothing here refuses; whoever decides a gate reads it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring.assignments.attention import AttentionKind, Reason
from mentoring.incubation.models import CycleEnrolment, EnrolmentState, ExitReason
from mentoring.incubation.parts import in_parts
from mentoring.registry.evenness import Alarm as Unevenness
from mentoring.registry.evenness import uneven_centres
from mentoring.registry.models import OFFICERS, CrafterGroup, EquityMonth, Membership, Sentra
from mentoring.registry.services import juragan_among
from mentoring.sessions.attention import WEAK_WAITS, VisitAttention
from mentoring.sessions.host_rotation import shares_of_hosts
from mentoring.sessions.models import MentoringSession

# A graduate is visited every three months; more than this in that time is care for the strong.
WATCHED = timedelta(days=90)
ENOUGH = 2

STRONG_FED = AttentionKind(
    "strong_fed",
    gettext_lazy("Visited on though strong"),
    gettext_lazy("It graduated or left as strong, and is still visited often."),
    25,
)


class Harm(models.TextChoices):
    UNVISITED_WEAK = "unvisited_weak", gettext_lazy("a left-behind group waits")
    STRONG_FED = "strong_fed", gettext_lazy("a strong group is visited on")
    JURAGAN_OFFICER = "juragan_officer", gettext_lazy("a juragan holds an office")
    ELITE_SHARE = "elite_share", gettext_lazy("the strong take more than their share")
    REPEATED_HOST = "repeated_host", gettext_lazy("one host has most study visits")


@dataclass(frozen=True)
class Alarm:
    """One thing to look into, at a group or (group_id None) at a whole craft centre."""

    harm: Harm
    sentra_id: Any
    group_id: UUID | None
    told: str


class StrongFedAttention:
    """Puts strong groups that are visited on beside the other reasons to look at a group."""

    kinds = (STRONG_FED,)

    def reasons(self, groups: Collection[CrafterGroup], today: date) -> Iterator[Reason]:
        for key, _visits in strong_and_visited(groups, today).items():
            yield Reason(key, STRONG_FED.code)


def alarms(groups: Collection[CrafterGroup], today: date) -> list[Alarm]:
    """Every alarm about `groups` and their craft centres on `today`; names no person.

    groups: with their craft centre. A constant number of queries for 500 groups.
    """
    centres = {group.sentra_id: group.sentra for group in groups}
    found: list[Alarm] = []
    for some in in_parts(groups):
        found += _weak_waits(some, today)
        found += _strong_fed(some, today)
        found += _juragan_officers(some, today)
    found += _elite_shares(centres.values(), today)
    found += _repeated_hosts(centres.values(), today)
    return found


def strong_and_visited(groups: Collection[CrafterGroup], today: date) -> dict[UUID, int]:
    """Group -> visits of the last 90 days, for graduates and groups that left as strong and had
    more than two of them. One query."""
    strong = CycleEnrolment.objects.filter(
        Q(state__in=(EnrolmentState.MONITORING, EnrolmentState.CLOSED))
        | Q(state=EnrolmentState.EXITED, gate_decisions__exit_reason=ExitReason.STRONG),
        group__in=groups,
    )
    again = CycleEnrolment.objects.open().exclude(state=EnrolmentState.MONITORING)
    return dict(
        MentoringSession.objects.counted()
        .filter(
            group__in=strong.values("group"),
            happened_on__gt=today - WATCHED,
            happened_on__lte=today,
            facilitator_was_present=True,
        )
        .exclude(group__in=again.values("group"))
        .order_by()
        .values_list("group")
        .annotate(visits=Count("pk"))
        .filter(visits__gt=ENOUGH)
    )


def _weak_waits(groups: Collection[CrafterGroup], today: date) -> Iterator[Alarm]:
    centre = {group.pk: group.sentra_id for group in groups}
    for reason in VisitAttention().reasons(groups, today):
        if reason.code == WEAK_WAITS.code:
            told = str(WEAK_WAITS.sentence) % {"days": reason.days or 0}
            yield Alarm(Harm.UNVISITED_WEAK, centre[reason.group_id], reason.group_id, told)


def _strong_fed(groups: Collection[CrafterGroup], today: date) -> Iterator[Alarm]:
    centre = {group.pk: group.sentra_id for group in groups}
    for key, visits in strong_and_visited(groups, today).items():
        told = ngettext(
            "It graduated or left as strong and was visited %(count)d time in 90 days.",
            "It graduated or left as strong and was visited %(count)d times in 90 days.",
            visits,
        ) % {"count": visits}
        yield Alarm(Harm.STRONG_FED, centre[key], key, told)


def _juragan_officers(groups: Collection[CrafterGroup], today: date) -> Iterator[Alarm]:
    centre = {group.pk: group.sentra_id for group in groups}
    rows = Membership.objects.on(today).filter(group__in=groups, role__in=OFFICERS).order_by()
    officers = list(rows.values_list("person", "group"))
    strong = juragan_among({person for person, _group in officers}, today)
    for key in {group: None for person, group in officers if person in strong}:
        told = _("A juragan holds an office: what is for crafters is not hers to decide.")
        yield Alarm(Harm.JURAGAN_OFFICER, centre[key], key, told)


def _elite_shares(centres: Collection[Sentra], today: date) -> Iterator[Alarm]:
    for one in uneven_centres(EquityMonth.objects.filter(sentra__in=centres), today):
        if one.alarm is Unevenness.ELITE_SHARE:
            yield Alarm(Harm.ELITE_SHARE, one.sentra.pk, None, one.sentence)


def _repeated_hosts(centres: Collection[Sentra], today: date) -> Iterator[Alarm]:
    for share in shares_of_hosts(list(centres), today):
        if share.is_too_much:
            told = _("%(group)s hosted %(percent)d %% of the study visits of two years.") % {
                "group": share.group.name,
                "percent": share.percent,
            }
            yield Alarm(Harm.REPEATED_HOST, share.group.sentra_id, share.group.pk, told)
