"""Training runs: the list, one run, its plan, its participants, its attendance."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mentoring.assignments.models import Assignment, AssignmentKind
from mentoring.errors import MentoringError
from mentoring.registry.models import CrafterGroup, Person
from mentoring.sessions.contributions import run_page_sections
from mentoring.sessions.figures import attended_shares, planned_minutes_of
from mentoring.sessions.forms.attendance import AttendanceSheet
from mentoring.sessions.forms.plans import PlanSessionsForm
from mentoring.sessions.forms.runs import EntrantsForm
from mentoring.sessions.models import MentoringSession, RunParticipant, TrainingRun
from mentoring.sessions.permissions import can_change_run, can_open_run, recordable_participants
from mentoring.sessions.services import (
    add_participants,
    close_run,
    plan_run_session,
    record_attendance,
)
from mentoring.sessions.views.visits import find_session

RUNS_PER_PAGE = 20


@login_required
def run_list(request: HttpRequest) -> HttpResponse:
    runs = TrainingRun.objects.visible_to(request.user)
    page = Paginator(runs, RUNS_PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"page": page, "can_open": can_open_run(request.user)}
    return render(request, "mentoring_sessions/runs.html", context)


def find_run(request: HttpRequest, pk: Any) -> TrainingRun:
    return get_object_or_404(TrainingRun.objects.visible_to(request.user), pk=pk)


def find_run_to_change(request: HttpRequest, pk: Any) -> TrainingRun:
    run = find_run(request, pk)
    if not can_change_run(request.user, run):
        raise PermissionDenied(_("Only the coordinator changes this training, until it is closed."))
    return run


@login_required
def run_page(request: HttpRequest, pk: Any) -> HttpResponse:
    run = find_run(request, pk)
    today = timezone.localdate(timezone=run.zone)
    shares = attended_shares(run)
    places = (
        RunParticipant.objects.visible_to(request.user)
        .filter(run=run)
        .select_related("person", "group")
    )
    context = {
        "run": run,
        "plan": planned_minutes_of([run.pk])[run.pk],
        "sessions": run.sessions.order_by("happened_on", "starts_at", "pk"),
        "participants": [(place, shares[place.person_id]) for place in places],
        "instructors": run.instructors.all(),
        "can_change": can_change_run(request.user, run),
        "sections": run_page_sections(request, run, today),
        "today": today,
    }
    return render(request, "mentoring_sessions/run.html", context)


@login_required
def plan_sessions(request: HttpRequest, pk: Any) -> HttpResponse:
    run = find_run_to_change(request, pk)
    form = PlanSessionsForm(
        request.POST or None, initial={"batch": uuid.uuid4(), "first_on": run.starts_on}
    )
    if form.is_valid():
        try:
            count = _plan_all(request, run, form)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext(
                "%(count)d session is planned.", "%(count)d sessions are planned.", count
            )
            messages.success(request, said % {"count": count})
            return redirect(run)
    return render(request, "mentoring_sessions/plan_sessions.html", {"run": run, "form": form})


@transaction.atomic
def _plan_all(request: HttpRequest, run: TrainingRun, form: PlanSessionsForm) -> int:
    planned = form.sessions(run.zone)
    for key, session in planned:
        plan_run_session(
            run=run,
            planned_on=session.planned_on,
            planned_minutes=session.planned_minutes,
            starts_at=session.starts_at,
            is_make_up=form.cleaned_data["is_make_up"],
            planned_by=request.user,
            session_id=key,
        )
    return len(planned)


@login_required
def participants(request: HttpRequest, pk: Any) -> HttpResponse:
    """First a group, then its members: one group at a time, so that no list is long."""
    run = find_run_to_change(request, pk)
    groups = CrafterGroup.objects.visible_to(request.user, run.starts_on).select_related("sentra")
    chosen = request.GET.get("kelompok")
    if chosen:
        return _members(request, run, get_object_or_404(groups, pk=_uuid(chosen)))
    accompanied = set(
        Assignment.objects.responsible_on(run.starts_on)
        .exclude(kind=AssignmentKind.TRAINEE)
        .values_list("group_id", flat=True)
    )
    lines = [(group, group.pk in accompanied) for group in groups]
    return render(request, "mentoring_sessions/participants.html", {"run": run, "lines": lines})


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _members(request: HttpRequest, run: TrainingRun, group: CrafterGroup) -> HttpResponse:
    there_already = run.participants.values("person")
    members = Person.objects.members_of(group, run.starts_on).exclude(pk__in=there_already)
    form = EntrantsForm(request.POST or None, group=group, members=members)
    if form.is_valid():
        try:
            places = add_participants(run=run, entrants=form.entrants(), added_by=request.user)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext(
                "%(count)d person takes part.", "%(count)d people take part.", len(places)
            )
            messages.success(request, said % {"count": len(places)})
            return redirect(run)
    context = {"run": run, "group": group, "form": form, "members": members}
    return render(request, "mentoring_sessions/members.html", context)


@login_required
def attendance(request: HttpRequest, pk: Any) -> HttpResponse:
    session = find_session(request, pk)
    places = _places(request, session)
    form = AttendanceSheet(request.POST or None, session=session, places=places)
    if form.is_valid():
        try:
            record_attendance(
                session=session,
                presences=form.presences(),
                minutes=form.cleaned_data["minutes"],
                recorded_by=request.user,
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The attendance is saved."))
            return redirect(session)
    context = {"session": session, "run": session.run, "form": form}
    return render(request, "mentoring_sessions/attendance.html", context)


def _places(request: HttpRequest, session: MentoringSession) -> list[RunParticipant]:
    if session.run is None:
        raise PermissionDenied
    places = recordable_participants(request.user, session).select_related("person", "group")
    if not places:
        raise PermissionDenied(
            _("Only instructors, and facilitators of the participants, fill this list.")
        )
    return list(places)


@login_required
@require_POST
def close(request: HttpRequest, pk: Any) -> HttpResponse:
    run = find_run_to_change(request, pk)
    try:
        close_run(run=run, closed_by=request.user)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The training is closed. Its attendance is final."))
    return redirect(run)
