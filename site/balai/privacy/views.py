"""The public page on privacy, the breach register, and what is deleted when."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from balai.errors import SiteError
from balai.privacy import services
from balai.privacy.forms import BreachForm, ToldForm
from balai.privacy.models import Breach, RetentionRun
from balai.privacy.permissions import (
    can_record_breach,
    can_run_retention,
    can_see_breaches,
    can_see_retention,
    can_work_on,
)
from balai.privacy.retention import rules, run_retention, spoken_days

PER_PAGE = 20
LAST_RUNS = 10


def _require(answer: bool) -> None:
    if not answer:
        raise PermissionDenied


def privacy(request: HttpRequest) -> HttpResponse:
    """For everybody: who decides, what is kept how long, which rights one has, whom to ask."""
    return render(request, "privacy/privacy.html", {"rules": _spoken_rules()})


def _spoken_rules() -> list[dict[str, Any]]:
    return [
        {
            "code": rule.code,
            "title": rule.title,
            "sentence": rule.sentence,
            "days": spoken_days(rule.days),
        }
        for rule in rules()
    ]


@login_required
def breaches(request: HttpRequest) -> HttpResponse:
    _require(can_see_breaches(request.user))
    found = Breach.objects.visible_to(request.user).with_notices()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    context = {
        "page": page,
        "rows": [_row(breach) for breach in page],
        "can_record": can_record_breach(request.user),
        "can_see_retention": can_see_retention(request.user),
    }
    return render(request, "privacy/breaches.html", context)


def _row(breach: Breach) -> dict[str, Any]:
    """The clock of one breach: whole hours that are left, and whom nobody told yet."""
    hours = breach.hours_left(timezone.now())
    return {
        "breach": breach,
        "not_told": breach.not_told(),
        "hours": hours,
        "hours_over": -hours - 1,
        "is_late": hours < 0,
    }


@login_required
def record(request: HttpRequest) -> HttpResponse:
    _require(can_record_breach(request.user))
    form = BreachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            breach = services.record_breach(
                recorded_by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except SiteError as refusal:
            form.add_error("noticed_at", str(refusal))
        else:
            return redirect(breach)
    return render(request, "privacy/breach_form.html", {"form": form})


@login_required
def breach(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Breach.objects.visible_to(request.user).with_notices(), pk=pk)
    may_work = can_work_on(request.user, found)
    form = ToldForm(request.POST or None)
    if request.method == "POST":
        _require(may_work)
        if form.is_valid() and _noted(request, found, form):
            return redirect(found)
    context = {**_row(found), "form": form, "may_work": may_work}
    return render(request, "privacy/breach.html", context)


def _noted(request: HttpRequest, found: Breach, form: ToldForm) -> bool:
    try:
        services.note_told(
            breach=found, recorded_by=request.user, now=timezone.now(), **form.cleaned_data
        )
    except SiteError as refusal:
        form.add_error("told_at", str(refusal))
        return False
    return True


@login_required
def change(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Breach.objects.visible_to(request.user), pk=pk)
    _require(can_work_on(request.user, found))
    # The form writes on a copy: a refusal must not stand on the page as if it were kept.
    form = BreachForm(request.POST or None, instance=Breach.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_breach(
                breach=found, changed_by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except SiteError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(found)
    return render(request, "privacy/breach_form.html", {"form": form, "breach": found})


@login_required
@require_POST
def close(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Breach.objects.visible_to(request.user).with_notices(), pk=pk)
    _require(request.user.has_perm("privacy.change_breach"))
    try:
        services.close_breach(breach=found, closed_by=request.user, now=timezone.now())
    except SiteError as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@login_required
def retention(request: HttpRequest) -> HttpResponse:
    """What is deleted when; whoever may can look what is due, or delete it now."""
    _require(can_see_retention(request.user))
    if request.method == "POST":
        _require(can_run_retention(request.user))
        is_dry_run = "delete" not in request.POST
        run = run_retention(today=timezone.localdate(), is_dry_run=is_dry_run, ran_by=request.user)
        _say(request, run)
        return redirect("privacy:retention")
    runs = list(RetentionRun.objects.select_related("ran_by")[:LAST_RUNS])
    due = {figure["rule"]: figure for figure in runs[0].figures} if runs else {}
    context = {
        "rules": [{**rule, "last": due.get(rule["code"])} for rule in _spoken_rules()],
        "runs": runs,
        "can_run": can_run_retention(request.user),
    }
    return render(request, "privacy/retention.html", context)


def _say(request: HttpRequest, run: RetentionRun) -> None:
    count = {"count": run.total()}
    if run.is_dry_run:
        messages.info(request, _("%(count)d rows are due. Nothing was deleted.") % count)
    else:
        messages.success(request, _("%(count)d rows were deleted.") % count)
