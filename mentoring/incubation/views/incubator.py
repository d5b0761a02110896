"""Places of the incubator: which groups work there, and groups moving in and out."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.errors import MentoringError
from mentoring.incubation.forms.incubator import (
    EndForm,
    PlaceChangeForm,
    PlaceForm,
    SettleForm,
    refuse_beside,
)
from mentoring.incubation.models import IncubatorPlace, Tenancy
from mentoring.incubation.permissions import can_propose_anything, can_settle_groups_in
from mentoring.incubation.scopes import COORDINATOR
from mentoring.incubation.services.incubator import (
    change_incubator_place,
    end_tenancy,
    open_incubator_place,
    settle_group,
)
from mentoring.registry.models import CrafterGroup
from mentoring.registry.scopes import in_mandated_places


@dataclass
class PlaceToday:
    """A place with those who work there on the day it is looked at."""

    place: IncubatorPlace
    tenancies: list[Tenancy] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return len(self.tenancies) >= self.place.capacity


@login_required
def places(request: HttpRequest) -> HttpResponse:
    """Every place this user may see, who is there today, and groups visited at home."""
    today = timezone.localdate()
    visible = IncubatorPlace.objects.visible_to(request.user).select_related("place")
    rows = {one.pk: PlaceToday(one) for one in visible.order_by("name", "pk")}
    tenancies = Tenancy.objects.visible_to(request.user).on(today).select_related("group")
    at_home = []
    for tenancy in tenancies.order_by("group__name", "pk"):
        if tenancy.incubator_place_id is None:
            at_home.append(tenancy)
        elif tenancy.incubator_place_id in rows:
            rows[tenancy.incubator_place_id].tenancies.append(tenancy)
    context = {
        "rows": list(rows.values()),
        "at_home": at_home,
        "today": today,
        "may_settle": can_propose_anything(request.user, today),
    }
    return render(request, "mentoring_incubation/incubator.html", context)


def find_place(request: HttpRequest, pk: uuid.UUID) -> IncubatorPlace:
    visible = IncubatorPlace.objects.visible_to(request.user).select_related("place")
    return get_object_or_404(visible, pk=pk)


@login_required
def place(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One place with everybody who ever worked there, the latest first."""
    found, today = find_place(request, pk), timezone.localdate()
    tenancies = Tenancy.objects.visible_to(request.user).filter(incubator_place=found)
    context = {
        "place": found,
        "tenancies": tenancies.select_related("group").order_by("-starts_on", "group__name"),
        "today": today,
        "may_settle": can_settle_groups_in(request.user, found.place_id, today),
    }
    return render(request, "mentoring_incubation/incubator_place.html", context)


@login_required
def open_place(request: HttpRequest) -> HttpResponse:
    today = _require_settling(request)
    form = PlaceForm(
        request.POST if request.method == "POST" else None, initial={"starts_on": today}
    )
    if form.is_valid():
        try:
            made = open_incubator_place(opened_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            refuse_beside(form, refusal)
        else:
            messages.success(request, _("The place is written down."))
            return redirect("mentoring_incubation:incubator_place", made.pk)
    return _form_page(request, form, _("A new place of the incubator"))


@login_required
def change(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found, today = find_place(request, pk), timezone.localdate()
    if not can_settle_groups_in(request.user, found.place_id, today):
        raise PermissionDenied(_("Only a coordinator of this place does this."))
    standing = {"name": found.name, "capacity": found.capacity, "last_day": found.last_day}
    form = PlaceChangeForm(request.POST if request.method == "POST" else None, initial=standing)
    if form.is_valid():
        try:
            change_incubator_place(
                incubator_place=found, changed_by=request.user, today=today, **form.cleaned_data
            )
        except MentoringError as refusal:
            refuse_beside(form, refusal)
        else:
            messages.success(request, _("The place is changed."))
            return redirect("mentoring_incubation:incubator_place", found.pk)
    return _form_page(request, form, str(found))


@login_required
def settle(request: HttpRequest) -> HttpResponse:
    today = _require_settling(request)
    mine = in_mandated_places(request.user, today, "sentra__place", (COORDINATOR,))
    groups = CrafterGroup.objects.standing().filter(mine).order_by("name", "pk")
    form = SettleForm(
        request.POST if request.method == "POST" else None,
        groups=groups.select_related("sentra"),
        places=IncubatorPlace.objects.visible_to(request.user).in_use_on(today),
        initial={
            "starts_on": today,
            "incubator_place": request.GET.get("tempat"),
            "group": request.GET.get("kelompok"),
        },
    )
    if form.is_valid():
        try:
            settle_group(settled_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            refuse_beside(form, refusal)
        else:
            messages.success(request, _("It is written down."))
            return redirect("mentoring_incubation:incubator")
    return _form_page(request, form, _("Where a group works"))


@login_required
def end(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    visible = Tenancy.objects.visible_to(request.user).select_related(
        "group__sentra", "incubator_place"
    )
    found, today = get_object_or_404(visible, pk=pk), timezone.localdate()
    if not can_settle_groups_in(request.user, found.group.sentra.place_id, today):
        raise PermissionDenied(_("Only a coordinator of this place does this."))
    form = EndForm(request.POST if request.method == "POST" else None, initial={"last_day": today})
    if form.is_valid():
        try:
            end_tenancy(tenancy=found, ended_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            refuse_beside(form, refusal)
        else:
            messages.success(request, _("It is written down."))
            return redirect("mentoring_incubation:incubator")
    return _form_page(request, form, str(found))


def _require_settling(request: HttpRequest) -> date:
    today = timezone.localdate()
    if not can_propose_anything(request.user, today):
        raise PermissionDenied(_("Only a coordinator of this place does this."))
    return today


def _form_page(request: HttpRequest, form: Any, title: str) -> HttpResponse:
    context = {"form": form, "title": title}
    return render(request, "mentoring_incubation/incubator_form.html", context)
