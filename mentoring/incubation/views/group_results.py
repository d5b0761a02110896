"""The one page result for the group itself: to look at together, and to print."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_GET, require_POST

from mentoring.errors import MentoringError
from mentoring.incubation.evaluations.group_result import result_of
from mentoring.incubation.evaluations.local_sentences import (
    FALLBACK,
    language_name,
    language_of,
)
from mentoring.incubation.evaluations.permissions import can_read_result
from mentoring.incubation.models import Evaluation, EvaluationPaperKind
from mentoring.incubation.services.cycles import local_today
from mentoring.incubation.services.evaluation_papers import ask_for_evaluation_paper
from mentoring.registry.models.made_papers import MadePaperFormat


@login_required
@require_GET
def result(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _find(request, pk)
    return _page(request, found, _chosen(request.GET.get("bahasa", ""), found))


def _page(request: HttpRequest, found: Evaluation, language: str, **more: Any) -> HttpResponse:
    languages = _languages(found)
    with override(language):
        result = result_of(found)
    context = {
        "evaluation": found,
        "result": result,
        "language": language,
        "languages": [(code, language_name(code)) for code in languages if len(languages) > 1],
        **more,
    }
    return render(request, "mentoring_incubation/group_result.html", context)


@login_required
@require_POST
def ask(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _find(request, pk)
    language = _chosen(request.POST.get("language", ""), found)
    try:
        paper = ask_for_evaluation_paper(
            evaluation=found,
            language=language,
            kind=EvaluationPaperKind.RESULT,
            format=MadePaperFormat.PDF,
            asked_by=request.user,
        )
    except MentoringError as refusal:
        return _page(request, found, language, refusal=refusal)
    return redirect(paper)


def _chosen(code: str, evaluation: Evaluation) -> str:
    """`code`, if the result can be read in it, or the first that it can."""
    languages = _languages(evaluation)
    return code if code in languages else languages[0]


def _languages(evaluation: Evaluation) -> list[str]:
    """The language of the group first, then the reader's own and Indonesian."""
    group = evaluation.enrolment.group
    spoken = language_of(group, local_today(group))
    own = get_language() or FALLBACK
    return list(dict.fromkeys([spoken, own, FALLBACK] if spoken else [own]))


def _find(request: HttpRequest, pk: uuid.UUID) -> Evaluation:
    found = get_object_or_404(Evaluation.objects.with_scope(), pk=pk)
    if not can_read_result(request.user, found):
        raise Http404
    return found
