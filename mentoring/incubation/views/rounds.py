"""Recording a round, dimension by dimension, and reading one."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentoring.errors import MentoringError
from mentoring.incubation.asked_people import further_versions, people_to_ask
from mentoring.incubation.forms import AskForm, StartRoundForm
from mentoring.incubation.forms.questions import DimensionForm
from mentoring.incubation.kur_readiness import Readiness, kur_readiness
from mentoring.incubation.models import (
    CreditLimit,
    CycleEnrolment,
    Dimension,
    Response,
    Round,
    RoundKind,
    in_language,
)
from mentoring.incubation.permissions import can_note_finding, recordable_kinds
from mentoring.incubation.progress import counted_rounds
from mentoring.incubation.rendering import standing
from mentoring.incubation.round_notes import agreement, notes_on
from mentoring.incubation.services import answer_round, start_round, submit_round
from mentoring.incubation.services.cycles import local_today
from mentoring.incubation.views.enrolments import find_enrolment


def find_round(request: HttpRequest, pk: uuid.UUID) -> Round:
    """The round with what its pages show; 404 if this user may not see it."""
    rounds = Round.objects.visible_to(request.user).select_related(
        "enrolment__group__sentra",
        "enrolment__cycle__instrument_version",
        "version__instrument",
        "rater",
        "score",
        "person",
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
    caution = in_language(enrolment.cycle.instrument_version.caution)
    context = {"enrolment": enrolment, "kind": RoundKind(kind), "form": form, "caution": caution}
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
    form = DimensionForm(
        request.POST or None,
        request.FILES or None,
        items=here.items.all(),
        given=_responses(found),
        every_item=[item for one in dimensions for item in one.items.all()],
    )
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
        "caution": in_language(found.version.caution),
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
    context = {
        "round": found,
        "sections": _sections(found),
        "is_mine": _is_mine(request, found),
        "follows": CycleEnrolment.objects.visible_to(request.user)
        .filter(pk=found.enrolment_id)
        .exists(),
    }
    if found.is_open:
        return render(request, "mentoring_incubation/draft.html", context)
    rounds = counted_rounds(found.enrolment) if _is_of_group(found) else []
    context["standing"] = standing([one for one in rounds if _not_after(one, found)])
    context["is_scored"] = not found.version.rules().weighs_nothing
    context["notes"] = notes_on(found)
    context["agreement"] = agreement(found)
    context["kur"] = _kur(found)
    group = found.enrolment.group
    context["can_note"] = context["follows"] and can_note_finding(
        request.user, group, local_today(group)
    )
    return render(request, "mentoring_incubation/round.html", context)


def _is_of_group(found: Round) -> bool:
    """Whether it scores the group as a whole with the instrument of its cycle."""
    main = found.enrolment.cycle.instrument_version.instrument_id
    return found.person_id is None and found.version.instrument_id == main


def _kur(found: Round) -> Readiness | None:
    """What the answers say about a loan, by the limits of that day; None for other rounds."""
    if found.version.instrument.code != "kur-readiness":
        return None
    given = _responses(found)
    return kur_readiness(
        {code: one.number for code, one in given.items()},
        {code: one.choice for code, one in given.items()},
        CreditLimit.objects.holding_on(found.happened_on),
    )


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
    if response is not None:
        response.item = item
    anchor = "" if level is None else item.anchors[level]
    return {"item": item, "response": response, "anchor": anchor}


@login_required
@require_POST
def submit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = find_draft(request, pk)
    try:
        submit_round(round=found, submitted_by=request.user, seconds=_seconds_since(found))
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The scoring is submitted. Its result no longer changes."))
    return redirect(found)


def _seconds_since(found: Round) -> int:
    """How long the form was open: from beginning the round until now."""
    return max(0, int((timezone.now() - found.received_at).total_seconds()))


@login_required
def ask(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin a round with a further instrument of the cycle, of a member or of the group."""
    enrolment = find_enrolment(request, pk)
    today = local_today(enrolment.group)
    kinds = recordable_kinds(request.user, enrolment, today)
    if not kinds:
        raise PermissionDenied(_("This scoring is for somebody else to record."))
    form = AskForm(
        request.POST or None,
        initial={"day": today},
        kinds=kinds,
        versions=further_versions(enrolment),
        people=people_to_ask(enrolment),
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            begun = start_round(
                enrolment=enrolment,
                kind=said["kind"],
                rater=request.user,
                happened_on=said["day"],
                version=said["version"],
                person=said["person"],
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("mentoring_incubation:answer", begun.pk, _first_section(begun))
    return render(request, "mentoring_incubation/ask.html", {"enrolment": enrolment, "form": form})


def _first_section(begun: Round) -> str:
    return begun.version.dimensions.order_by("order")[0].code


@login_required
def photo(request: HttpRequest, pk: uuid.UUID, response: int) -> FileResponse:
    """A photo of a round itself; it has no other address, and no cache between may keep it."""
    found = find_round(request, pk)
    kept = get_object_or_404(found.responses.exclude(file=""), pk=response)
    answer = FileResponse(kept.file.open(), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
