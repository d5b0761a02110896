"""Training runs: the list, one run, its plan, its closing."""

import uuid
from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from mentoring.errors import MentoringError
from mentoring.registry import phone_lists
from mentoring.sessions.assessed import teaches_run
from mentoring.sessions.closing import missing_for_closing
from mentoring.sessions.contributions import run_page_sections
from mentoring.sessions.figures import attended_shares, planned_minutes_of
from mentoring.sessions.forms.plans import PlanSessionsForm
from mentoring.sessions.models import PlaceSource, RunParticipant, RunState, TrainingRun
from mentoring.sessions.permissions import (
    can_change_run,
    can_decide_run,
    can_keep_run,
    can_open_run,
    can_take_papers_of_run,
)
from mentoring.sessions.services import close_run, plan_run_session

RUNS_PER_PAGE = 20


# By what a training is found: its programme, package, wave, and where it is held.
_SEARCHED = ("programme__title_id", "programme_code", "number", "wave", "venue", "place__name")
_HEADINGS = (
    gettext_lazy("Training"),
    gettext_lazy("Package"),
    gettext_lazy("Wave"),
    gettext_lazy("Held at"),
    gettext_lazy("From"),
    gettext_lazy("Until"),
    gettext_lazy("State"),
)


@login_required
def run_list(request: HttpRequest) -> HttpResponseBase:
    """Search and state in the address; `?format=csv` is the list as a file."""
    runs = TrainingRun.objects.visible_to(request.user)
    wanted = phone_lists.wanted(request, "keadaan", RunState.values)
    runs = phone_lists.found(runs, wanted, _SEARCHED)
    if wanted.chosen:
        runs = runs.filter(state=wanted.chosen)
    if phone_lists.asks_for_csv(request):
        return phone_lists.as_csv(
            runs, register=_("Training"), headings=_HEADINGS, line=_line, taken_by=request.user
        )
    page = phone_lists.page_of(request, runs, RUNS_PER_PAGE)
    context = {
        "page": page,
        "wanted": wanted,
        "choices": RunState.choices,
        "can_open": can_open_run(request.user),
    }
    return render(request, "mentoring_sessions/runs.html", context)


def _line(run: TrainingRun) -> list[Any]:
    return [
        run.title,
        run.number,
        run.wave,
        run.venue,
        run.starts_on,
        run.last_day,
        run.get_state_display(),
    ]


def find_run(request: HttpRequest, pk: Any) -> TrainingRun:
    return get_object_or_404(TrainingRun.objects.visible_to(request.user), pk=pk)


def find_run_to_keep(request: HttpRequest, pk: Any) -> TrainingRun:
    run = find_run(request, pk)
    if not can_keep_run(request.user, run):
        raise PermissionDenied(
            _("Only the coordinator and the training centre change this, until it is closed.")
        )
    return run


def taken_in(request: HttpRequest, run: TrainingRun, places: Collection[Any]) -> HttpResponse:
    """Back to the page of `run`, which says how many more take part."""
    said = ngettext("%(count)d person takes part.", "%(count)d people take part.", len(places))
    messages.success(request, said % {"count": len(places)})
    return redirect(run)


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
    seated = [place for place in places if not place.is_reserve and not place.has_left]
    can_keep = can_keep_run(request.user, run)
    context = {
        "run": run,
        "plan": planned_minutes_of([run.pk])[run.pk],
        "sessions": run.sessions.order_by("happened_on", "starts_at", "pk"),
        "participants": [(place, shares[place.person_id]) for place in seated],
        "reserves": [place for place in places if place.is_reserve and not place.has_left],
        "leavers": [place for place in places if place.has_left],
        "readiness": run.readiness.all(),
        "missing": missing_for_closing(run) if can_keep and not run.is_proposed else [],
        "can_keep": can_keep,
        "has_choices": any(place.source == PlaceSource.NEED for place in places),
        "can_take_papers": can_take_papers_of_run(request.user, run),
        "can_decide": can_decide_run(request.user, run),
        "can_fill": can_keep or teaches_run(request.user, run),
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
