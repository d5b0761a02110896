"""Views: what somebody has shown so far, for herself and for those who teach or accompany her."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from curriculum.accompanying import people_accompanied_by
from curriculum.assessed_occasions import occasion_with_candidates
from curriculum.models import PracticalAssessment
from curriculum.unit_results import results_by_unit


@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    return _show(request, request.user.pk, {"is_mine": True})


@login_required
@never_cache
def of_person(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Somebody whom the reader of this page accompanies today."""
    found = people_accompanied_by(request.user)
    person = next((each for each in found if each.key == key), None)
    if person is None:
        raise Http404
    return _show(request, person.user_id, {"name": person.name})


@login_required
@never_cache
def of_candidate(request: HttpRequest, key: str, user_id: int) -> HttpResponse:
    """Somebody of a training in which the reader of this page assesses."""
    found = occasion_with_candidates(request.user, key)
    person = next((each for each in found[1] if each.user_id == user_id), None) if found else None
    if found is None or person is None:
        raise Http404
    return _show(request, user_id, {"name": person.name, "occasion": found[0]})


def _show(request: HttpRequest, user_id: int | None, more: dict[str, Any]) -> HttpResponse:
    """user_id: None for somebody without an account, who has shown nothing here."""
    practice = PracticalAssessment.objects.filter(user_id=user_id).current().with_names()
    units = results_by_unit(user_id)
    context = {
        "units": units,
        "untouched": [result for result in units if not result.in_the_end.of],
        "practice": practice.order_by("-assessed_on", "unit__code"),
        **more,
    }
    return render(request, "curriculum/results.html", context)
