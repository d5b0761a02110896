"""How often groups are visited now and as their stages say; letting the plan begin."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.errors import MentoringError
from mentoring.incubation.models import CycleEnrolment, CycleStage
from mentoring.incubation.permissions import can_propose_anything
from mentoring.incubation.scopes import COORDINATOR
from mentoring.incubation.sent_keys import sent_keys
from mentoring.incubation.services.tapers import begin_taper
from mentoring.incubation.visit_steps import visit_steps
from mentoring.registry.scopes import in_mandated_places

PER_PAGE = 100


@login_required
def visit_plans(request: HttpRequest) -> HttpResponse:
    """Every group of my places, what stands and what its stage says; chosen ones begin."""
    today = timezone.localdate()
    if not can_propose_anything(request.user, today):
        raise PermissionDenied(_("Only coordinators plan the visits of groups."))
    mine = in_mandated_places(request.user, today, "group__sentra__place", (COORDINATOR,))
    rows = CycleEnrolment.objects.open().filter(mine).select_related("group__sentra", "cycle")
    if request.method == "POST":
        return _begin(request, rows)
    number = _page(request)
    shown = list(
        rows.order_by("group__name", "pk")[(number - 1) * PER_PAGE : number * PER_PAGE + 1]
    )
    enrolments = shown[:PER_PAGE]
    context = {
        "steps": visit_steps(enrolments, today),
        "cycles": _by_cycle(enrolments),
        "previous_page": number - 1,
        "next_page": number + 1 if len(shown) > PER_PAGE else None,
    }
    return render(request, "mentoring_incubation/visit_plans.html", context)


def _begin(request: HttpRequest, rows: Any) -> HttpResponse:
    chosen = list(rows.filter(pk__in=sent_keys(request.POST.getlist("enrolments"))))
    if not chosen:
        messages.error(request, _("Choose at least one group."))
        return redirect("mentoring_incubation:visit_plans")
    try:
        begun = begin_taper(enrolments=chosen, begun_by=request.user)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    else:
        told = ngettext(
            "Visits of %(count)d group follow its stages from now on.",
            "Visits of %(count)d groups follow their stages from now on.",
            begun,
        )
        messages.success(request, told % {"count": begun})
    return redirect("mentoring_incubation:visit_plans")


def _page(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    return int(number) if number.isdecimal() and 0 < int(number) < 10_000 else 1


def _by_cycle(enrolments: Iterable[CycleEnrolment]) -> list[tuple[Any, list[CycleStage]]]:
    """Each cycle of these groups with the stages that plan visits."""
    cycles = {one.cycle_id: one.cycle for one in enrolments}
    stages = CycleStage.objects.filter(cycle__in=cycles, interval_days__isnull=False)
    ordered = list(stages.order_by("order"))
    return [
        (cycle, [one for one in ordered if one.cycle_id == key]) for key, cycle in cycles.items()
    ]
