"""Facilitators with their load, one facilitator, her leave, and who might take a group."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mentoring.accounts import name_columns
from mentoring.asked_days import day_asked, is_no_day
from mentoring.assignments import services
from mentoring.assignments.cautions import facilitator_cautions
from mentoring.assignments.forms import EndLeaveForm, LeaveForm
from mentoring.assignments.models import Assignment, Facilitator, groups_without_lead
from mentoring.assignments.permissions import (
    can_propose_assignment,
    can_record_leave,
    can_see_portfolio,
    can_see_portfolios,
    can_watch_over_groups,
)
from mentoring.assignments.portfolio import Portfolio, portfolios_on
from mentoring.assignments.suggestions import suggestions_for
from mentoring.assignments.workload import loads_on
from mentoring.errors import MentoringError
from mentoring.registry import phone_lists
from mentoring.registry.models import CrafterGroup, Stratum
from mentoring.registry.name_keys import search_condition
from mentoring.registry.permissions import rows_in_charge

PER_PAGE = 30
FOUND_AT_MOST = 20
LONGEST_SEARCH = 80


@login_required
def facilitator_list(request: HttpRequest) -> HttpResponseBase:
    """Facilitators of my places with what each carries today."""
    today = timezone.localdate()
    if not can_watch_over_groups(request.user, today):
        raise PermissionDenied(_("This page is for coordinators and managers of a place."))
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    columns = [*name_columns("user__"), "home_place__name"]
    found = Facilitator.objects.visible_to(request.user).filter(search_condition(words, columns))
    rows = found.with_names().order_by("-user__is_active", *name_columns("user__")[:1], "pk")
    if phone_lists.asks_for_csv(request):
        return _as_csv(request, rows, today)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    listed = list(page.object_list)
    loads = loads_on(listed, today)
    context = {
        "page": page,
        "lines": [(each, loads[each.pk]) for each in listed],
        "words": words,
        "more": f"&{urlencode({'q': words})}" if words else "",
    }
    return render(request, "mentoring_assignments/facilitators.html", context)


def _as_csv(request: HttpRequest, rows: Any, today: date) -> HttpResponseBase:
    """Everybody listed with her load, and for who reads strata whom she accompanies."""
    everybody = list(rows)
    loads = loads_on(everybody, today)
    groups = CrafterGroup.objects.visible_to(request.user)
    sees = can_see_portfolios(request.user, today)
    told = [each for each in everybody if sees and each.user_id != request.user.pk]
    portfolios = portfolios_on(told, today, groups) if told else {}
    strata = [*Stratum.values, ""] if told else []

    def line(each: Facilitator) -> list[Any]:
        load, portfolio = loads[each.pk], portfolios.get(each.pk)
        counts = [portfolio.counts[code] if portfolio else "" for code in strata]
        about = [str(each), each.home_place.name, each.language_names]
        return [*about, load.groups, load.in_words, load.cap, *counts]

    groups_named = pgettext("crafters", "Groups")
    headings = [_("Name"), _("Home village"), _("Languages"), groups_named, _("Load"), _("Limit")]
    return phone_lists.csv_with_names(
        request,
        rows,
        register=_("Facilitators"),
        headings=[*headings, *([*Stratum.labels, _("not assessed")] if told else [])],
        line=line,
    )


@login_required
def facilitator(request: HttpRequest, pk: int) -> HttpResponse:
    """What she carries on a day (`?hari=`, today if none), her training and her leave."""
    found = _visible(request, pk)
    today = timezone.localdate()
    day = day_asked(request) or today
    rows = Assignment.objects.visible_to(request.user).filter(facilitator=found).with_names()
    on_that_day = Assignment.objects.responsible_on(day).filter(facilitator=found).values("pk")
    context: dict[str, Any] = {
        "facilitator": found,
        "day": day,
        "is_today": day == today,
        "load": loads_on([found], day)[found.pk],
        "carried": list(rows.filter(pk__in=on_that_day).order_by("group__name")),
        "lines": [(row, row.state_on(today)) for row in rows],
        "trainings": found.trainings.all(),
        "waivers": found.waivers.select_related("granted_by"),
        "leaves": found.leaves.all(),
        "cautions": facilitator_cautions(found, today),
        "portfolio": _portfolio(request, found, day),
        "can_record_leave": can_record_leave(request.user, found),
        "is_herself": found.user_id == request.user.pk,
    }
    return render(request, "mentoring_assignments/facilitator.html", context)


def _portfolio(request: HttpRequest, found: Facilitator, day: date) -> Portfolio | None:
    """Whom she accompanies on `day` in groups the reader sees; None for who plans nothing."""
    if not can_see_portfolio(request.user, found, timezone.localdate()):
        return None
    groups = CrafterGroup.objects.visible_to(request.user)
    return portfolios_on([found], day, groups)[found.pk]


@login_required
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    if not can_record_leave(request.user, found):
        raise PermissionDenied(_("Only she herself and her coordinator write this down."))
    form = LeaveForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    if form.is_valid():
        about = {name: form.cleaned_data[name] for name in ("kind", "note")}
        try:
            services.record_leave(
                facilitator=found, recorded_by=request.user, **about, **form.days()
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The leave is written down."))
            return redirect(found)
    context = {"facilitator": found, "form": form}
    return render(request, "mentoring_assignments/leave.html", context)


@login_required
def end_leave(request: HttpRequest, pk: int, leave_pk: int) -> HttpResponse:
    """She comes back: the last day of a leave that goes on, or another one."""
    found = _visible(request, pk)
    if not can_record_leave(request.user, found):
        raise PermissionDenied(_("Only she herself and her coordinator write this down."))
    away = get_object_or_404(found.leaves, pk=leave_pk)
    last_day = away.last_day or timezone.localdate()
    form = EndLeaveForm(request.POST or None, initial={"last_day": last_day})
    if form.is_valid():
        try:
            services.end_leave(leave=away, ends_on=form.ends_on(), ended_by=request.user)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The last day of the leave is written down."))
            return redirect(found)
    context = {"facilitator": found, "leave": away, "form": form}
    return render(request, "mentoring_assignments/end_leave.html", context)


@login_required
def suggestions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who might lead the group, each line explained; the person decides."""
    groups = rows_in_charge(CrafterGroup, request.user).standing()
    group = get_object_or_404(groups.select_related("sentra__place"), pk=pk)
    if not can_propose_assignment(request.user, group):
        raise PermissionDenied(_("Only the coordinator of this place proposes somebody."))
    today = timezone.localdate()
    candidates = Facilitator.objects.visible_to(request.user).exclude(user=request.user)
    context = {
        "group": group,
        "suggestions": suggestions_for(group, candidates, today),
        "has_lead": not groups_without_lead(groups.filter(pk=group.pk), today).exists(),
        "propose_url": reverse("mentoring_assignment:add"),
    }
    return render(request, "mentoring_assignments/suggestions.html", context)


@login_required
def responsible(request: HttpRequest) -> HttpResponse:
    """Who was responsible for a group on a day: `?kelompok=` and `?hari=`, or `?q=` to find it."""
    groups = CrafterGroup.objects.visible_to(request.user).select_related("sentra__place")
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    group, day = _group_asked(request, groups), day_asked(request) or timezone.localdate()
    rows = Assignment.objects.responsible_on(day).filter(group=group).with_names()
    context: dict[str, Any] = {
        "group": group,
        "day": day,
        "words": words,
        "found": groups.filter(search_condition(words, ["name_key", "name", "sentra__name"]))[
            :FOUND_AT_MOST
        ]
        if words or group is None
        else [],
        "rows": list(rows.order_by("kind", "starts_on")) if group else [],
        "day_is_wrong": is_no_day(request),
        "shows_more": can_watch_over_groups(request.user, timezone.localdate()),
    }
    return render(request, "mentoring_assignments/responsible.html", context)


def _visible(request: HttpRequest, pk: int) -> Facilitator:
    rows = Facilitator.objects.visible_to(request.user).with_names()
    return get_object_or_404(rows, pk=pk)


def _group_asked(request: HttpRequest, groups: Any) -> CrafterGroup | None:
    if not (asked := request.GET.get("kelompok", "")):
        return None
    try:
        return get_object_or_404(groups, pk=UUID(asked))
    except ValueError:
        return None
