"""Before and after a training: the decision, readiness and materials, the minutes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mentoring.errors import MentoringError
from mentoring.sessions.forms.run_keeping import (
    DecideRunForm,
    MaterialsFormSet,
    MinutesForm,
    ReadinessForm,
)
from mentoring.sessions.permissions import can_decide_run
from mentoring.sessions.services import answer_readiness, decide_proposal, write_minutes
from mentoring.sessions.views.runs import find_run, find_run_to_keep


@login_required
def decide(request: HttpRequest, pk: Any) -> HttpResponse:
    run = find_run(request, pk)
    if not can_decide_run(request.user, run):
        raise PermissionDenied(
            _("The head of the training centre decides on a proposal, never who proposed it.")
        )
    form = DecideRunForm(request.POST or None)
    if form.is_valid():
        try:
            run = decide_proposal(run=run, decided_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("The training is declined.") if run.is_declined else _("We hold it.")
            messages.success(request, said)
            return redirect(run)
    return render(request, "mentoring_sessions/decide_run.html", {"run": run, "form": form})


@login_required
def readiness(request: HttpRequest, pk: Any) -> HttpResponse:
    run = find_run_to_keep(request, pk)
    form = ReadinessForm(request.POST or None, run=run)
    materials = MaterialsFormSet(request.POST or None, run=run, prefix="bahan")
    if request.method == "POST" and form.is_valid() and materials.is_valid():
        for each in materials.save(commit=False):
            each.run = run
            each.save()
        for gone in materials.deleted_objects:
            gone.delete()
        answer_readiness(run=run, answers=form.answers(), answered_by=request.user)
        messages.success(request, _("Readiness and materials are saved."))
        return redirect(run)
    context = {"run": run, "form": form, "materials": materials}
    return render(request, "mentoring_sessions/run_readiness.html", context)


@login_required
def minutes(request: HttpRequest, pk: Any) -> HttpResponse:
    run = find_run_to_keep(request, pk)
    form = MinutesForm(request.POST or None, initial={"minutes_text": run.minutes_text})
    if request.method == "POST" and form.is_valid():
        write_minutes(run=run, text=form.cleaned_data["minutes_text"], written_by=request.user)
        messages.success(request, _("The minutes are saved."))
        return redirect(run)
    return render(request, "mentoring_sessions/run_minutes.html", {"run": run, "form": form})
