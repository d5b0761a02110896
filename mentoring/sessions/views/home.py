"""A facilitator's home: who waits longest for her, what comes next, what was promised."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentoring.registry.models import CrafterGroup
from mentoring.sessions.figures import VisitDue, visits_due
from mentoring.sessions.models import FollowUp, MentoringSession
from mentoring.sessions.permissions import groups_worked_with
from mentoring.sessions.scopes import in_my_runs

GROUPS_PER_PAGE = 20
SHOWN = 5


@dataclass(frozen=True)
class GroupLine:
    group: CrafterGroup
    due: VisitDue


def urgency(line: GroupLine) -> tuple[int, int, str]:
    """Overdue groups first, the longest wait first; then the next due; then the rest."""
    due = line.due
    if due.is_overdue:
        return (0, -(due.overdue_days or 0), line.group.name)
    if not due.has_facilitator:
        return (1, 0, line.group.name)
    if due.is_paused or due.days_left is None:
        return (3, 0, line.group.name)
    return (2, due.days_left, line.group.name)


@login_required
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    groups = list(
        groups_worked_with(request.user, today)
        .standing()
        .with_member_count(today)
        .select_related("sentra")
    )
    due = visits_due(groups, today)
    lines = sorted((GroupLine(group, due[group.pk]) for group in groups), key=urgency)
    page = Paginator(lines, GROUPS_PER_PAGE).get_page(request.GET.get("halaman"))
    context: dict[str, Any] = {
        "page": page,
        "overdue_count": sum(line.due.is_overdue for line in lines),
        "planned": planned_for(request.user, groups, today),
        "promises": promises_of(groups),
        "today": today,
    }
    return render(request, "mentoring_sessions/home.html", context)


def planned_for(user: Any, groups: list[CrafterGroup], today: Any) -> list[MentoringSession]:
    """The next sessions of `groups` and of the user's runs, soonest first."""
    mine = Q(group__in=[group.pk for group in groups]) | in_my_runs(user, today)
    return list(MentoringSession.objects.planned_from(today).filter(mine).with_context()[:SHOWN])


def promises_of(groups: list[CrafterGroup]) -> list[FollowUp]:
    return list(
        FollowUp.objects.open()
        .filter(group__in=[group.pk for group in groups])
        .select_related("group")
        .soonest_first()[:SHOWN]
    )
