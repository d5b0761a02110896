"""Deciding a gate."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mentoring.errors import MentoringError
from mentoring.incubation.forms import GateForm
from mentoring.incubation.models import Gate
from mentoring.incubation.permissions import can_decide_gate
from mentoring.incubation.progress import counted_rounds
from mentoring.incubation.rendering import standing
from mentoring.incubation.services import decide_gate, gate_criteria, refuse_decider
from mentoring.incubation.services.cycles import local_today
from mentoring.incubation.views.enrolments import find_enrolment


@login_required
def decide(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    enrolment = find_enrolment(request, pk)
    today = local_today(enrolment.group)
    if not can_decide_gate(request.user, enrolment, today):
        raise PermissionDenied(_("Only a programme manager of this place decides gates."))
    if not enrolment.is_open or not enrolment.stage_gate:
        return redirect(enrolment)
    context = {
        "enrolment": enrolment,
        "gate": Gate(enrolment.stage_gate),
        "standing": standing(counted_rounds(enrolment)),
    }
    try:
        refuse_decider(enrolment=enrolment, decider=request.user, on=today)
    except MentoringError as refusal:
        return render(request, "mentoring_incubation/gate.html", {**context, "refusal": refusal})
    criteria = gate_criteria(enrolment=enrolment, gate=enrolment.stage_gate)
    form = GateForm(request.POST or None, criteria=criteria, initial={"decided_on": today})
    if form.is_valid():
        try:
            decision = decide_gate(
                enrolment=enrolment,
                outcome=form.cleaned_data["outcome"],
                memo=form.cleaned_data["memo"],
                decided_on=form.cleaned_data["decided_on"],
                decider=request.user,
                answers=form.answers(),
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The decision is recorded: %s.") % decision.get_outcome_display()
            )
            return redirect(enrolment)
    return render(request, "mentoring_incubation/gate.html", {**context, "form": form})
