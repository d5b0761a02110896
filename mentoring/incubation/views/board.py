"""The board of all groups by stage, as a page and as a file; and what one gate asks, fresh."""

import uuid
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentoring.incubation.board import (
    BoardLine,
    age_of,
    cells_of,
    headings,
    in_board_order,
    lines_of,
    narrowed,
    stage_counts,
    with_lines,
)
from mentoring.incubation.forms import BoardFilterForm
from mentoring.incubation.models import CycleEnrolment, EnrolmentState, Gate
from mentoring.incubation.models.cycles import CycleEnrolmentQuerySet
from mentoring.incubation.permissions import can_propose_anything
from mentoring.incubation.services import gate_criteria
from mentoring.incubation.services.cycles import local_today
from mentoring.incubation.services.gate_standings import look_at_gate
from mentoring.incubation.stage_plan import gate_ahead
from mentoring.incubation.views.enrolments import find_enrolment
from mentoring.incubation.who_acts import MAKES_UP
from mentoring.registry.phone_lists import as_csv, asks_for_csv

PER_PAGE = 50


@login_required
def board(request: HttpRequest) -> HttpResponseBase:
    today = timezone.localdate()
    form = BoardFilterForm(request.GET)
    form.is_valid()
    # What cannot be read narrows nothing; its sentence stands beside the field.
    chosen: dict[str, Any] = form.cleaned_data
    mine = CycleEnrolment.objects.visible_to(request.user, today)
    enrolments = narrowed(mine, chosen, request.user, today)
    counts = stage_counts(enrolments, today)
    if stage := chosen.get("stage"):
        enrolments = enrolments.filter(state=stage)
    if asks_for_csv(request):
        return _file(enrolments, request.user, today)
    number = chosen.get("page") or 1
    # One key more than shown tells whether there is a next page, without counting all.
    first = (number - 1) * PER_PAGE
    keys = list(
        in_board_order(enrolments).values_list("pk", flat=True)[first : first + PER_PAGE + 1]
    )
    lines = lines_of(keys[:PER_PAGE], today)
    context = {
        "form": form,
        "stage": stage or "",
        "work": chosen.get("work") or "",
        "is_filtered": any(chosen.values()),
        "rows": lines,
        "stages": _by_stage(lines),
        "counts": counts,
        "more": _more(request),
        "more_without_stage": _more(request, "stage"),
        "age": age_of(lines, timezone.now()),
        "previous_page": number - 1,
        "next_page": number + 1 if len(keys) > PER_PAGE else None,
        "can_propose": can_propose_anything(request.user, today),
    }
    return render(request, "mentoring_incubation/board.html", context)


@login_required
def criteria(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What the gate ahead of one group asks and how each criterion stands now."""
    enrolment = find_enrolment(request, pk)
    stages = list(enrolment.cycle.stages.order_by("order"))
    gate = gate_ahead(stages, enrolment.state) if enrolment.is_open else ""
    if not gate:
        return redirect(enrolment)
    views = gate_criteria(enrolment=enrolment, gate=gate, on=local_today(enrolment.group))
    context = {
        "enrolment": enrolment,
        "gate": Gate(gate),
        "rows": [(view, MAKES_UP.get(view.criterion.measure)) for view in views],
        "lacking": sum(view.is_measured and view.stands_in_the_way for view in views),
    }
    return render(request, "mentoring_incubation/criteria.html", context)


@login_required
@require_POST
def look_again(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put how one group stands now on the board, without waiting for the night."""
    enrolment = find_enrolment(request, pk)
    if look_at_gate(enrolment_id=enrolment.pk):
        messages.success(request, _("The board now says how this group stands."))
    return redirect("mentoring_incubation:criteria", pk=enrolment.pk)


def _file(enrolments: CycleEnrolmentQuerySet, user: Any, today: date) -> HttpResponseBase:
    return as_csv(
        with_lines(enrolments),
        register=str(_("Two-year cycle")),
        headings=headings(),
        line=lambda one: cells_of(one, today),
        taken_by=user,
    )


def _by_stage(lines: list[BoardLine]) -> list[tuple[EnrolmentState, list[BoardLine]]]:
    """The lines under the stage they stand in, in the order they came."""
    return [
        (EnrolmentState(state), list(some))
        for state, some in groupby(lines, key=lambda line: line.enrolment.state)
    ]


def _more(request: HttpRequest, *left_out: str) -> str:
    """The rest of the address's query, for the links to other pages, with its ampersand."""
    kept = request.GET.copy()
    for name in ("page", "format", *left_out):
        kept.pop(name, None)
    return f"&{kept.urlencode()}" if kept else ""
