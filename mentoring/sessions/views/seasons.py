"""Feasts, harvests and months of many orders: what calendars tell of a place."""

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

from mentoring.errors import MentoringError
from mentoring.registry.models import Sentra
from mentoring.registry.permissions import rows_in_charge
from mentoring.sessions.forms.calendar import SeasonForm
from mentoring.sessions.models import Season
from mentoring.sessions.permissions import can_change_season, can_keep_season
from mentoring.sessions.services import change_season, delete_season, record_season

PER_PAGE = 30


@login_required
def seasons(request: HttpRequest) -> HttpResponse:
    """Those that go on or come, the next one first; `?lama=1`: those that are over."""
    today = timezone.localdate()
    is_old = request.GET.get("lama") == "1"
    rows = Season.objects.visible_to(request.user, today).select_related("sentra", "place")
    rows = (
        rows.filter(ends_on__lte=today).order_by("-starts_on", "-pk")
        if is_old
        else rows.filter(ends_on__gt=today)
    )
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman")),
        "is_old": is_old,
        "more": "&lama=1" if is_old else "",
        "may_add": request.user.has_perm("mentoring_sessions.add_season"),
    }
    return render(request, "mentoring_sessions/seasons.html", context)


@login_required
def add(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("mentoring_sessions.add_season"):
        raise PermissionDenied(_("Coordinators write this down."))
    form = _form(request)
    if form.is_valid() and _is_hers(form, request.user):
        said = form.season()
        try:
            record_season(recorded_by=request.user, now=timezone.now(), **said)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. Whoever plans a visit there is told."))
            return redirect("mentoring_sessions:seasons")
    return render(request, "mentoring_sessions/season.html", {"form": form})


@login_required
def season(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one."""
    row = _find(request, pk)
    names = ("kind", "title", "sentra", "starts_on", "last_on")
    initial = {name: getattr(row, name, None) for name in names}
    initial |= {"last_on": row.last_day, "place": row.place_id or ""}
    form = _form(request, initial=initial)
    if form.is_valid() and _is_hers(form, request.user):
        try:
            change_season(season=row, changed_by=request.user, **form.season())
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. Whoever plans a visit there is told."))
            return redirect("mentoring_sessions:seasons")
    return render(request, "mentoring_sessions/season.html", {"form": form, "season": row})


@login_required
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    delete_season(season=_find(request, pk), deleted_by=request.user)
    messages.success(request, _("Deleted."))
    return redirect("mentoring_sessions:seasons")


def _find(request: HttpRequest, pk: int) -> Season:
    """A season she may change; 404 if she does not see it, 403 if she only sees it."""
    visible = Season.objects.visible_to(request.user).select_related("sentra", "place")
    row = get_object_or_404(visible, pk=pk)
    if not can_change_season(request.user, row):
        raise PermissionDenied(_("Coordinators of the place change this."))
    return row


def _form(request: HttpRequest, **kwargs: Any) -> SeasonForm:
    return SeasonForm(request.POST or None, sentra=rows_in_charge(Sentra, request.user), **kwargs)


def _is_hers(form: SeasonForm, user: Any) -> bool:
    """Whether she coordinates the chosen place; a craft centre is offered only if she does."""
    place = form.cleaned_data["place"]
    if place is None or can_keep_season(user, place.code):
        return True
    form.add_error("place", _("You do not coordinate this place. Choose one of yours."))
    return False
