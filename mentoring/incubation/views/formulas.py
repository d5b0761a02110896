"""Diagnosis and formula of one group, and the way between them and the lessons."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentoring.errors import MentoringError
from mentoring.incubation.forms.formulas import (
    AgreementForm,
    DiagnosisForm,
    DraftForm,
    LineForm,
    ProblemFormSet,
    ReadinessForm,
    VersionForm,
    standing,
)
from mentoring.incubation.models import CycleEnrolment, Diagnosis, Formula, FormulaItem, Problem
from mentoring.incubation.permissions import (
    can_approve_formula,
    can_draft_formula,
    can_note_finding,
)
from mentoring.incubation.services.cycles import local_today
from mentoring.incubation.services.diagnoses import record_diagnosis
from mentoring.incubation.services.formulas import (
    agree_formula,
    answer_readiness,
    approve_formula,
    draft_formula,
    keep_line,
    offered_lessons,
    remove_line,
)
from mentoring.incubation.services.lesson_choices import choose_version
from mentoring.incubation.views.enrolments import find_enrolment
from mentoring.incubation.way import lines_of, way_of


@login_required
def way(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    return _way_page(request, find_enrolment(request, pk))


def _way_page(request: HttpRequest, enrolment: CycleEnrolment, **more: Any) -> HttpResponse:
    """The page of a group's way. more: a refusal with what was typed."""
    today = local_today(enrolment.group)
    found = way_of(enrolment)
    can_draft = enrolment.is_open and can_draft_formula(request.user, enrolment.group, today)
    context = {
        "enrolment": enrolment,
        "way": found,
        "can_draft": can_draft,
        "can_choose": can_draft and found.formula is not None and found.formula.is_agreed,
        "can_note": can_note_finding(request.user, enrolment.group, today),
        **more,
    }
    return render(request, "mentoring_incubation/way.html", context)


@login_required
def diagnosis(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    enrolment = find_enrolment(request, pk)
    _require_drafting(request, enrolment)
    known = Diagnosis.objects.filter(enrolment=enrolment).first()
    facts, problems = standing(known)
    form = DiagnosisForm(request.POST or None, initial=facts)
    rows = ProblemFormSet(request.POST or None, initial=problems, prefix="problems")
    if form.is_valid() and rows.is_valid():
        try:
            record_diagnosis(enrolment=enrolment, recorded_by=request.user, **form.facts(rows))
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The diagnosis is saved."))
            return redirect("mentoring_incubation:way", enrolment.pk)
    context = {"enrolment": enrolment, "form": form, "rows": rows}
    return render(request, "mentoring_incubation/diagnosis.html", context)


def _require_drafting(request: HttpRequest, enrolment: Any) -> None:
    if not can_draft_formula(request.user, enrolment.group, local_today(enrolment.group)):
        raise PermissionDenied(_("Only the facilitator of this group does this."))


def find_formula(request: HttpRequest, pk: uuid.UUID) -> Formula:
    formulas = Formula.objects.visible_to(request.user).with_items()
    return get_object_or_404(formulas.select_related("approved_by"), pk=pk)


@login_required
@require_POST
def draft(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    enrolment = find_enrolment(request, pk)
    _require_drafting(request, enrolment)
    reason = DraftForm(request.POST).data.get("reason", "")[:300]
    try:
        made = draft_formula(enrolment=enrolment, drafted_by=request.user, reason=reason)
    except MentoringError as refusal:
        return _way_page(request, enrolment, refusal=refusal, reason=reason)
    return redirect(made)


@login_required
def formula(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One version: members read what they agreed to here, too."""
    found = find_formula(request, pk)
    enrolment, user = found.enrolment, request.user
    today = local_today(enrolment.group)
    can_write = enrolment.is_open and can_draft_formula(user, enrolment.group, today)
    known = Diagnosis.objects.filter(enrolment=enrolment).first()
    context = {
        "formula": found,
        "enrolment": enrolment,
        "lines": lines_of(found, enrolment),
        "follows": type(enrolment).objects.visible_to(user).filter(pk=enrolment.pk).exists(),
        "can_write": can_write and found.is_draft,
        "can_choose": can_write and found.is_agreed,
        "can_answer": can_write and found.state != "replaced",
        "can_approve": found.is_agreed
        and found.approved_at is None
        and found.drafted_by_id != user.pk
        and can_approve_formula(user, enrolment.group, today),
        "lacks_weak_case": known is None or not known.has_weak_case,
    }
    return render(request, "mentoring_incubation/formula.html", context)


@login_required
def line(request: HttpRequest, pk: uuid.UUID, item_pk: uuid.UUID | None = None) -> HttpResponse:
    found = find_formula(request, pk)
    _require_drafting(request, found.enrolment)
    item = get_object_or_404(FormulaItem, pk=item_pk, formula=found) if item_pk else None
    names = ("problem", "kind", "page_id", "activity", "dose_planned", "responsible")
    form = LineForm(
        request.POST or None,
        problems=Problem.objects.filter(diagnosis__enrolment=found.enrolment_id),
        lessons=offered_lessons(found).values(),
        initial={name: getattr(item, name) for name in names} if item else {},
    )
    if form.is_valid():
        try:
            keep_line(formula=found, item=item, told=form.told(), written_by=request.user)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(found)
    context = {"formula": found, "form": form, "item": item}
    return render(request, "mentoring_incubation/formula_line.html", context)


@login_required
@require_POST
def remove(request: HttpRequest, pk: uuid.UUID, item_pk: uuid.UUID) -> HttpResponse:
    found = find_formula(request, pk)
    _require_drafting(request, found.enrolment)
    item = get_object_or_404(FormulaItem, pk=item_pk, formula=found)
    try:
        remove_line(item=item, removed_by=request.user)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@login_required
@require_POST
def choose(request: HttpRequest, pk: uuid.UUID, item_pk: uuid.UUID) -> HttpResponse:
    """The group takes the new version of a lesson, or goes on with the old one."""
    found = find_formula(request, pk)
    _require_drafting(request, found.enrolment)
    item = get_object_or_404(FormulaItem, pk=item_pk, formula=found)
    form = VersionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the two versions."))
        return redirect(found)
    try:
        choose_version(item=item, chosen_by=request.user, **form.told())
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is written down."))
    return redirect(found)


@login_required
def readiness(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = find_formula(request, pk)
    _require_drafting(request, found.enrolment)
    form = ReadinessForm(request.POST or None, rows=found.readiness.order_by("-is_blocking", "pk"))
    if form.is_valid():
        try:
            answer_readiness(formula=found, answers=form.answers(), answered_by=request.user)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is written down."))
            return redirect(found)
    context = {"formula": found, "form": form}
    return render(request, "mentoring_incubation/formula_readiness.html", context)


@login_required
def agree(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = find_formula(request, pk)
    _require_drafting(request, found.enrolment)
    today = local_today(found.enrolment.group)
    form = AgreementForm(request.POST or None, request.FILES or None, initial={"agreed_on": today})
    if form.is_valid():
        try:
            agree_formula(formula=found, recorded_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The group has agreed. The formula is in force."))
            return redirect(found)
    context = {"formula": found, "form": form}
    return render(request, "mentoring_incubation/formula_agree.html", context)


@login_required
@require_POST
def approve(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = find_formula(request, pk)
    try:
        approve_formula(formula=found, approved_by=request.user)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The formula is approved."))
    return redirect(found)


@login_required
def agreement(request: HttpRequest, pk: uuid.UUID) -> FileResponse:
    """The photo of the sheet or the recording, for those who follow the group."""
    found = find_formula(request, pk)
    find_enrolment(request, found.enrolment_id)
    if not found.agreement:
        raise Http404
    return FileResponse(found.agreement.open("rb"), content_type=found.agreement_type)
