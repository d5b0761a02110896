"""Finding a place by code or name: a page to look at, and the same as JSON to type ahead."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from mentoring.registry.models import Place, PlaceChange
from mentoring.registry.permissions import rows_to_offer
from mentoring.registry.place_search import MOST, full_path, places_matching

PER_PAGE = 20
LONGEST = 100


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]


@login_required
@require_GET
def places_json(request: HttpRequest) -> JsonResponse:
    """`{"places": [{code, name, path}]}`, the likeliest first; places no longer in use apart.

    `in_charge`: only those the asker is responsible for, as forms of the office offer them.
    """
    offered = rows_to_offer(Place, request.user) if request.GET.get("in_charge") else None
    found = places_matching(_asked(request), offered).valid_on(timezone.localdate())[:MOST]
    places = [{"code": place.code, "name": place.name, "path": full_path(place)} for place in found]
    return JsonResponse({"places": places})


@login_required
@require_GET
def place_search(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    page = Paginator(places_matching(asked), PER_PAGE).get_page(request.GET.get("halaman"))
    context: dict[str, Any] = {"asked": asked, "page": page, "lines": _lines(list(page))}
    context["more"] = f"&{urlencode({'q': asked})}"
    return render(request, "mentoring_registry/place_search.html", context)


def _lines(places: list[Any]) -> list[dict[str, Any]]:
    """Each place with what became of it. One query for all."""
    became: dict[str, list[PlaceChange]] = {}
    changes = PlaceChange.objects.filter(old__in=places).select_related("new")
    for change in changes.order_by("happened_on", "new"):
        became.setdefault(change.old_id, []).append(change)
    return [
        {"place": place, "path": full_path(place), "became": became.get(place.code, [])}
        for place in places
    ]
