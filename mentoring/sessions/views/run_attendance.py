"""Who was at a session of a training: one session, or all days on a sheet."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.errors import MentoringError
from mentoring.sessions.assessed import teaches_run
from mentoring.sessions.forms.attendance import AttendanceSheet
from mentoring.sessions.forms.run_sheet import RunSheet, days_on_a_page
from mentoring.sessions.models import MentoringSession, RunParticipant, TrainingRun
from mentoring.sessions.permissions import can_keep_run, recordable_participants
from mentoring.sessions.services import record_attendance, record_sheet
from mentoring.sessions.views.runs import find_run
from mentoring.sessions.views.visits import find_session


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
                notes=form.cleaned_data["notes"] if "notes" in request.POST else None,
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
def sheet(request: HttpRequest, pk: Any) -> HttpResponse:
    """People down, days across, as the paper lies beside the keyboard."""
    run = find_run(request, pk)
    if not _fills_sheets(request.user, run):
        raise PermissionDenied(_("Only instructors, coordinators and the training centre do this."))
    places = list(run.participants.select_related("person", "group"))
    sessions = run.sessions.order_by("happened_on", "starts_at", "pk").select_related("run")
    page = Paginator(sessions, days_on_a_page(len(places))).get_page(request.GET.get("halaman"))
    form = RunSheet(
        request.POST if request.method == "POST" else None,
        sessions=list(page),
        places=places,
        today=timezone.localdate(timezone=run.zone),
    )
    refusal = ""
    if form.is_valid():
        try:
            count = record_sheet(run=run, marks=form.marks, recorded_by=request.user)
        except MentoringError as refused:
            refusal = str(refused)
        else:
            said = ngettext(
                "The sheet is saved: %(count)d day changed.",
                "The sheet is saved: %(count)d days changed.",
                count,
            )
            messages.success(request, said % {"count": count})
            return redirect(f"{request.path}?halaman={page.number}")
    context = {"run": run, "page": page, "sheet": form, "refusal": refusal}
    return render(request, "mentoring_sessions/run_sheet.html", context)


def _fills_sheets(user: Any, run: TrainingRun) -> bool:
    is_open = not run.is_settled and not run.is_proposed
    return is_open and (can_keep_run(user, run) or teaches_run(user, run))
