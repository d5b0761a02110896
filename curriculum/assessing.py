"""Views for an instructor who writes down what the people of a training showed with their hands."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from curriculum.assessed_occasions import (
    AssessedOccasion,
    Candidate,
    occasion_with_candidates,
    occasions_taught_by,
)
from curriculum.assessment_forms import AssessmentSheet
from curriculum.errors import CurriculumError
from curriculum.models import CompetencyUnit, PracticalAssessment, PracticalResult
from curriculum.services import current_results, record_assessments


@login_required
@never_cache
def occasions(request: HttpRequest) -> HttpResponse:
    """The trainings in which this person assesses."""
    return render(
        request, "curriculum/practice.html", {"occasions": occasions_taught_by(request.user)}
    )


def find_occasion(request: HttpRequest, key: str) -> tuple[AssessedOccasion, list[Candidate]]:
    found = occasion_with_candidates(request.user, key)
    if found is None:
        raise Http404
    return found


@login_required
@never_cache
def occasion(request: HttpRequest, key: str) -> HttpResponse:
    """The units of one training, how far each is, and the way to each person's results."""
    training, candidates = find_occasion(request, key)
    units = CompetencyUnit.objects.filter(code__in=training.unit_codes)
    rows = PracticalAssessment.objects.filter(occasion_key=key).current().order_by()
    # Counted are the people on the list; an instructor who takes part is not on her own.
    rows = rows.exclude(user=request.user)
    counted = Counter(rows.values_list("unit_id", "result"))
    context = {
        "occasion": training,
        "units": [_unit_line(unit, counted) for unit in units],
        "candidates": candidates,
    }
    return render(request, "curriculum/practice_occasion.html", context)


def _unit_line(unit: CompetencyUnit, counted: Mapping[tuple[int, str], int]) -> dict[str, Any]:
    by_result = {result: n for (unit_id, result), n in counted.items() if unit_id == unit.pk}
    return {
        "unit": unit,
        "assessed": sum(by_result.values()),
        "passed": by_result.get(PracticalResult.LULUS, 0),
    }


@login_required
@never_cache
def sheet(request: HttpRequest, key: str, unit_id: int) -> HttpResponse:
    """Everybody of the training on one page, for one unit; only what changes is written."""
    training, candidates = find_occasion(request, key)
    unit = get_object_or_404(CompetencyUnit, pk=unit_id, code__in=training.unit_codes)
    form = AssessmentSheet(
        request.POST or None,
        request.FILES or None,
        candidates=candidates,
        standing=current_results(key, unit),
        initial={"form_id": uuid.uuid4(), "assessed_on": timezone.localdate()},
    )
    if form.is_valid():
        try:
            new = record_assessments(
                occasion=training,
                candidates=candidates,
                unit=unit,
                drafts=form.drafts(),
                assessor=request.user,
                assessed_on=form.cleaned_data["assessed_on"],
                form_id=form.cleaned_data["form_id"],
            )
        except CurriculumError as refusal:
            form.add_error(None, str(refusal))
        else:
            _say(request, len(new))
            return redirect("curriculum:practice_occasion", key)
    context = {
        "occasion": training,
        "unit": unit,
        "form": form,
        "rows": form.rows(_replaced(key, unit)),
        "photo_is_lost": bool(form.is_bound and request.FILES),
    }
    return render(request, "curriculum/practice_sheet.html", context)


def _replaced(key: str, unit: CompetencyUnit) -> dict[int, Sequence[PracticalAssessment]]:
    """User key -> the results that no longer stand, the newest first."""
    found: dict[int, list[PracticalAssessment]] = defaultdict(list)
    rows = PracticalAssessment.objects.filter(occasion_key=key, unit=unit)
    for row in rows.filter(superseded_by__isnull=False).with_names():
        found[row.user_id].append(row)
    return dict(found)


def _say(request: HttpRequest, count: int) -> None:
    if count:
        text = ngettext("%(count)d result is saved.", "%(count)d results are saved.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("Nothing changed, so nothing new is written."))


@login_required
@require_GET
def photo(request: HttpRequest, pk: uuid.UUID) -> FileResponse:
    """The photograph itself; it has no other address, and no cache between may keep it."""
    rows = PracticalAssessment.objects.visible_to(request.user).exclude(photo="")
    assessment = get_object_or_404(rows, pk=pk)
    response = FileResponse(assessment.photo.open(), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response
