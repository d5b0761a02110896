"""The coordinator's home: groups by how much they need somebody, reach, map. From kept rows."""

from typing import Any

from celery import current_app
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentoring.assignments import conf
from mentoring.assignments.areas import (
    age_of_attention,
    by_attention,
    lines_of,
    map_of,
    sums_of,
    waivers_running,
)
from mentoring.assignments.attention import attention_kinds
from mentoring.assignments.models import Facilitator, groups_without_lead
from mentoring.assignments.permissions import can_watch_over_groups
from mentoring.registry.evenness import uneven_centres
from mentoring.registry.models import CrafterGroup, EquityMonth, ReachAggregate, Sentra
from mentoring.registry.permissions import rows_in_charge
from mentoring.registry.reach import reach_of

PER_PAGE = 20
WAIVERS_SHOWN = 10


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Only the number of groups without a facilitator is counted now: it must show at once."""
    _require_watching(request)
    today = timezone.localdate()
    groups = rows_in_charge(CrafterGroup, request.user).standing()
    sentra = rows_in_charge(Sentra, request.user)
    code = request.GET.get("alasan", "")
    shown = by_attention(_in_sentra(request, groups), code).select_related("sentra")
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("halaman"))
    facilitators = rows_in_charge(Facilitator, request.user).values("pk")
    context: dict[str, Any] = {
        "page": page,
        "lines": lines_of(page.object_list),
        "more": _more(request),
        "wanted": attention_kinds().get(code),
        "sums": sums_of(groups),
        "alone": groups_without_lead(groups, today).count(),
        "all_count": groups.count(),
        "age": age_of_attention(timezone.now()),
        "waivers": waivers_running(facilitators, today)[:WAIVERS_SHOWN],
        "map": map_of(groups, sentra),
        "uneven": uneven_centres(EquityMonth.objects.filter(sentra__in=sentra.values("pk")), today),
        "reach": reach_of(ReachAggregate.objects.filter(sentra__in=sentra.values("pk"))),
    }
    return render(request, "mentoring_assignments/area.html", context)


@login_required
@require_POST
def look_again(request: HttpRequest) -> HttpResponse:
    """Queue the scan; the page shows the new figures once it is done."""
    _require_watching(request)
    transaction.on_commit(lambda: current_app.tasks[conf.ATTENTION_TASK].delay())
    messages.success(request, _("The groups are being looked at. Load the page again in a minute."))
    return redirect("mentoring_assignments:area")


def _require_watching(request: HttpRequest) -> None:
    if not can_watch_over_groups(request.user, timezone.localdate()):
        raise PermissionDenied(_("This page is for coordinators and managers of a place."))


def _in_sentra(request: HttpRequest, groups: QuerySet[CrafterGroup]) -> QuerySet[CrafterGroup]:
    key = request.GET.get("sentra", "")
    return groups.filter(sentra=int(key)) if key.isdecimal() and len(key) < 10 else groups


def _more(request: HttpRequest) -> str:
    """The rest of the address's query, for the links to other pages."""
    kept = request.GET.copy()
    kept.pop("halaman", None)
    return f"&{kept.urlencode()}" if kept else ""
