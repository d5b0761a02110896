"""The board of groups in cycles, one group's page, proposing and moving on."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.errors import MentoringError
from mentoring.incubation.forms import BoardFilterForm, DayForm, ProposeForm
from mentoring.incubation.models import Cycle, CycleEnrolment, GateDecision, Round, RoundKind
from mentoring.incubation.permissions import (
    can_decide_gate,
    can_propose,
    can_propose_anything,
    recordable_kinds,
)
from mentoring.incubation.progress import counted_rounds
from mentoring.incubation.rendering import comparable, standing, table
from mentoring.incubation.scopes import COORDINATOR
from mentoring.incubation.services import move_on, propose_group_for_cycle
from mentoring.incubation.services.cycles import current_stage, local_today
from mentoring.registry.models import CrafterGroup
from mentoring.registry.scopes import in_mandated_places

PER_PAGE = 50


def find_enrolment(request: HttpRequest, pk: uuid.UUID) -> CycleEnrolment:
    """The enrolment with what pages show of it; 404 if this user may not see it."""
    return get_object_or_404(CycleEnrolment.objects.visible_to(request.user).with_standing(), pk=pk)


@login_required
def board(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    form = BoardFilterForm(request.GET)
    chosen: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    enrolments = CycleEnrolment.objects.visible_to(request.user, today)
    if chosen.get("work") == "rate":
        enrolments = enrolments.to_rate_by(request.user, today)
    elif chosen.get("work") == "decide":
        enrolments = enrolments.to_decide_by(request.user, today)
    if chosen.get("stage"):
        enrolments = enrolments.filter(state=chosen.get("stage"))
    found = enrolments.with_standing().order_by("ends_on", "group__name", "pk")
    number = chosen.get("page") or 1
    # One row more than shown tells whether there is a next page, without counting all.
    rows = list(found[(number - 1) * PER_PAGE : number * PER_PAGE + 1])
    context = {
        "form": form,
        "stage": chosen.get("stage") or "",
        "work": chosen.get("work") or "",
        "is_filtered": any(chosen.values()),
        "rows": [_board_row(one, today) for one in rows[:PER_PAGE]],
        "previous_page": number - 1,
        "next_page": number + 1 if len(rows) > PER_PAGE else None,
        "can_propose": can_propose_anything(request.user, today),
    }
    return render(request, "mentoring_incubation/board.html", context)


def _board_row(enrolment: CycleEnrolment, today: Any) -> dict[str, Any]:
    version = enrolment.cycle.instrument_version
    return {
        "enrolment": enrolment,
        "days": (today - enrolment.stage_since).days if enrolment.stage_since else None,
        "class_name": version.class_name(enrolment.latest_class or ""),
        "lacks": RoundKind(enrolment.lacks_round).label if enrolment.lacks_round else "",
    }


@login_required
def enrolment(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = find_enrolment(request, pk)
    today = local_today(found.group)
    rounds = counted_rounds(found)
    decisions = (
        GateDecision.objects.visible_to(request.user)
        .filter(enrolment=found)
        .select_related("decider")
        .prefetch_related("answers__criterion")
    )
    context = {
        "enrolment": found,
        "days": (today - found.stage_since).days if found.stage_since else None,
        "standing": standing(rounds),
        "table": table(rounds),
        "table_rounds": comparable(rounds),
        "rounds": rounds,
        "drafts": Round.objects.drafts_of(request.user).filter(enrolment=found),
        "decisions": decisions,
        "periods": found.stage_periods.select_related("moved_by"),
        **_what_next(request.user, found, today),
    }
    return render(request, "mentoring_incubation/enrolment.html", context)


def _what_next(user: Any, found: CycleEnrolment, today: Any) -> dict[str, Any]:
    """What this user may do now, and for whom the group waits otherwise."""
    kinds = recordable_kinds(user, found, today)
    return {
        "recordable": [(kind, RoundKind(kind).label, kind == found.lacks_round) for kind in kinds],
        "can_decide": bool(found.stage_gate)
        and found.is_open
        and can_decide_gate(user, found, today),
        "can_move_on": not found.stage_gate
        and found.is_open
        and can_propose(user, found.group, today),
        "lacks": RoundKind(found.lacks_round).label if found.lacks_round else "",
    }


@login_required
def propose(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    if not can_propose_anything(request.user, today):
        raise PermissionDenied(_("Only coordinators propose groups for a cycle."))
    form = ProposeForm(
        request.POST or None,
        groups=_groups_to_propose(request.user, today),
        cycles=Cycle.objects.visible_to(request.user, today).running_on(today),
        initial={"group": request.GET.get("group"), "starts_on": today},
    )
    if form.is_valid():
        try:
            made = propose_group_for_cycle(proposed_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The group is now a candidate of this cycle."))
            return redirect(made)
    return render(request, "mentoring_incubation/propose.html", {"form": form})


def _groups_to_propose(user: Any, today: Any) -> Any:
    """Groups in places this coordinator answers for that are in no open cycle."""
    return (
        CrafterGroup.objects.filter(in_mandated_places(user, today, "sentra__place", {COORDINATOR}))
        .exclude(enrolments__in=CycleEnrolment.objects.open())
        .order_by("name", "pk")
    )


@login_required
def next_stage(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = find_enrolment(request, pk)
    today = local_today(found.group)
    if not can_propose(request.user, found.group, today):
        raise PermissionDenied(_("Only a coordinator of this place moves a group on."))
    form = DayForm(request.POST or None, initial={"day": today})
    if form.is_valid():
        try:
            moved = move_on(
                enrolment=found, moved_by=request.user, moved_on=form.cleaned_data["day"]
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The group is now in the stage: %s.") % moved.get_state_display()
            )
            return redirect(moved)
    context = {"enrolment": found, "form": form, "stage": current_stage(found)}
    return render(request, "mentoring_incubation/next_stage.html", context)
