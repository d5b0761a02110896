"""Differences between a phone and the office, side by side, until a person decides."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from mentoring.errors import MentoringError
from mentoring.field.forms import ResolutionForm
from mentoring.field.models import Conflict
from mentoring.field.permissions import resolvable
from mentoring.field.readable import also_waiting, both_sides, type_title
from mentoring.field.services import resolve_conflict
from mentoring.offline_records import OfficeMovedOn

PER_PAGE = 30


@login_required
@never_cache
def conflict_list(request: HttpRequest) -> HttpResponse:
    """Open differences, the oldest first; decided ones behind a link."""
    if not request.user.has_perm("mentoring_field.change_conflict"):
        raise PermissionDenied(_("Differences are decided by the coordinator of a place."))
    is_decided = request.GET.get("selesai") == "1"
    rows = resolvable(request.user).filter(resolved_at__isnull=not is_decided)
    rows = rows.select_related("envelope__device__user").defer("envelope__payload")
    page = Paginator(rows.order_by("found_at", "pk"), PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "lines": [(each, type_title(each.envelope.type)) for each in page.object_list],
        "is_decided": is_decided,
        "more": "&selesai=1" if is_decided else "",
    }
    return render(request, "mentoring_field/conflicts.html", context)


@login_required
@never_cache
def conflict(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Field by field: what the office has, what the phone sent, and what shall count."""
    rows = Conflict.objects.visible_to(request.user)
    found = get_object_or_404(rows.select_related("envelope__device__user", "resolved_by"), pk=pk)
    fields = both_sides(found)
    may_decide = resolvable(request.user).filter(pk=pk).exists()
    form = ResolutionForm(request.POST or None, conflict=found, fields=fields)
    if request.method == "POST":
        if not may_decide:
            raise PermissionDenied(_("Somebody else decides about records of your own phone."))
        try:
            if form.is_valid() and _decided(request, found, form):
                return redirect("mentoring_field:conflicts")
        except OfficeMovedOn as moved:
            # The page shows both sides anew.
            messages.warning(request, str(moved))
            return redirect(found)
    context = {
        "conflict": found,
        "title": type_title(found.envelope.type),
        "differing": [(each, form[each.input]) for each in fields if each.differs],
        "same": [each for each in fields if not each.differs],
        "also_waiting": also_waiting(found, request.user),
        "form": form,
        "may_decide": may_decide and found.resolved_at is None,
    }
    return render(request, "mentoring_field/conflict.html", context)


def _decided(request: HttpRequest, found: Conflict, form: ResolutionForm) -> bool:
    """Carry the decision out; whether it could be. Raises OfficeMovedOn."""
    try:
        resolve_conflict(
            conflict=found,
            resolution=form.cleaned_data["resolution"],
            by=request.user,
            note=form.cleaned_data["note"],
            chosen=form.chosen(),
        )
    except OfficeMovedOn:
        raise
    except MentoringError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("It is decided."))
    return True
