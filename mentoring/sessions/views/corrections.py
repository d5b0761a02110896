"""Changes asked for sessions whose figures are locked: the list, the comparison, the decision."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mentoring.errors import MentoringError
from mentoring.registry import phone_lists
from mentoring.sessions.also_waiting import open_differences
from mentoring.sessions.forms.corrections import CorrectionForm
from mentoring.sessions.models import CorrectionState, SessionCorrection
from mentoring.sessions.permissions import can_decide_correction, may_read_confidential
from mentoring.sessions.services.corrections import decide_correction
from mentoring.sessions.versions import differences

PER_PAGE = 20
_SEARCHED = ("session__group__name_key", "reason")
_OPEN_FIRST = Case(
    When(state=CorrectionState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()
)


@login_required
def corrections(request: HttpRequest) -> HttpResponse:
    """Those that wait first, the oldest of them on top."""
    visible = SessionCorrection.objects.visible_to(request.user).with_context()
    wanted = phone_lists.wanted(request, "keadaan", CorrectionState.values)
    rows = phone_lists.found(visible, wanted, _SEARCHED)
    if wanted.chosen:
        rows = rows.filter(state=wanted.chosen)
    context = {
        "page": phone_lists.page_of(
            request, rows.order_by(_OPEN_FIRST, "asked_at", "pk"), PER_PAGE
        ),
        "wanted": wanted,
        "choices": CorrectionState.choices,
    }
    return render(request, "mentoring_sessions/corrections.html", context)


@login_required
def correction(request: HttpRequest, pk: Any) -> HttpResponse:
    """What it says and what it is to say, side by side."""
    rows = SessionCorrection.objects.visible_to(request.user).with_context()
    found = get_object_or_404(rows.select_related("decided_by"), pk=pk)
    may_decide = can_decide_correction(request.user, found)
    if request.method == "POST" and not may_decide:
        raise PermissionDenied(_("Whoever answers for the programme decides about locked figures."))
    form = CorrectionForm(request.POST or None)
    if form.is_valid():
        try:
            decide_correction(
                correction=found,
                approve=form.cleaned_data["decision"] == "approve",
                answer=form.cleaned_data["answer"],
                decided_by=request.user,
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is written down. Locked figures keep what they said."))
            return redirect(found)
    context = {
        "correction": found,
        "differences": _told(found, request.user),
        "waiting_differences": open_differences(found.session_id, request.user),
        "form": form if may_decide and (found.is_open or form.is_bound) else None,
    }
    return render(request, "mentoring_sessions/correction.html", context)


def _told(found: SessionCorrection, user: Any) -> list[Any]:
    """Where both sides differ; confidential notes for those only who may read them."""
    sides = (found.before, found.after)
    if any(side.get("notes_are_confidential") for side in sides):
        asked = user.pk == found.asked_by_id
        if not asked and not may_read_confidential(user, found.session):
            sides = tuple({**side, "notes": ""} for side in sides)  # type: ignore[assignment]
    return differences(*sides)
