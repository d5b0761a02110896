"""Registering for a training without an account, and the waiting list of the staff."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mentoring.errors import MentoringError
from mentoring.registry.models import CrafterGroup, Membership
from mentoring.registry.name_keys import search_condition
from mentoring.registry.views.complaints import address_of, private
from mentoring.sessions.forms.registrations import AcceptForm, DeclineForm, RegisterForm
from mentoring.sessions.models import RunRegistration, TrainingRun
from mentoring.sessions.permissions import can_change_run, can_keep_run
from mentoring.sessions.services.registrations import (
    accept_registration,
    decline_registration,
    register_for_run,
)
from mentoring.sessions.views.runs import find_run

PER_PAGE = 30
_SUGGESTED = 12


@require_GET
def open_runs(request: HttpRequest) -> HttpResponse:
    """Public: the trainings for which people may still register themselves."""
    runs = TrainingRun.objects.open_to_registration(timezone.localdate())
    page = Paginator(runs.order_by("starts_on", "pk"), PER_PAGE).get_page(
        request.GET.get("halaman")
    )
    return render(request, "mentoring_sessions/open_runs.html", {"page": page})


def register(request: HttpRequest, pk: Any) -> HttpResponse:
    """Public: no account; the answer never tells who registered before."""
    run = get_object_or_404(TrainingRun, pk=pk, registration_until__isnull=False)
    today = timezone.localdate(timezone=run.zone)
    is_open = TrainingRun.objects.open_to_registration(today).filter(pk=run.pk).exists()
    form = RegisterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "agrees"}
        try:
            register_for_run(run=run, address=address_of(request), **said)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("You are on the waiting list. We will call you."))
            return redirect("mentoring_sessions:open_runs")
    context = {"run": run, "form": form, "is_open": is_open}
    return private(render(request, "mentoring_sessions/register_run.html", context))


@login_required
@never_cache
def waiting_list(request: HttpRequest, pk: Any) -> HttpResponse:
    run = _find(request, pk)
    rows = RunRegistration.objects.visible_to(request.user).filter(run=run)
    # Databases disagree whether nothing comes first; who waits stands above who was answered.
    undecided_first = F("decided_at").asc(nulls_first=True)
    ordered = rows.order_by(undecided_first, "received_at", "pk").select_related("place")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"run": run, "page": page, "waiting": rows.waiting().count()}
    return render(request, "mentoring_sessions/run_registrations.html", context)


def _find(request: HttpRequest, pk: Any) -> TrainingRun:
    run = find_run(request, pk)
    if not can_keep_run(request.user, run):
        raise PermissionDenied(
            _("Only the coordinator and the training centre read who registered.")
        )
    return run


@login_required
@never_cache
def decide(request: HttpRequest, pk: Any) -> HttpResponse:
    """Take her in as the member she is, or say why not this time."""
    visible = RunRegistration.objects.visible_to(request.user).select_related("run")
    registration = get_object_or_404(visible, pk=pk)
    run = _find(request, registration.run_id)
    may_accept = can_change_run(request.user, run)
    members = _members_like(request, run, registration)
    is_no = request.POST.get("answer") == "no"
    said = request.POST if request.method == "POST" else None
    accept = AcceptForm(None if is_no else said, memberships=members)
    decline = DeclineForm(said if is_no else None)
    try:
        if decline.is_valid():
            reason = decline.cleaned_data["reason"]
            decline_registration(registration=registration, reason=reason, declined_by=request.user)
            return redirect("mentoring_sessions:run_registrations", run.pk)
        if may_accept and accept.is_valid():
            chosen = accept.cleaned_data["membership"]
            accept_registration(
                registration=registration,
                person=chosen.person,
                group=chosen.group,
                accepted_by=request.user,
            )
            return redirect("mentoring_sessions:run_registrations", run.pk)
    except MentoringError as refusal:
        (decline if is_no else accept).add_error(None, str(refusal))
    context = {
        "run": run,
        "registration": registration,
        "accept": accept,
        "decline": decline,
        "members": members,
        "may_accept": may_accept,
    }
    return render(request, "mentoring_sessions/decide_registration.html", context)


def _members_like(request: HttpRequest, run: TrainingRun, registration: RunRegistration) -> Any:
    """Members on the first day whose name sounds like hers, or like what is searched for."""
    words = request.GET.get("cari", "").strip() or registration.full_name
    groups = CrafterGroup.objects.visible_to(request.user, run.starts_on)
    found = Membership.objects.on(run.starts_on).filter(
        search_condition(words, ["person__name_key"]), group__in=groups.values("pk")
    )
    keys = list(found.order_by("person__full_name").values_list("pk", flat=True)[:_SUGGESTED])
    return Membership.objects.filter(pk__in=keys).select_related("person", "group")
