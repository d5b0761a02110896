"""Who takes a crafter's place at a session although she hires crafters or buys from them.

A juragan may host, buy and train; on a sheet she belongs among the guests (mentoring.md 1.1).
A session's page goes by her stratum on that day; the coordinator's list, in few questions for
many groups, by what is known today.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from mentoring.assignments.attention import AttentionKind, Reason
from mentoring.registry.models import CrafterGroup
from mentoring.registry.services import juragan_among
from mentoring.sessions.models import Attendance, AttendanceStatus, MentoringSession, SessionState

WINDOW = timedelta(days=60)

JURAGAN_ON_SHEET = AttentionKind(
    "juragan_on_sheet",
    _("A juragan on an attendance sheet"),
    _("Somebody who buys from others or hires them was marked present as a crafter."),
    38,
)


class SheetAttention:
    """Sheets of the last 60 days, for whoever plans; the sentence names nobody."""

    kinds = (JURAGAN_ON_SHEET,)

    def reasons(self, groups: Collection[CrafterGroup], today: date) -> Iterator[Reason]:
        present = Attendance.objects.filter(
            session__group__in=groups,
            session__state=SessionState.HELD,
            session__happened_on__gt=today - WINDOW,
            session__happened_on__lte=today,
            status=AttendanceStatus.HADIR,
            person__isnull=False,
        ).order_by()
        people = set(present.values_list("person", flat=True).distinct())
        strong = juragan_among(people, today)
        if not strong:
            return
        last = present.filter(person__in=strong).values_list("session__group")
        for group, day in last.annotate(last=Max("session__happened_on")):
            yield Reason(group, JURAGAN_ON_SHEET.code, day)


def ineligible_names(session: MentoringSession, marks: Collection[Any], user: Any) -> list[str]:
    """Names of who is marked present on `session` and takes no crafter's place.

    Empty for a `user` who may not read of which stratum somebody is. At most two questions.
    """
    if not user.has_perm("mentoring_registry.view_vulnerabilityassessment"):
        return []
    present = {
        mark.person_id: mark.person.full_name
        for mark in marks
        if mark.status == AttendanceStatus.HADIR and mark.person_id
    }
    strong = juragan_among(present, session.happened_on)
    return sorted(name for key, name in present.items() if key in strong)
