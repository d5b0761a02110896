"""The census in the field: sheets of many lines, the list, and one line."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mentoring.errors import MentoringError
from mentoring.registry import phone_lists
from mentoring.registry.forms import EnrolForm, EntryForm, Sheet
from mentoring.registry.models import (
    GUARDED_WAYS,
    CensusEntry,
    CrafterGroup,
    ReachAggregate,
    Sentra,
    Stratum,
)
from mentoring.registry.name_keys import search_condition
from mentoring.registry.permissions import (
    can_add_members,
    can_take_census,
    can_take_names_out,
)
from mentoring.registry.reach import reach_of
from mentoring.registry.services import correct_entry, enrol_from_census, list_crafters

PER_PAGE = 30
# What the next sheet of the same walk begins with.
_KEPT_HEAD = ("sentra", "place", "hamlet")
_FILTERS = ("q", "sentra", "stratum", "terdaftar")


@login_required
def census(request: HttpRequest) -> HttpResponseBase:
    require_reading(request.user)
    asked = {name: request.GET[name] for name in _FILTERS if request.GET.get(name)}
    visible = CensusEntry.objects.visible_to(request.user)
    # By keys: the names of craft centres would sort the whole census.
    entries = _filtered(visible, asked).order_by("sentra_id", "hamlet", "name", "pk")
    entries = entries.select_related("sentra")
    may_take_out = can_take_names_out(request.user, timezone.localdate())
    if phone_lists.asks_for_csv(request):
        if not may_take_out:
            raise PermissionDenied(_("Lists with names leave by the hand of who plans here."))
        return _as_csv(request, entries)
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("halaman"))
    guarded = _guarded(request.user)
    context = {
        "page": page,
        "asked": asked,
        "more": f"&{urlencode(asked)}" if asked else "",
        "centres": Sentra.objects.visible_to(request.user),
        "strata": Stratum.choices,
        "guarded": guarded,
        "guarded_percent": 100 * guarded["guarded"] / guarded["all"] if guarded["all"] else None,
        "may_write": request.user.has_perm("mentoring_registry.add_censusentry"),
        "may_take_out": may_take_out,
    }
    return render(request, "mentoring_registry/census.html", context)


def _as_csv(request: HttpRequest, entries: "QuerySet[CensusEntry]") -> HttpResponseBase:
    return phone_lists.csv_with_names(
        request,
        entries,
        register=_("Census"),
        headings=[
            _("Name"),
            _("Sex"),
            _("Hamlet"),
            _("Craft centre"),
            _("Craft"),
            _("Stratum"),
            _("Consent"),
            _("Met on"),
            _("In a group"),
        ],
        line=lambda entry: [
            entry.name,
            entry.get_sex_display(),
            entry.hamlet,
            entry.sentra.name,
            entry.craft,
            entry.get_stratum_display(),
            entry.get_consent_level_display(),
            entry.seen_on.isoformat(),
            _("yes") if entry.person_id else _("no"),
        ],
    )


@login_required
def sheet(request: HttpRequest) -> HttpResponse:
    """Many lines on one screen; kept all or none, a sheet sent twice once."""
    require_writing(request.user)
    centres = Sentra.objects.visible_to(request.user)
    known = {name: request.GET[name] for name in _KEPT_HEAD if request.GET.get(name)}
    paper = Sheet(request.POST or None, centres, known)
    if request.method == "POST" and paper.is_valid():
        head = paper.head.cleaned_data
        try:
            entries = list_crafters(
                sentra=head["sentra"],
                place=head["place"],
                crafters=paper.crafters(),
                seen_on=head["seen_on"],
                wave=head["wave"],
                recorded_by=request.user,
                now=timezone.now(),
            )
        except MentoringError as refusal:
            paper.head.add_error(None, str(refusal))
        else:
            messages.success(request, _kept(len(entries)))
            kept = {"sentra": head["sentra"].pk, "hamlet": head["hamlet"]}
            again = urlencode(kept | ({"place": head["place"].pk} if head["place"] else {}))
            return redirect(f"{reverse('mentoring_registry:census_sheet')}?{again}")
    context = {"sheet": paper, "hamlets": _hamlets(centres)}
    return render(request, "mentoring_registry/census_sheet.html", context)


@login_required
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_entry(request, pk)
    may_write = can_take_census(
        request.user, sentra=found.sentra, place=found.place, hamlet=found.hamlet
    )
    form = EntryForm(request.POST or None, instance=found) if may_write else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(_("You do not take the census of this hamlet."))
        if form.is_valid():
            # The form has written into `found` already: the service looks at the kept row.
            kept = CensusEntry.objects.select_related("sentra", "place").get(pk=pk)
            try:
                correct_entry(entry=kept, changes=form.cleaned_data, changed_by=request.user)
            except MentoringError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Saved."))
                return redirect("mentoring_registry:census_entry", pk)
        found.refresh_from_db()
    return _page(request, found, form)


@login_required
@require_POST
def enrol(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_entry(request, pk)
    if not request.user.has_perm("mentoring_registry.add_membership"):
        raise PermissionDenied(_("Members come and go by the hand of the coordinator."))
    form = EnrolForm(request.POST, for_user=request.user, sentra=found.sentra)
    if form.is_valid():
        group: CrafterGroup = form.cleaned_data["group"]
        if not can_add_members(request.user, group):
            raise PermissionDenied(_("Members come and go by the hand of the coordinator."))
        try:
            enrol_from_census(entry=found, enrolled_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s is a member now.") % {"name": found})
            return redirect("mentoring_registry:census_entry", pk)
    return _page(request, found, None, enrolling=form)


def require_reading(user: Any) -> None:
    if not user.has_perm("mentoring_registry.view_censusentry"):
        raise PermissionDenied(_("The census is for those who take it and those who plan."))


def require_writing(user: Any) -> None:
    if not user.has_perm("mentoring_registry.add_censusentry"):
        raise PermissionDenied(_("The census is for those who take it and those who plan."))


def find_entry(request: HttpRequest, pk: UUID) -> CensusEntry:
    require_reading(request.user)
    visible = CensusEntry.objects.visible_to(request.user)
    return get_object_or_404(
        visible.select_related("sentra", "place", "person", "recorded_by"), pk=pk
    )


def _page(
    request: HttpRequest,
    found: CensusEntry,
    form: EntryForm | None,
    enrolling: EnrolForm | None = None,
) -> HttpResponse:
    may_enrol = found.person_id is None and request.user.has_perm(
        "mentoring_registry.add_membership"
    )
    if may_enrol and enrolling is None:
        enrolling = EnrolForm(for_user=request.user, sentra=found.sentra)
    context = {"entry": found, "form": form, "enrolling": enrolling if may_enrol else None}
    return render(request, "mentoring_registry/census_entry.html", context)


def _guarded(user: Any) -> dict[str, int]:
    """How many of all she sees only the powerful showed. Who sees a whole province reads
    what was counted at night."""
    if user.has_perm("mentoring_registry.view_all_censusentry"):
        total = reach_of(ReachAggregate.objects.visible_to(user)).total
        return {"all": total.in_census, "guarded": total.guarded}
    return CensusEntry.objects.visible_to(user).aggregate(
        all=Count("pk"), guarded=Count("pk", filter=Q(reached_through__in=GUARDED_WAYS))
    )


def _filtered(entries: "QuerySet[CensusEntry]", asked: dict[str, str]) -> "QuerySet[CensusEntry]":
    if words := asked.get("q"):
        entries = entries.filter(search_condition(words, ("name_key", "hamlet", "craft")))
    if asked.get("sentra", "").isdecimal():
        entries = entries.filter(sentra=asked["sentra"][:18])
    if asked.get("stratum") in Stratum.values:
        entries = entries.filter(stratum=asked["stratum"])
    if asked.get("terdaftar") == "belum":
        entries = entries.filter(person__isnull=True)
    return entries


def _hamlets(centres: "QuerySet[Sentra]") -> list[str]:
    """Names of hamlets met before, to pick from instead of typing."""
    groups = CrafterGroup.objects.filter(sentra__in=centres).exclude(hamlet="")
    listed = CensusEntry.objects.filter(sentra__in=centres)
    names = groups.order_by().values_list("hamlet").union(listed.order_by().values_list("hamlet"))
    return sorted(name for (name,) in names)[:200]


def _kept(count: int) -> str:
    return ngettext(
        "%(count)d crafter is written down. Go on with the next sheet.",
        "%(count)d crafters are written down. Go on with the next sheet.",
        count,
    ) % {"count": count}
