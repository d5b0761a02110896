"""The calendar of planned sessions; moving one, calling off the rest of a row."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.errors import MentoringError
from mentoring.sessions.forms.calendar import CallOffRestForm, MoveForm
from mentoring.sessions.models import SeriesDay
from mentoring.sessions.permissions import can_settle
from mentoring.sessions.planner import month_around, week_around
from mentoring.sessions.services import call_off_rest, move_session
from mentoring.sessions.views.visits import find_session

# Years in which a calendar can be asked; beyond them an address is a mistake.
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """A month (`?bulan=2026-11`) or a week (`?minggu=2026-11-23`); this month without either."""
    today = timezone.localdate()
    is_week = "minggu" in request.GET
    asked = request.GET.get("minggu" if is_week else "bulan", "")
    day = _day_of(asked if is_week else f"{asked}-01")
    around = week_around if is_week else month_around
    context = {
        "period": around(request.user, day or today, today),
        "is_week": is_week,
        "is_wrong": bool(asked) and day is None,
        "today": today,
    }
    return render(request, "mentoring_sessions/calendar.html", context)


def _day_of(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and _FIRST_YEAR <= day.year <= _LAST_YEAR else None


@login_required
def move(request: HttpRequest, pk: Any) -> HttpResponse:
    session = find_session(request, pk)
    _require_settling(request, session)
    begins = session.starts_at.astimezone(session.zone).time() if session.starts_at else None
    initial = {"planned_on": session.happened_on, "starts_at": begins}
    form = MoveForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            move_session(session=session, moved_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The session is moved."))
            return redirect(session)
    return render(request, "mentoring_sessions/move.html", {"session": session, "form": form})


@login_required
def call_off(request: HttpRequest, pk: Any) -> HttpResponse:
    """This session of a row and every later one."""
    session = find_session(request, pk)
    _require_settling(request, session)
    day = SeriesDay.objects.select_related("series").filter(session=session).first()
    if day is None:
        raise PermissionDenied(_("This session does not belong to a row."))
    form = CallOffRestForm(request.POST or None)
    if form.is_valid():
        called_off = call_off_rest(
            series=day.series,
            from_on=session.happened_on,
            said_by=request.user,
            **form.cleaned_data,
        )
        count = len(called_off)
        said = ngettext("%(count)d visit is called off.", "%(count)d visits are called off.", count)
        messages.success(request, said % {"count": count})
        return redirect(session.owner)
    context = {"session": session, "series": day.series, "form": form}
    return render(request, "mentoring_sessions/call_off_rest.html", context)


def _require_settling(request: HttpRequest, session: Any) -> None:
    if not can_settle(request.user, session):
        raise PermissionDenied(_("Only whoever leads this session does this."))
