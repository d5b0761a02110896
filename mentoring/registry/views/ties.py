"""Who depends on whom: restricted rows on a page of their own. Every look is logged."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mentoring.errors import MentoringError
from mentoring.registry.forms import TieForm
from mentoring.registry.models import BusinessTie, Person
from mentoring.registry.permissions import can_end_tie, can_record_tie
from mentoring.registry.services import end_tie, open_ties, record_tie
from mentoring.registry.sign_ins import may_be_somebody_else


@login_required
@never_cache
def ties(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    may_record = can_record_tie(request.user, person)
    is_own = person.user_id == request.user.pk
    if not (may_record or is_own or request.user.has_perm("mentoring_registry.view_businesstie")):
        raise PermissionDenied(_("These ties are read by few: ask the coordinator."))
    if is_own and may_be_somebody_else(request):
        raise PermissionDenied(_("Ask your coordinator: she reads to you what is written here."))
    form = TieForm(request.POST or None, person=person, for_user=request.user)
    if request.method == "POST":
        if not may_record:
            raise PermissionDenied(_("Her facilitator and her coordinator write here."))
        if form.is_valid():
            said = form.cleaned_data
            try:
                record_tie(
                    person=person,
                    other=form.other(),
                    kind=said["kind"],
                    source=said["source"],
                    terms=said["terms"],
                    starts_on=said["starts_on"],
                    recorded_by=request.user,
                    now=timezone.now(),
                )
            except MentoringError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Saved."))
                return redirect("mentoring_registry:ties", pk)
    return _page(request, person, form if may_record else None)


@login_required
@require_POST
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It is over since today."""
    tie = get_object_or_404(BusinessTie.objects.visible_to(request.user), pk=pk)
    if not can_end_tie(request.user, tie):
        raise PermissionDenied(_("Whoever wrote it and the coordinator end it."))
    try:
        end_tie(tie=tie, ends_on=timezone.localdate(), ended_by=request.user)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ended."))
    return redirect("mentoring_registry:ties", tie.from_person_id)


def _page(request: HttpRequest, person: Person, form: TieForm | None) -> HttpResponse:
    rows = list(
        BusinessTie.objects.visible_to(request.user)
        .filter(from_person=person)
        .select_related("to_person", "to_user", "from_person", "recorded_by")
    )
    if request.method == "GET":
        open_ties(ties=rows, read_by=request.user)
    today = timezone.localdate()
    lines = [
        {"tie": tie, "goes_on": tie.holds_on(today), "may_end": can_end_tie(request.user, tie)}
        for tie in rows
    ]
    context = {"person": person, "lines": lines, "form": form}
    return render(request, "mentoring_registry/ties.html", context)
