"""Who takes part in a training: adding, leaving, numbers and marks."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.assignments.models import Assignment, AssignmentKind, Facilitator
from mentoring.errors import MentoringError
from mentoring.registry.models import CrafterGroup, Person
from mentoring.registry.permissions import can_import
from mentoring.sessions.forms.run_keeping import FacilitatorTraineesForm, LeaveForm, MarksSheet
from mentoring.sessions.forms.runs import EntrantsForm
from mentoring.sessions.models import TrainingRun
from mentoring.sessions.services import (
    Entrant,
    add_participants,
    leave_run,
    note_participants,
    person_of_facilitator,
)
from mentoring.sessions.views.runs import find_run_to_change, find_run_to_keep, taken_in


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
    context = {"run": run, "lines": lines, "can_import": can_import(request.user)}
    return render(request, "mentoring_sessions/participants.html", context)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _members(request: HttpRequest, run: TrainingRun, group: CrafterGroup) -> HttpResponse:
    there_already = run.participants.still_there().values("person")
    members = Person.objects.members_of(group, run.starts_on).exclude(pk__in=there_already)
    form = EntrantsForm(request.POST or None, group=group, members=members)
    if form.is_valid():
        try:
            places = add_participants(run=run, entrants=form.entrants(), added_by=request.user)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            return taken_in(request, run, places)
    context = {"run": run, "group": group, "form": form, "members": members}
    return render(request, "mentoring_sessions/members.html", context)


@login_required
def leave(request: HttpRequest, pk: Any, place: Any) -> HttpResponse:
    run = find_run_to_keep(request, pk)
    somebody = get_object_or_404(
        run.participants.still_there().select_related("person", "group", "run"), pk=place
    )
    today = timezone.localdate(timezone=run.zone)
    form = LeaveForm(request.POST or None, initial={"left_on": max(today, run.starts_on)})
    if form.is_valid():
        try:
            moved = leave_run(place=somebody, left_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said_of_leaving(somebody, moved))
            return redirect(run)
    context = {"run": run, "place": somebody, "form": form}
    return render(request, "mentoring_sessions/leave_run.html", context)


def _said_of_leaving(place: Any, moved: list[Any]) -> str:
    said = _("%(name)s is not expected any more.") % {"name": place.person.full_name}
    for each in moved:
        said += " " + _("%(name)s moves up from the reserves.") % {"name": each.person.full_name}
    return said


@login_required
def marks(request: HttpRequest, pk: Any) -> HttpResponse:
    """Numbers, test before and test after of everybody on one page."""
    run = find_run_to_keep(request, pk)
    places = list(run.participants.still_there().select_related("person", "group"))
    sheet = MarksSheet(request.POST if request.method == "POST" else None, places=places)
    if request.method == "POST" and sheet.is_valid():
        try:
            note_participants(run=run, facts=sheet.facts(), noted_by=request.user)
        except MentoringError as refusal:
            sheet.refusal = str(refusal)
        else:
            messages.success(request, _("Numbers and marks are saved."))
            return redirect(run)
    return render(request, "mentoring_sessions/run_marks.html", {"run": run, "sheet": sheet})


@login_required
def facilitator_trainees(request: HttpRequest, pk: Any) -> HttpResponse:
    """Facilitators the user sees who are not in the class yet."""
    run = find_run_to_change(request, pk)
    there = run.participants.still_there().values("person__user")
    offered = Facilitator.objects.visible_to(request.user).at_work().with_names()
    form = FacilitatorTraineesForm(
        request.POST or None, facilitators=offered.exclude(user__in=there)
    )
    if form.is_valid():
        try:
            places = _add_facilitators(request, run, form.cleaned_data["facilitators"])
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            return taken_in(request, run, places)
    context = {"run": run, "form": form}
    return render(request, "mentoring_sessions/facilitator_trainees.html", context)


@transaction.atomic
def _add_facilitators(request: HttpRequest, run: TrainingRun, chosen: Any) -> list[Any]:
    people = [
        person_of_facilitator(facilitator=each, registered_by=request.user) for each in chosen
    ]
    entrants = [Entrant(person, None) for person in people]
    return add_participants(run=run, entrants=entrants, added_by=request.user)
