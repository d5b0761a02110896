"""Asking for attendance sheets and minutes, waiting for them, fetching them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mentoring.errors import MentoringError
from mentoring.registry.models import CrafterGroup
from mentoring.registry.views.made_papers import handed_out
from mentoring.sessions.forms.papers import MonthPaperForm, PaperForm, RunPaperForm
from mentoring.sessions.models import AttendancePaper, MentoringSession
from mentoring.sessions.permissions import (
    can_take_papers_of_run,
    can_take_papers_of_session,
    groups_worked_with,
)
from mentoring.sessions.services.papers import ask_for_paper
from mentoring.sessions.views.runs import find_run


def _refuse_others() -> None:
    raise PermissionDenied(_("Only those who work with these people take out lists of them."))


@login_required
def of_run(request: HttpRequest, pk: Any) -> HttpResponse:
    run = find_run(request, pk)
    if not can_take_papers_of_run(request.user, run):
        _refuse_others()
    groups = CrafterGroup.objects.filter(run_places__run=run).distinct().order_by("name")
    form = RunPaperForm(request.POST or None, groups=groups)
    return _answer(request, form, str(run), run.get_absolute_url(), run=run)


@login_required
def of_group(request: HttpRequest, pk: Any) -> HttpResponse:
    today = timezone.localdate()
    group = get_object_or_404(groups_worked_with(request.user, today), pk=pk)
    form = MonthPaperForm(request.POST or None, initial={"month": f"{today:%Y-%m}"})
    return _answer(request, form, group.name, group.get_absolute_url(), group=group)


@login_required
def of_session(request: HttpRequest, pk: Any) -> HttpResponse:
    visible = MentoringSession.objects.visible_to(request.user).with_context()
    session = get_object_or_404(visible, pk=pk)
    if not can_take_papers_of_session(request.user, session):
        _refuse_others()
    form = PaperForm(request.POST or None)
    return _answer(request, form, str(session), session.get_absolute_url(), session=session)


def _answer(
    request: HttpRequest, form: PaperForm, about: str, back: str, **of: Any
) -> HttpResponse:
    if form.is_valid():
        try:
            paper = ask_for_paper(asked_by=request.user, **of, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(paper)
    context = {"form": form, "about": about, "back": back}
    return render(request, "mentoring_sessions/ask_for_paper.html", context)


@login_required
@never_cache
@require_GET
def paper(request: HttpRequest, pk: Any) -> HttpResponse:
    """How far it is; a plain link asks again."""
    found = get_object_or_404(AttendancePaper.objects.visible_to(request.user), pk=pk)
    owner = found.run or found.group or (found.session and found.session.owner)
    context = {"paper": found, "owner": owner, "is_open": found.is_open_at(timezone.now())}
    return render(request, "mentoring_sessions/paper_state.html", context)


@login_required
@never_cache
@require_GET
def fetch(request: HttpRequest, pk: Any) -> FileResponse:
    papers = AttendancePaper.objects.visible_to(request.user)
    return handed_out(get_object_or_404(papers, pk=pk))
