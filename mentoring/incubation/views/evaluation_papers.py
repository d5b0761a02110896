"""Asking for the report of an evaluation as a file, waiting for it, fetching it."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mentoring.errors import MentoringError
from mentoring.incubation.evaluations.permissions import can_take_paper
from mentoring.incubation.forms.evaluations import PaperForm
from mentoring.incubation.models import EvaluationPaper, EvaluationPaperKind
from mentoring.incubation.services.evaluation_papers import ask_for_evaluation_paper
from mentoring.incubation.views.evaluations import evaluation_page, find_evaluation
from mentoring.registry.views.made_papers import handed_out


@login_required
@require_POST
def ask(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found, form = find_evaluation(request, pk), PaperForm(request.POST)
    if form.is_valid():
        try:
            paper = ask_for_evaluation_paper(
                evaluation=found,
                kind=EvaluationPaperKind.REPORT,
                format=form.cleaned_data["format"],
                asked_by=request.user,
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(paper)
    return evaluation_page(request, found, wrong=form)


@login_required
@never_cache
@require_GET
def paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far it is; a plain link asks again."""
    found = _find(request, pk)
    context = {"paper": found, "is_open": found.is_open_at(timezone.now())}
    return render(request, "mentoring_incubation/evaluation_paper.html", context)


@login_required
@never_cache
@require_GET
def fetch(request: HttpRequest, pk: uuid.UUID) -> FileResponse:
    found = _find(request, pk)
    return handed_out(found, mark=found.digest[:8])


def _find(request: HttpRequest, pk: uuid.UUID) -> EvaluationPaper:
    """The paper, for who asked for it and still sees what it is about; else 404."""
    papers = EvaluationPaper.objects.visible_to(request.user)
    found = get_object_or_404(
        papers.select_related("evaluation__enrolment__group", "evaluation__cycle"), pk=pk
    )
    if not can_take_paper(request.user, found.evaluation, found.kind):
        raise Http404
    return found
