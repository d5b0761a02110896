"""Phones: the list, one phone, inviting one, a code for a forgotten PIN, signing out."""

import csv
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mentoring.accounts import name_columns
from mentoring.errors import MentoringError
from mentoring.field.forms import RescueForm, RevokeForm
from mentoring.field.models import Device, DeviceState, Envelope
from mentoring.field.permissions import (
    can_keep_phone,
    can_keep_phones,
    can_revoke,
    people_to_invite,
)
from mentoring.field.services import (
    bring_in_rescue_file,
    give_unlock_code,
    invite_phone,
    revoke_device,
)
from mentoring.registry.forms.exports import ReasonForm
from mentoring.registry.name_keys import search_condition
from mentoring.registry.services.exports import note_export
from mentoring.registry.spreadsheets import harmless

PER_PAGE = 30
LAST_RECORDS = 10
LONGEST_SEARCH = 80


@login_required
def device_list(request: HttpRequest) -> HttpResponse:
    """Phones of the facilitators of my places, the most silent first."""
    _require_keeper(request)
    rows = _asked_for(request)
    words, state = _words(request), request.GET.get("keadaan", "")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    now = timezone.now()
    context = {
        "page": page,
        "lines": [(each, each.is_silent_at(now)) for each in page.object_list],
        "words": words,
        "state": state,
        "states": [("diam", _("silent")), *DeviceState.choices],
        "more": f"&{urlencode({'q': words, 'keadaan': state})}",
        "export_form": ReasonForm(auto_id="export_%s"),
    }
    return render(request, "mentoring_field/devices.html", context)


@login_required
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The same list as CSV, for a reason that is kept."""
    _require_keeper(request)
    rows = _asked_for(request)
    try:
        note_export(
            register=str(Device._meta.verbose_name_plural),
            format="csv",
            has_names=True,
            row_count=rows.count(),
            exported_by=request.user,
            reason=request.POST.get("reason", ""),
        )
    except MentoringError as refusal:
        messages.error(request, str(refusal))
        return redirect("mentoring_field:devices")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="hp-pendamping.csv"'
    csv.writer(response).writerows(_lines(rows))
    return response


def _lines(rows: "QuerySet[Device]") -> Iterator[list[Any]]:
    yield [
        _("Facilitator"),
        *(_("Phone"), _("State"), _("Last heard of"), _("Unsent records")),
        *(_("Oldest unsent record"), _("Version of the app"), _("Clock ahead by seconds")),
    ]
    for each in rows.iterator(chunk_size=500):
        yield [
            harmless(each.user.get_full_name()),
            harmless(each.name),
            each.get_state_display(),
            _moment(each.last_seen_at),
            each.unsent_count,
            _moment(each.oldest_unsent_at),
            harmless(each.app_version),
            each.clock_skew_seconds,
        ]


def _moment(at: Any) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes") if at else ""


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The phones of whoever asks, so that she can sign a lost one out."""
    rows = Device.objects.filter(user=request.user).order_by("-last_seen_at", "pk")
    return render(request, "mentoring_field/my_devices.html", {"devices": list(rows[:PER_PAGE])})


@login_required
@never_cache
def device(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _visible(request, pk)
    records = Envelope.objects.visible_to(request.user).filter(device=found).defer("payload")
    context = {
        "device": found,
        "is_silent": found.is_silent_at(timezone.now()),
        "records": list(records.order_by("-received_at", "-pk")[:LAST_RECORDS]),
        "is_own": found.user_id == request.user.pk,
        "can_keep": can_keep_phone(request.user, found),
        "can_revoke": can_revoke(request.user, found),
        "revoke_form": RevokeForm(),
        "rescue_form": RescueForm(),
    }
    return render(request, "mentoring_field/device.html", context)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _visible(request, pk)
    if not can_revoke(request.user, found):
        raise PermissionDenied(_("Only she herself and her coordinator sign a phone out."))
    form = RevokeForm(request.POST)
    try:
        revoke_device(device=found, by=request.user, reason=form.data.get("reason", ""))
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("The phone is signed out. What it still holds is offered for rescue.")
        )
    return redirect(found)


@login_required
@require_POST
@never_cache
def unlock_code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A one-time code, shown once."""
    found = _kept(request, pk)
    try:
        code = give_unlock_code(device=found, given_by=request.user)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    given = found.unlock_codes.first()
    context = {"device": found, "code": code, "given": given}
    return render(request, "mentoring_field/unlock_code.html", context)


@login_required
@require_POST
def rescue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take in the rescue file of this phone."""
    found = _kept(request, pk)
    form = RescueForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["file"]))
        return redirect(found)
    content = form.cleaned_data["file"].read()
    try:
        rescued = bring_in_rescue_file(device=found, content=content, by=request.user)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    context = {"device": found, "rescued": rescued}
    return render(request, "mentoring_field/rescued.html", context)


@login_required
def invite(request: HttpRequest) -> HttpResponse:
    """Whose phone shall be set up?"""
    _require_keeper(request)
    words = _words(request)
    columns = [*name_columns("user__"), "home_place__name"]
    found = people_to_invite(request.user).filter(search_condition(words, columns))
    rows = found.order_by(*name_columns("user__")[:1], "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"page": page, "words": words, "more": f"&{urlencode({'q': words})}"}
    return render(request, "mentoring_field/invite.html", context)


@login_required
@require_POST
@never_cache
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """The QR that sets up her phone, shown once; another one ends it."""
    _require_keeper(request)
    facilitator = get_object_or_404(people_to_invite(request.user), pk=pk)
    try:
        new = invite_phone(user=facilitator.user, invited_by=request.user)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
        return redirect("mentoring_field:invite")
    start = request.build_absolute_uri(reverse("mentoring_field_app:start"))
    address = f"{start}#{new.code}"
    picture = segno.make(address, error="m", micro=False)
    context = {
        "person": facilitator.user,
        "enrolment": new.enrolment,
        "address": address,
        "picture": picture.svg_data_uri(border=4, scale=8, light="#fff"),
        "is_safe": request.is_secure() or request.get_host().split(":")[0] == "localhost",
    }
    return render(request, "mentoring_field/invitation.html", context)


def _require_keeper(request: HttpRequest) -> None:
    if not can_keep_phones(request.user):
        raise PermissionDenied(_("Phones are kept by coordinators and managers of a place."))


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]


def _asked_for(request: HttpRequest) -> "QuerySet[Device]":
    rows = Device.objects.visible_to(request.user).exclude(user=request.user).with_names()
    rows = rows.filter(search_condition(_words(request), [*name_columns("user__"), "name"]))
    state = request.GET.get("keadaan", "")
    if state == "diam":
        rows = rows.filter(pk__in=Device.objects.silent_at(timezone.now()).values("pk"))
    elif state in DeviceState.values:
        rows = rows.filter(state=state)
    return rows.order_by("last_seen_at", "pk")


def _visible(request: HttpRequest, pk: UUID) -> Device:
    return get_object_or_404(Device.objects.visible_to(request.user).with_names(), pk=pk)


def _kept(request: HttpRequest, pk: UUID) -> Device:
    found = _visible(request, pk)
    if not can_keep_phone(request.user, found):
        raise PermissionDenied(_("Only the coordinator of her place does this."))
    return found
