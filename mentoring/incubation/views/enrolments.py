"""One group in its cycle: its page, proposing it and moving it on."""

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
from mentoring.incubation.asked_people import further_versions, rounds_beside
from mentoring.incubation.consolidation import untrained_of
from mentoring.incubation.evaluations.households import households_of
from mentoring.incubation.evaluations.permissions import can_evaluate
from mentoring.incubation.evaluations.report import HOUSEHOLD
from mentoring.incubation.forms import DayForm, ProposeForm
from mentoring.incubation.gap_answers import told
from mentoring.incubation.models import (
    AfterCheck,
    Cycle,
    CycleEnrolment,
    EnrolmentState,
    Evaluation,
    GateDecision,
    Round,
    RoundKind,
)
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


def find_enrolment(request: HttpRequest, pk: uuid.UUID) -> CycleEnrolment:
    """The enrolment with what pages show of it; 404 if this user may not see it."""
    return get_object_or_404(CycleEnrolment.objects.visible_to(request.user).with_standing(), pk=pk)


@login_required
def enrolment(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = find_enrolment(request, pk)
    today = local_today(found.group)
    rounds = counted_rounds(found)
    beside = rounds_beside(request.user, found)
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
        "beside": beside,
        "households": households_of(found, today) if _has_households(beside) else None,
        "drafts": Round.objects.drafts_of(request.user)
        .filter(enrolment=found)
        .select_related("person"),
        "decisions": [(one, told(one.gap_answers)) for one in decisions],
        "evaluations": list(
            Evaluation.objects.visible_to(request.user).filter(enrolment=found).defer("figures")
        ),
        "can_evaluate": can_evaluate(request.user, found, today),
        "today": today,
        **_training_of(found, today),
        "checks": _checks_of(found),
        "periods": found.stage_periods.select_related("moved_by"),
        **_what_next(request.user, found, today),
    }
    return render(request, "mentoring_incubation/enrolment.html", context)


def _has_households(beside: list[Round]) -> bool:
    """Whether this user may see that households were asked; for others nothing is computed."""
    return any(one.version.instrument.code == HOUSEHOLD for one in beside)


def _checks_of(found: CycleEnrolment) -> list[AfterCheck]:
    """Only graduates have checks: for others nothing is asked."""
    after = (EnrolmentState.MONITORING, EnrolmentState.CLOSED)
    return list(found.after_checks.all()) if found.state in after else []


# From here on the improved lessons are taught to groups and their facilitators.
_TRAINED_IN = (
    EnrolmentState.REVISION,
    EnrolmentState.CONSOLIDATION,
    EnrolmentState.ENDLINE,
    EnrolmentState.MONITORING,
    EnrolmentState.CLOSED,
)


def _training_of(found: CycleEnrolment, today: Any) -> dict[str, Any]:
    """The way to the consolidated training, and in its stage which facilitators it misses."""
    if found.state not in _TRAINED_IN:
        return {}
    is_now = found.state == EnrolmentState.CONSOLIDATION
    return {"has_training": True, "untrained": untrained_of(found, today) if is_now else []}


def _what_next(user: Any, found: CycleEnrolment, today: Any) -> dict[str, Any]:
    """What this user may do now, and for whom the group waits otherwise."""
    kinds = recordable_kinds(user, found, today)
    return {
        "asks_more": bool(kinds) and further_versions(found).exists(),
        "recordable": [(kind, RoundKind(kind).label, kind == found.lacks_round) for kind in kinds],
        "can_decide": bool(found.stage_gate)
        and found.is_open
        and can_decide_gate(user, found, today),
        "can_reopen": found.state == EnrolmentState.CLOSED
        and found.group.is_dormant
        and can_propose(user, found.group, today),
        "can_move_on": not found.stage_gate
        and found.is_open
        and can_propose(user, found.group, today),
        "asks_gate": found.is_open and found.state != EnrolmentState.MONITORING,
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
