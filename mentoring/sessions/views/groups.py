"""One group: who belongs to it, what happened last, what was promised."""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.asked_days import day_asked, is_no_day
from mentoring.assignments.models import Assignment
from mentoring.errors import MentoringError
from mentoring.registry.models import CrafterGroup, Membership, Person
from mentoring.sessions.contributions import group_page_sections
from mentoring.sessions.dormancy import silence_of
from mentoring.sessions.figures import attendance_rate, visits_due
from mentoring.sessions.forms.calendar import PlanRowForm
from mentoring.sessions.forms.follow_ups import CompleteForm, FollowUpForm, OwnerForm
from mentoring.sessions.models import FollowUp
from mentoring.sessions.notices import notices_for_group
from mentoring.sessions.permissions import (
    can_close_follow_up,
    can_log_visit,
    groups_worked_with,
)
from mentoring.sessions.services import add_follow_up, complete_follow_up
from mentoring.sessions.services.follow_ups import re_own_follow_up
from mentoring.sessions.timeline import timeline
from mentoring.sessions.views.planning import plan_from, tell_planned

SHOWN = 6
NOTICED_DAYS = 60
HALF_A_YEAR = timedelta(days=182)


def find_group(request: HttpRequest, pk: Any) -> CrafterGroup:
    """The group, if its visits are this user's work; else 404."""
    groups = groups_worked_with(request.user, timezone.localdate()).select_related("sentra")
    return get_object_or_404(groups, pk=pk)


def require_responsible(request: HttpRequest, group: CrafterGroup) -> None:
    if not can_log_visit(request.user, group, timezone.localdate()):
        raise PermissionDenied(_("Only the facilitator of this group does this."))


@login_required
def group_page(request: HttpRequest, pk: Any) -> HttpResponse:
    group, today = find_group(request, pk), timezone.localdate()
    sessions = group.sessions.select_related("led_by")
    responsible = Assignment.objects.responsible_on(today).filter(group=group)
    day = day_asked(request) or today
    context = {
        "group": group,
        "today": today,
        "due": visits_due([group], today)[group.pk],
        "silence": silence_of([group], today)[group.pk],
        "attendance": attendance_rate(
            [group.pk], since=today - HALF_A_YEAR, until=today + timedelta(days=1)
        )[group.pk],
        "day": day,
        "day_is_wrong": is_no_day(request),
        "roster": Membership.objects.roster(day).filter(group=group),
        "facilitators": responsible.select_related("facilitator__user"),
        "planned": sessions.planned_from(today)[:SHOWN],
        "forgotten": sessions.still_planned_before(today)[:SHOWN],
        "sessions": sessions.held()[:SHOWN],
        "promises": group.follow_ups.open()
        .with_owner_gone(today)
        .select_related("owner_person")
        .soonest_first(),
        "can_log": can_log_visit(request.user, group, today),
        "sections": group_page_sections(request, group, today),
        "proposals_waiting": group.membership_proposals.waiting().count(),
        "months": timeline(request.user, group, today),
    }
    return render(request, "mentoring_sessions/group.html", context)


@login_required
def plan(request: HttpRequest, pk: Any) -> HttpResponse:
    group = find_group(request, pk)
    require_responsible(request, group)
    initial = {"session_id": uuid.uuid4(), "planned_on": day_asked(request)}
    form = PlanRowForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            days = plan_from(form, group, request.user)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            tell_planned(request, form, group, days)
            return redirect(group)
    today = timezone.localdate()
    ahead = [today + timedelta(days=number) for number in range(NOTICED_DAYS)]
    told = notices_for_group(group, ahead, None, 0)
    context = {"group": group, "form": form, "notices": told}
    return render(request, "mentoring_sessions/plan_visit.html", context)


@login_required
def add_promise(request: HttpRequest, pk: Any) -> HttpResponse:
    group = find_group(request, pk)
    require_responsible(request, group)
    form = FollowUpForm(request.POST or None)
    if form.is_valid():
        try:
            add_follow_up(group=group, recorded_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error("due_on", str(refusal))
        else:
            messages.success(request, _("The promise is written down."))
            return redirect(group)
    return render(request, "mentoring_sessions/promise.html", {"group": group, "form": form})


@login_required
def complete(request: HttpRequest, pk: Any) -> HttpResponse:
    today = timezone.localdate()
    promises = FollowUp.objects.visible_to(request.user).select_related("group__sentra")
    promise = get_object_or_404(promises, pk=pk)
    if not can_close_follow_up(request.user, promise, today):
        raise PermissionDenied(_("Only the facilitator of this group does this."))
    form = CompleteForm(request.POST or None)
    if form.is_valid():
        try:
            complete_follow_up(
                follow_up=promise, result=form.cleaned_data["result"], closed_by=request.user
            )
        except MentoringError as refusal:
            form.add_error("result", str(refusal))
        else:
            messages.success(request, _("Done. Thank you."))
            return redirect(promise.group)
    context = {"promise": promise, "group": promise.group, "form": form}
    return render(request, "mentoring_sessions/complete.html", context)


@login_required
def re_own(request: HttpRequest, pk: Any) -> HttpResponse:
    """Somebody else does what was promised."""
    today = timezone.localdate()
    promises = FollowUp.objects.visible_to(request.user).select_related("group__sentra")
    promise = get_object_or_404(promises, pk=pk)
    if not can_close_follow_up(request.user, promise, today):
        raise PermissionDenied(_("Only the facilitator of this group does this."))
    form = OwnerForm(
        request.POST or None,
        members=Person.objects.members_of(promise.group, today).order_by("full_name", "pk"),
        initial={"owner_kind": promise.owner_kind},
    )
    if form.is_valid():
        try:
            re_own_follow_up(follow_up=promise, said_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error("owner_person", str(refusal))
        else:
            messages.success(request, _("It is written down who does it now."))
            return redirect(promise.group)
    context = {"promise": promise, "group": promise.group, "form": form}
    return render(request, "mentoring_sessions/re_own.html", context)
