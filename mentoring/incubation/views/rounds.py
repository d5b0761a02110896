"""Recording a round, dimension by dimension, and reading one."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentoring.errors import MentoringError
from mentoring.incubation.forms import DimensionForm, StartRoundForm
from mentoring.incubation.models import Dimension, Response, Round, RoundKind, in_language
from mentoring.incubation.permissions import recordable_kinds
from mentoring.incubation.progress import counted_rounds
from mentoring.incubation.rendering import standing
from mentoring.incubation.services import answer_round, start_round, submit_round
from mentoring.incubation.services.cycles import local_today
from mentoring.incubation.views.enrolments import find_enrolment


def find_round(request: HttpRequest, pk: uuid.UUID) -> Round:
    """The round with what its pages show; 404 if this user may not see it."""
    rounds = Round.objects.visible_to(request.user).select_related(
        "enrolment__group__sentra", "enrolment__cycle", "version__instrument", "rater", "score"
    )
    return get_object_or_404(rounds, pk=pk)


def find_draft(request: HttpRequest, pk: uuid.UUID) -> Round:
    """The open round this user fills in; 403 if it is somebody else's."""
    found = find_round(request, pk)
    if found.rater_id != request.user.pk:
        raise PermissionDenied(_("Only the person who began this scoring fills it in."))
    return found


@login_required
def start(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    if kind not in RoundKind.values:
        raise Http404
    enrolment = find_enrolment(request, pk)
    today = local_today(enrolment.group)
    if kind not in recordable_kinds(request.user, enrolment, today):
        raise PermissionDenied(_("This scoring is for somebody else to record."))
    form = StartRoundForm(request.POST or None, initial={"day": today})
    if form.is_valid():
        try:
            begun = start_round(
                enrolment=enrolment,
                kind=kind,
                rater=request.user,
                happened_on=form.cleaned_data["day"],
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            first = begun.version.dimensions.order_by("order")[0]
            return redirect("mentoring_incubation:answer", begun.pk, first.code)
    context = {"enrolment": enrolment, "kind": RoundKind(kind), "form": form}
    return render(request, "mentoring_incubation/start_round.html", context)


@login_required
def answer(request: HttpRequest, pk: uuid.UUID, dimension: str) -> HttpResponse:
    found = find_draft(request, pk)
    if not found.is_open:
        return redirect(found)
    dimensions = found.version.with_items()
    here = next((one for one in dimensions if one.code == dimension), None)
    if here is None:
        raise Http404
    form = DimensionForm(request.POST or None, items=here.items.all(), given=_responses(found))
    if form.is_valid():
        try:
            answer_round(round=found, answers=form.answers(), answered_by=request.user)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _after(found, dimensions, here)
    context = {
        "round": found,
        "form": form,
        "questions": list(form.questions()),
        "dimension": here,
        "meaning": in_language(here.meaning),
        "number": dimensions.index(here) + 1,
        "count": len(dimensions),
        "previous": dimensions[dimensions.index(here) - 1] if here != dimensions[0] else None,
    }
    return render(request, "mentoring_incubation/answer.html", context)


def _responses(found: Round) -> dict[str, Response]:
    return {one.item.code: one for one in found.responses.select_related("item")}


def _after(found: Round, dimensions: list[Dimension], here: Dimension) -> HttpResponse:
    """To the next dimension, after the last one to the summary."""
    following = dimensions.index(here) + 1
    if following == len(dimensions):
        return redirect(found)
    return redirect("mentoring_incubation:answer", found.pk, dimensions[following].code)


@login_required
def round_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A draft shows what is still open and can be submitted; a finished round its result."""
    found = find_round(request, pk)
    context = {"round": found, "sections": _sections(found), "is_mine": _is_mine(request, found)}
    if found.is_open:
        return render(request, "mentoring_incubation/draft.html", context)
    rounds = [one for one in counted_rounds(found.enrolment) if _not_after(one, found)]
    context["standing"] = standing(rounds)
    return render(request, "mentoring_incubation/round.html", context)


def _is_mine(request: HttpRequest, found: Round) -> bool:
    return bool(found.rater_id == request.user.pk)


def _not_after(one: Round, found: Round) -> bool:
    moment = (one.happened_on, one.submitted_at)
    return moment <= (found.happened_on, found.submitted_at)


def _sections(found: Round) -> list[dict[str, Any]]:
    """Dimensions in order with their items, the answer to each, and how many are answered."""
    given = _responses(found)
    sections = []
    for dimension in found.version.with_items():
        lines = [_line(item, given.get(item.code)) for item in dimension.items.all()]
        sections.append(
            {
                "dimension": dimension,
                "lines": lines,
                "answered": sum(line["response"] is not None for line in lines),
            }
        )
    return sections


def _line(item: Any, response: Response | None) -> dict[str, Any]:
    level = None if response is None else response.level
    anchor = "" if level is None else item.anchors[level]
    return {"item": item, "response": response, "anchor": anchor}


@login_required
@require_POST
def submit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = find_draft(request, pk)
    try:
        submit_round(round=found, submitted_by=request.user)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The scoring is submitted. Its result no longer changes."))
    return redirect(found)
