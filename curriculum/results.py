"""Views: what somebody has shown so far, for herself and for those who teach or accompany her."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from curriculum.accompanying import people_accompanied_by
from curriculum.assessed_occasions import occasion_with_candidates
from curriculum.models import PracticalAssessment
from curriculum.models.assessments import PracticalAssessmentQuerySet
from curriculum.unit_results import UnitResult, results_by_unit


@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    # Her own are hers to see: nobody has to be asked, on the page phones open most.
    practice = PracticalAssessment.objects.filter(user_id=request.user.pk)
    return _show(request, practice, results_by_unit(request.user.pk), {"is_mine": True})


@login_required
@never_cache
def of_person(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Somebody whom the reader of this page accompanies today."""
    found = people_accompanied_by(request.user)
    person = next((each for each in found if each.key == key), None)
    if person is None:
        raise Http404
    # Without an account (user_id None) she has shown nothing here.
    practice = PracticalAssessment.objects.visible_to(request.user).filter(user_id=person.user_id)
    return _show(request, practice, results_by_unit(person.user_id), {"name": person.name})


@login_required
@never_cache
def of_candidate(request: HttpRequest, key: str, user_id: int) -> HttpResponse:
    """Somebody of a training in which the reader of this page assesses.

    What she showed in other trainings, and in units not taught here, is not shown.
    """
    found = occasion_with_candidates(request.user, key)
    person = next((each for each in found[1] if each.user_id == user_id), None) if found else None
    if found is None or person is None:
        raise Http404
    training = found[0]
    visible = PracticalAssessment.objects.visible_to(request.user)
    practice = visible.filter(user_id=user_id, occasion_key=key)
    units = [each for each in results_by_unit(user_id) if each.unit.code in training.unit_codes]
    return _show(request, practice, units, {"name": person.name, "occasion": training})


def _show(
    request: HttpRequest,
    practice: PracticalAssessmentQuerySet,
    units: Sequence[UnitResult],
    more: dict[str, Any],
) -> HttpResponse:
    context = {
        "units": units,
        "untouched": [result for result in units if not result.in_the_end.of],
        "practice": practice.current().with_names().order_by("-assessed_on", "unit__code"),
        **more,
    }
    return render(request, "curriculum/results.html", context)
