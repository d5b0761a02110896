"""The one page result for the group itself: to look at together, and to print."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from mentoring.incubation.evaluations.group_result import result_of
from mentoring.incubation.evaluations.permissions import can_read_result
from mentoring.incubation.models import Evaluation, EvaluationPaperKind
from mentoring.incubation.services.evaluation_papers import ask_for_evaluation_paper
from mentoring.registry.models.made_papers import MadePaperFormat


@login_required
@require_GET
def result(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _find(request, pk)
    context = {"evaluation": found, "result": result_of(found)}
    return render(request, "mentoring_incubation/group_result.html", context)


@login_required
@require_POST
def ask(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    return redirect(
        ask_for_evaluation_paper(
            evaluation=_find(request, pk),
            kind=EvaluationPaperKind.RESULT,
            format=MadePaperFormat.PDF,
            asked_by=request.user,
        )
    )


def _find(request: HttpRequest, pk: uuid.UUID) -> Evaluation:
    found = get_object_or_404(Evaluation.objects.with_scope(), pk=pk)
    if not can_read_result(request.user, found):
        raise Http404
    return found
