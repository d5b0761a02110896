"""Deciding a gate."""

import uuid
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mentoring.errors import MentoringError
from mentoring.incubation.forms import GateForm
from mentoring.incubation.memo_figures import memo_figures
from mentoring.incubation.models import Gate
from mentoring.incubation.permissions import can_decide_gate
from mentoring.incubation.progress import counted_rounds
from mentoring.incubation.rendering import standing
from mentoring.incubation.services import decide_gate, gate_criteria, refuse_decider
from mentoring.incubation.services.cycles import local_today
from mentoring.incubation.services.gates import gaps_at_gate
from mentoring.incubation.views.enrolments import find_enrolment


@login_required
def decide(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    enrolment = find_enrolment(request, pk)
    today = local_today(enrolment.group)
    if not can_decide_gate(request.user, enrolment, today):
        raise PermissionDenied(_("Only a programme manager of this place decides gates."))
    if not enrolment.is_open or not enrolment.stage_gate:
        return redirect(enrolment)
    day = _decided_on(request, today)
    context = {
        "enrolment": enrolment,
        "gate": Gate(enrolment.stage_gate),
        "standing": standing(counted_rounds(enrolment)),
        "equity": memo_figures(enrolment, day),
    }
    try:
        refuse_decider(enrolment=enrolment, decider=request.user, on=today)
    except MentoringError as refusal:
        return render(request, "mentoring_incubation/gate.html", {**context, "refusal": refusal})
    criteria = gate_criteria(enrolment=enrolment, gate=enrolment.stage_gate, on=day)
    form = GateForm(
        request.POST or None,
        criteria=criteria,
        gaps=gaps_at_gate(enrolment, day),
        initial={"decided_on": today},
    )
    if form.is_valid():
        try:
            decision = decide_gate(
                enrolment=enrolment,
                outcome=form.cleaned_data["outcome"],
                memo=form.cleaned_data["memo"],
                decided_on=form.cleaned_data["decided_on"],
                decider=request.user,
                answers=form.answers(),
                extended_until=form.cleaned_data["extended_until"],
                exit_reason=form.cleaned_data["exit_reason"],
                gap_answers=form.gap_answers(),
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The decision is recorded: %s.") % decision.get_outcome_display()
            )
            return redirect(enrolment)
    return render(request, "mentoring_incubation/gate.html", {**context, "form": form})


def _decided_on(request: HttpRequest, today: date) -> date:
    """The day for which the form asks: the one typed, so that a decision dated back is asked
    about the criteria and gaps of its own day, and not of another one."""
    try:
        typed = GateForm.base_fields["decided_on"].clean(request.POST.get("decided_on"))
    except ValidationError:
        return today
    return min(typed, today)
