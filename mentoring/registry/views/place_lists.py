"""The national list of places in the admin: looked through first, then taken."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from mentoring.errors import MentoringError
from mentoring.registry.forms import PlaceListForm
from mentoring.registry.permissions import can_import_places
from mentoring.registry.services import import_places


def import_list(request: HttpRequest) -> HttpResponse:
    """`act=check` says what would happen, `act=import` does it."""
    if not can_import_places(request.user):
        raise PermissionDenied
    form = PlaceListForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "header_title": _("List of places")}
    if form.is_valid():
        is_check = request.POST.get("act") != "import"
        try:
            context["outcome"] = import_places(
                form.cleaned_data["file"],
                happened_on=form.cleaned_data["happened_on"],
                source=form.cleaned_data["source"],
                dry_run=is_check,
            )
        except MentoringError as refusal:
            form.add_error("file", str(refusal))
        else:
            context["is_check"] = is_check
            if not is_check:
                messages.success(request, _("The list of places was taken."))
    return render(request, "mentoring_registry/admin/place_list.html", context)
