"""Back-checks: the list, the drawing of lots, and what somebody found who asked again."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from mentoring.accounts import name_columns
from mentoring.assignments.models import Facilitator
from mentoring.errors import MentoringError
from mentoring.registry import phone_lists
from mentoring.registry.models import Mandate
from mentoring.registry.permissions import RESPONSIBLE_ROLES, can_take_names_out
from mentoring.registry.scopes import READERS, in_mandated_places, mandated_places
from mentoring.sessions.back_check_drums import codes_around
from mentoring.sessions.back_check_figures import agreement_by_facilitator
from mentoring.sessions.back_check_items import told_items, who_was_there
from mentoring.sessions.forms.back_checks import AssignForm, DrawForm, FindingsForm
from mentoring.sessions.models import BackCheck
from mentoring.sessions.permissions import (
    can_ask_again,
    can_assign_back_check,
    places_to_draw_in,
)
from mentoring.sessions.services.back_checks import (
    answer_back_check,
    assign_back_check,
    draw_back_checks,
)

PER_PAGE = 20
FIGURES_OF_MONTHS = 12
_STATES = {"terbuka": gettext_lazy("still to ask"), "selesai": gettext_lazy("asked again")}
_SEARCHED = ("session__group__name_key", *name_columns("facilitator__"))
_HEADINGS = (
    gettext_lazy("Month"),
    gettext_lazy("Group"),
    gettext_lazy("Date"),
    gettext_lazy("Facilitator"),
    gettext_lazy("Who asks again"),
    gettext_lazy("Asked on"),
)


@login_required
def back_checks(request: HttpRequest) -> HttpResponseBase:
    """One's own first; state and search in the address.

    `?format=csv` is the list as a file: it names people, so it is for who may take names out
    and asks for a reason.
    """
    user, today = request.user, timezone.localdate()
    visible = BackCheck.objects.visible_to(user, today)
    wanted = phone_lists.wanted(request, "keadaan", _STATES)
    rows = phone_lists.found(visible, wanted, _SEARCHED)
    if wanted.chosen:
        rows = rows.open() if wanted.chosen == "terbuka" else rows.answered()
    rows = rows.with_context().order_by(
        F("checked_at").asc(nulls_first=True), "month", "drawn_at", "pk"
    )
    may_take_out = can_take_names_out(user, today)
    if phone_lists.asks_for_csv(request):
        if not may_take_out:
            raise PermissionDenied(_("Lists with names leave by the hand of who plans here."))
        return phone_lists.csv_with_names(
            request, rows, register=_("Back-checks"), headings=_HEADINGS, line=_line
        )
    context = {
        "page": phone_lists.page_of(request, rows, PER_PAGE),
        "wanted": wanted,
        "choices": list(_STATES.items()),
        "figures": _figures(user, visible, today),
        "may_take_out": may_take_out,
        "may_draw": places_to_draw_in(user, today).exists(),
    }
    return render(request, "mentoring_sessions/back_checks.html", context)


def _line(row: BackCheck) -> list[Any]:
    return [
        f"{row.month:%Y-%m}",
        str(row.session.group),
        row.session.happened_on,
        row.facilitator.get_full_name(),
        row.assigned_to.get_full_name() if row.assigned_to else "",
        row.checked_at and timezone.localdate(row.checked_at),
    ]


def _figures(user: Any, visible: Any, today: date) -> list[Any]:
    """Of the last months, for those who look after facilitators."""
    if not user.has_perm("mentoring_sessions.view_backcheck"):
        return []
    since = today.replace(day=1) - relativedelta(months=FIGURES_OF_MONTHS)
    return agreement_by_facilitator(visible.filter(month__gte=since))


@login_required
def draw_lots(request: HttpRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    places = places_to_draw_in(user, today)
    if not places.exists():
        raise PermissionDenied(_("Coordinators draw the lots for their places."))
    askers = people_who_ask(user, today)
    form = DrawForm(request.POST or None, places=places, askers=askers, today=today)
    if form.is_valid():
        try:
            drawing = draw_back_checks(drawn_by=user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _drawn(drawing.back_checks.count(), drawing.sessions))
            return redirect("mentoring_sessions:back_checks")
    return render(request, "mentoring_sessions/draw_back_checks.html", {"form": form})


def _drawn(drawn: int, sessions: int) -> str:
    said = ngettext(
        "Drawn: %(drawn)d of %(sessions)d visit.",
        "Drawn: %(drawn)d of %(sessions)d visits.",
        sessions,
    )
    return said % {"drawn": drawn, "sessions": sessions}


def people_who_ask(user: Any, today: date) -> QuerySet:
    """Who may ask again where `user` draws lots: holders of mandates over her places or within
    them, and the facilitators who live there."""
    roots = mandated_places(user, today, RESPONSIBLE_ROLES)
    above = {code for root in roots for code in codes_around(root)}
    holders = Mandate.objects.on(today).filter(
        in_mandated_places(user, today, "place", RESPONSIBLE_ROLES) | Q(place__in=above),
        role__in=READERS,
    )
    facilitators = Facilitator.objects.filter(
        in_mandated_places(user, today, "home_place", RESPONSIBLE_ROLES)
    )
    users = get_user_model().objects.filter(
        Q(pk__in=holders.values("user")) | Q(pk__in=facilitators.values("user")), is_active=True
    )
    return users.order_by(*name_columns(), "pk")


@login_required
def back_check(request: HttpRequest, pk: Any) -> HttpResponse:
    """What the record says beside what was found; asked once."""
    found = _find(request, pk)
    may_ask = not found.is_answered and can_ask_again(request.user, found)
    if request.method == "POST" and not can_ask_again(request.user, found):
        raise PermissionDenied(_("Only whoever was chosen to ask again does this."))
    told = told_items(found.session)
    form = FindingsForm(request.POST or None, told=told)
    if form.is_valid():
        try:
            answer_back_check(
                back_check=found,
                informant=form.cleaned_data["informant"],
                note=form.cleaned_data["note"],
                findings=form.findings(),
                checked_by=request.user,
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is written down. Nothing of the visit has changed."))
            return redirect(found)
    context = {
        "back_check": found,
        "form": form if may_ask or form.is_bound else None,
        "there": who_was_there(found.session) if may_ask else [],
        "answers": found.answers.all(),
        "assign_form": _assign_form(request, found),
    }
    return render(request, "mentoring_sessions/back_check.html", context)


def _find(request: HttpRequest, pk: Any) -> BackCheck:
    rows = BackCheck.objects.visible_to(request.user).with_context().select_related("draw__place")
    return get_object_or_404(rows, pk=pk)


def _assign_form(request: HttpRequest, found: BackCheck, data: Any = None) -> AssignForm | None:
    """Whom else it may be given to, for those who may give it."""
    if found.is_answered or not can_assign_back_check(request.user, found):
        return None
    today = timezone.localdate()
    own = (found.facilitator_id, found.session.led_by_id, found.session.recorded_by_id)
    askers = people_who_ask(request.user, today).exclude(pk__in=[key for key in own if key])
    return AssignForm(data, askers=askers, initial={"asker": found.assigned_to_id})


@login_required
@require_POST
def assign(request: HttpRequest, pk: Any) -> HttpResponse:
    found = _find(request, pk)
    if not can_assign_back_check(request.user, found):
        raise PermissionDenied(_("Only the coordinator of this place does this."))
    form = _assign_form(request, found, request.POST)
    if form is None or not form.is_valid():
        messages.error(request, _("Choose somebody who may ask again here."))
        return redirect(found)
    try:
        assign_back_check(back_check=found, to=form.cleaned_data["asker"], assigned_by=request.user)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is written down."))
    return redirect(found)
