"""Checking a graduate, and following it again."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mentoring.errors import MentoringError
from mentoring.incubation.forms.after_checks import AfterCheckForm, ReopenForm
from mentoring.incubation.models import AfterCheck
from mentoring.incubation.permissions import can_check, can_propose
from mentoring.incubation.services.after_checks import answer_check, reopen_monitoring
from mentoring.incubation.services.cycles import local_today
from mentoring.incubation.views.enrolments import find_enrolment


@login_required
def check(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One check: to write it down, and afterwards to read it."""
    rows = AfterCheck.objects.visible_to(request.user).select_related(
        "enrolment__group__sentra", "answered_by"
    )
    found = get_object_or_404(rows, pk=pk)
    group = found.enrolment.group
    today = local_today(group)
    may_write = can_check(request.user, group, today) and found.enrolment.is_open
    if request.method == "POST" and not can_check(request.user, group, today):
        raise PermissionDenied(_("Only who follows this group writes its checks."))
    form = AfterCheckForm(
        request.POST if request.method == "POST" else None, initial={"answered_on": today}
    )
    if form.is_valid():
        try:
            answer_check(check=found, answered_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The check is written down."))
            return redirect(found.enrolment)
    context = {"check": found, "form": form if may_write and not found.is_answered else None}
    if request.method == "POST":
        context["form"] = form
    return render(request, "mentoring_incubation/after_check.html", context)


@login_required
def reopen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = find_enrolment(request, pk)
    today = local_today(found.group)
    if not can_propose(request.user, found.group, today):
        raise PermissionDenied(_("Only a coordinator of this place takes a graduate up again."))
    form = ReopenForm(request.POST if request.method == "POST" else None, initial={"day": today})
    if form.is_valid():
        try:
            reopen_monitoring(
                enrolment=found,
                reason=form.cleaned_data["reason"],
                reopened_on=form.cleaned_data["day"],
                reopened_by=request.user,
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The group is followed again."))
            return redirect(found)
    return render(request, "mentoring_incubation/reopen.html", {"enrolment": found, "form": form})
