"""The one page result for the group itself: to look at together, and to print."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_GET, require_POST

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
    languages = _languages(found)
    language = request.GET.get("bahasa", "")
    if language not in languages:
        language = languages[0]
    with override(language):
        result = result_of(found)
    context = {
        "evaluation": found,
        "result": result,
        "language": language,
        "languages": [(code, language_name(code)) for code in languages if len(languages) > 1],
    }
    return render(request, "mentoring_incubation/group_result.html", context)


@login_required
@require_POST
def ask(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _find(request, pk)
    language = request.POST.get("language", "")
    languages = _languages(found)
    return redirect(
        ask_for_evaluation_paper(
            evaluation=found,
            language=language if language in languages else languages[0],
            kind=EvaluationPaperKind.RESULT,
            format=MadePaperFormat.PDF,
            asked_by=request.user,
        )
    )


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
