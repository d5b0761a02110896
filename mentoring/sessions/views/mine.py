"""What a crafter sees of her own groups: who accompanies them, and what comes next."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentoring.assignments.models import Assignment
from mentoring.registry.models import CrafterGroup
from mentoring.registry.permissions import own_groups
from mentoring.sessions.models import MentoringSession

SHOWN = 20


@login_required
def my_group(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    groups = list(_with_companions(own_groups(request.user, today), today))
    context = {"groups": groups, "planned": coming_up_for(request.user, groups, today)}
    return render(request, "mentoring_sessions/my_group.html", context)


def _with_companions(groups: Any, today: date) -> Any:
    """`groups` with `companions`: the assignments that carry responsibility today."""
    running = Assignment.objects.responsible_on(today).select_related("facilitator__user")
    companions = Prefetch("assignments", queryset=running, to_attr="companions")
    return groups.with_member_count(today).select_related("sentra").prefetch_related(companions)


def coming_up_for(user: Any, groups: list[CrafterGroup], today: date) -> list[MentoringSession]:
    """The next visits to `groups` and sessions of runs `user` takes part in, soonest first."""
    mine = Q(group__in=[group.pk for group in groups]) | Q(run__participants__person__user=user)
    return list(
        MentoringSession.objects.planned_from(today).filter(mine).with_context().distinct()[:SHOWN]
    )
