"""The consolidated training of a cycle: its runs, and who of its facilitators came."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentoring.errors import MentoringError
from mentoring.incubation.consolidation import consolidation_of
from mentoring.incubation.forms.consolidated_trainings import LinkTrainingForm
from mentoring.incubation.models import Cycle
from mentoring.incubation.permissions import can_link_training
from mentoring.incubation.services.consolidated_trainings import link_training, unlink_training
from mentoring.sessions.models import TrainingRun


@login_required
def training(request: HttpRequest, pk: int) -> HttpResponse:
    found, today = _find(request, pk), timezone.localdate()
    may_link = can_link_training(request.user, found, today)
    if request.method == "POST" and not may_link:
        raise PermissionDenied(_("Only coordinators and managers of this cycle do this."))
    form = None
    if may_link:
        form = LinkTrainingForm(
            request.POST if request.method == "POST" else None, runs=_runs(request.user, found)
        )
        if form.is_valid():
            try:
                link_training(cycle=found, linked_by=request.user, **form.cleaned_data)
            except MentoringError as refusal:
                form.add_error("run", str(refusal))
            else:
                messages.success(request, _("The training is linked."))
                return redirect("mentoring_incubation:consolidated_training", found.pk)
    context = {
        "cycle": found,
        "links": found.consolidated_trainings.select_related("run__place"),
        "visible_runs": set(_visible(request.user).values_list("pk", flat=True)),
        "training": consolidation_of(request.user, found, today),
        "form": form,
    }
    return render(request, "mentoring_incubation/consolidated_training.html", context)


@login_required
@require_POST
def unlink(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    found = _find(request, pk)
    row = get_object_or_404(found.consolidated_trainings.select_related("cycle__place"), pk=link)
    try:
        unlink_training(link=row, unlinked_by=request.user)
    except MentoringError as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    messages.success(request, _("The training is not linked any more."))
    return redirect("mentoring_incubation:consolidated_training", found.pk)


def _find(request: HttpRequest, pk: int) -> Cycle:
    return get_object_or_404(Cycle.objects.visible_to(request.user).select_related("place"), pk=pk)


def _visible(user: Any) -> Any:
    return TrainingRun.objects.agreed().visible_to(user)


def _runs(user: Any, cycle: Cycle) -> Any:
    """Runs since the cycle began that are not linked to it, the latest first."""
    since = _visible(user).filter(starts_on__gte=cycle.starts_on)
    return since.exclude(consolidates__cycle=cycle).order_by("-starts_on", "number", "pk")
