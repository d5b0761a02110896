"""Whom the programme reaches: strata beside the census, how evenly, hamlet by hamlet."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from mentoring.registry.drawing import SIDE, polyline
from mentoring.registry.equity import ALARMING, FEWEST, Undefined
from mentoring.registry.evenness import months_of, uneven_centres
from mentoring.registry.models import EquityAggregate, EquityMonth, ReachAggregate, Sentra
from mentoring.registry.reach import hamlets_of, reach_of
from mentoring.registry.services import request_recount

HAMLETS_PER_PAGE = 30
MOST_CENTRES = 60
# Why there is no figure, as a sentence.
REASONS = {
    Undefined.NO_FRAME: gettext_lazy("Nobody has a stratum yet."),
    Undefined.TOO_FEW: gettext_lazy("Fewer than %(fewest)d crafters have a stratum."),
    Undefined.NO_COVERAGE: gettext_lazy("Nobody has been reached yet."),
    Undefined.FULL_COVERAGE: gettext_lazy("Everybody has been reached."),
    Undefined.ALL_ALIKE: gettext_lazy("All have the same stratum: nobody ranks before another."),
}


@login_required
def reach(request: HttpRequest) -> HttpResponse:
    require_planning(request.user)
    centres = Sentra.objects.visible_to(request.user).order_by("name")
    chosen = _chosen(request, centres)
    rows = ReachAggregate.objects.visible_to(request.user)
    months = EquityMonth.objects.visible_to(request.user)
    if chosen is not None:
        rows, months = rows.filter(sentra=chosen), months.filter(sentra=chosen)
    centres = list(centres)
    # A whole province is looked at centre by centre: its hamlets would be sorted for a page.
    near = rows if chosen is not None or len(centres) <= MOST_CENTRES else rows.none()
    hamlets = Paginator(hamlets_of(near), HAMLETS_PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "centres": centres,
        "chosen": chosen,
        "reach": reach_of(rows),
        "page": hamlets,
        "more": f"&sentra={chosen.pk}" if chosen else "",
        "evenness": _evenness(request.user, chosen),
        "uneven": uneven_centres(months, timezone.localdate()),
        "months": months_of(months) if chosen is not None else [],
    }
    return render(request, "mentoring_registry/reach.html", context)


@login_required
@require_POST
def recount(request: HttpRequest) -> HttpResponse:
    """Count one craft centre again now; the night does it for all."""
    require_planning(request.user)
    centre = get_object_or_404(
        Sentra.objects.visible_to(request.user), pk=_number(request.POST.get("sentra"))
    )
    request_recount(sentra=centre)
    messages.success(request, _("It is being counted. Open this page again in a moment."))
    return redirect(f"{reverse('mentoring_registry:reach')}?sentra={centre.pk}")


def require_planning(user: Any) -> None:
    if not user.has_perm("mentoring_registry.view_reachaggregate"):
        raise PermissionDenied(_("Reach is for coordinators, evaluators and managers."))


def _chosen(request: HttpRequest, centres: Any) -> Sentra | None:
    wanted = request.GET.get("sentra")
    return get_object_or_404(centres, pk=_number(wanted)) if wanted else None


def _number(text: str | None) -> int:
    """-1, which no row has, for what is no number."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else -1


def _evenness(user: Any, centre: Sentra | None) -> dict[str, Any] | None:
    """The figures of one craft centre, ready to be shown; None if none is chosen or counted."""
    if centre is None:
        return None
    row = EquityAggregate.objects.visible_to(user).filter(sentra=centre).first()
    if row is None:
        return None
    figures = row.figures
    return {
        **figures,
        "counted_at": row.counted_at,
        "points": polyline(figures["curve"]),
        "side": SIDE,
        "index": _index(figures["benefit"]),
        "coverage_index": _index(figures["coverage"]),
        "fifths": [_fifth(one) for one in figures["quintiles"]],
    }


def _index(index: dict[str, Any]) -> dict[str, Any]:
    if index["value"] is None:
        reason = str(REASONS[Undefined(index["reason"])]) % {"fewest": FEWEST}
        return {"value": None, "sentence": reason}
    value = index["value"]
    if value > ALARMING:
        sentence = _("The strong get more than their share.")
    elif value < -ALARMING:
        sentence = _("The weak get more than their share.")
    else:
        sentence = _("Weak and strong get about the same.")
    return {"value": value, "sentence": sentence, "is_alarming": value > ALARMING}


def _fifth(one: dict[str, Any]) -> dict[str, Any]:
    return {
        **one,
        "percent": 100 * one["served"] / one["eligible"] if one["eligible"] else None,
        "per_head": one["benefit"] / one["people"] if one["people"] else None,
    }
