"""Evaluations: the list, one with its report, and what is done to it."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentoring.canonical_json import digest_of
from mentoring.errors import MentoringError
from mentoring.incubation.evaluations.amendment_changes import told_changes
from mentoring.incubation.evaluations.permissions import (
    can_decide_amendments,
    can_evaluate,
    can_lock,
    can_request_amendment,
    has_own_work_in,
)
from mentoring.incubation.evaluations.report import report_of
from mentoring.incubation.forms import DayForm
from mentoring.incubation.forms.evaluations import DecisionNoteForm, ReasonForm, ReviewForm
from mentoring.incubation.models import (
    Amendment,
    Cycle,
    CycleEnrolment,
    Evaluation,
)
from mentoring.incubation.permissions import can_note_finding
from mentoring.incubation.services.amendments import decide_amendment, request_amendment
from mentoring.incubation.services.evaluations import (
    gaps_of,
    lock_evaluation,
    open_evaluation,
    recompute_evaluation,
    review_evaluation,
)
from mentoring.registry.models.made_papers import MadePaperFormat

PER_PAGE = 50


def find_evaluation(request: HttpRequest, pk: uuid.UUID) -> Evaluation:
    """The evaluation with its group or cycle; 404 if this user may not see it."""
    found = Evaluation.objects.visible_to(request.user).with_scope().with_amendments()
    return get_object_or_404(
        found.select_related(
            "cycle__instrument_version",
            "enrolment__cycle__instrument_version",
            "reviewed_by",
            "locked_by",
        ),
        pk=pk,
    )


@login_required
def evaluations(request: HttpRequest) -> HttpResponse:
    visible = Evaluation.objects.visible_to(request.user).with_scope().with_amendments()
    page = max(1, int(request.GET.get("page", "1")) if request.GET.get("page", "").isdigit() else 1)
    rows = list(visible.defer("figures")[(page - 1) * PER_PAGE : page * PER_PAGE + 1])
    context = {
        "rows": rows[:PER_PAGE],
        "previous_page": page - 1,
        "next_page": page + 1 if len(rows) > PER_PAGE else None,
    }
    return render(request, "mentoring_incubation/evaluations.html", context)


@login_required
def open_for_group(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    visible = CycleEnrolment.objects.visible_to(request.user)
    return _open(
        request, get_object_or_404(visible.select_related("group__sentra", "cycle"), pk=pk)
    )


@login_required
def open_for_cycle(request: HttpRequest, pk: int) -> HttpResponse:
    return _open(request, get_object_or_404(Cycle.objects.visible_to(request.user), pk=pk))


def _open(request: HttpRequest, subject: CycleEnrolment | Cycle) -> HttpResponse:
    today = timezone.localdate()
    if not can_evaluate(request.user, subject, today):
        raise PermissionDenied(_("Only those who answer for this place evaluate it."))
    form = DayForm(request.POST or None, initial={"day": today})
    if form.is_valid():
        try:
            evaluation = open_evaluation(
                subject=subject, until=form.cleaned_data["day"], opened_by=request.user
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(evaluation)
    context = {"subject": subject, "form": form}
    return render(request, "mentoring_incubation/open_evaluation.html", context)


@login_required
def evaluation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = find_evaluation(request, pk)
    return evaluation_page(request, found)


def evaluation_page(request: HttpRequest, found: Evaluation, **forms: Any) -> HttpResponse:
    """The page of one evaluation. forms: those that came back with a refusal."""
    today = timezone.localdate()
    amendments = Amendment.objects.visible_to(request.user).filter(evaluation=found)
    context = {
        "evaluation": found,
        "report": report_of(found) if found.is_computed else None,
        "seen_digest": digest_of(found.figures),
        "amendments": [
            (one, told_changes(one))
            for one in amendments.select_related("evaluation", "requested_by", "decided_by")
        ],
        "may_evaluate": not found.is_locked and can_evaluate(request.user, found.subject, today),
        "may_lock": found.state == "reviewed"
        and can_lock(request.user, found, today)
        and not has_own_work_in(request.user, found),
        "may_request": found.is_computed and can_request_amendment(request.user, found, today),
        "may_decide": can_decide_amendments(request.user, found, today),
        "can_note": found.enrolment is not None
        and can_note_finding(request.user, found.enrolment.group, today),
        "day_form": DayForm(initial={"day": found.until}),
        "review_form": ReviewForm(
            gaps=gaps_of(found) if found.is_computed else (), initial=_reviewed(found)
        ),
        "reason_form": ReasonForm(),
        "formats": MadePaperFormat.choices if found.is_locked else (),
        "note_form": DecisionNoteForm(),
        **forms,
    }
    return render(request, "mentoring_incubation/evaluation.html", context)


def _reviewed(found: Evaluation) -> dict[str, str]:
    """The words of the last review, to go on from."""
    answers = {f"gap-{one['dimension']}": one["answer"] for one in found.gap_answers}
    return {"review": found.review, **answers}


@login_required
@require_POST
def recompute(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found, form = find_evaluation(request, pk), DayForm(request.POST)
    if form.is_valid():
        try:
            recompute_evaluation(
                evaluation=found, until=form.cleaned_data["day"], asked_by=request.user
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(found)
    return evaluation_page(request, found, day_form=form, wrong=form)


@login_required
@require_POST
def review(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = find_evaluation(request, pk)
    form = ReviewForm(request.POST, gaps=gaps_of(found))
    if form.is_valid():
        try:
            review_evaluation(
                evaluation=found,
                review=form.cleaned_data["review"],
                gap_answers=form.gap_answers(),
                reviewed_by=request.user,
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The review is kept. The figures may be locked now."))
            return redirect(found)
    return evaluation_page(request, found, review_form=form, wrong=form)


@login_required
@require_POST
def lock(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = find_evaluation(request, pk)
    try:
        lock_evaluation(
            evaluation=found, seen_digest=request.POST.get("digest", ""), locked_by=request.user
        )
    except MentoringError as refusal:
        return evaluation_page(request, found, refusal=refusal)
    messages.success(request, _("The figures are locked."))
    return redirect(found)


@login_required
@require_POST
def amend(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found, form = find_evaluation(request, pk), ReasonForm(request.POST)
    if form.is_valid():
        try:
            request_amendment(
                evaluation=found, reason=form.cleaned_data["reason"], requested_by=request.user
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The amendment is asked for. Somebody else decides it."))
            return redirect(found)
    return evaluation_page(request, found, reason_form=form, wrong=form)


@login_required
@require_POST
def decide(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    amendments = Amendment.objects.visible_to(request.user)
    amendment = get_object_or_404(amendments, pk=pk)
    found, form = find_evaluation(request, amendment.evaluation_id), DecisionNoteForm(request.POST)
    if form.is_valid():
        try:
            decide_amendment(
                amendment=amendment,
                approve=form.cleaned_data["answer"] == "approve",
                note=form.cleaned_data["note"],
                decided_by=request.user,
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(found)
    return evaluation_page(request, found, note_form=form, wrong=form)
