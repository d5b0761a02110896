"""The facilitator's pages: what she is asked, and her answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentoring.assignments.forms import DeclineForm
from mentoring.assignments.models import HOLDING, Assignment
from mentoring.assignments.permissions import can_answer_assignment
from mentoring.assignments.services import accept_assignment, decline_assignment
from mentoring.errors import MentoringError


@login_required
def my_assignments(request: HttpRequest) -> HttpResponse:
    """Proposals to answer first, then the groups she accompanies, then earlier ones."""
    today = timezone.localdate()
    own = Assignment.objects.visible_to(request.user).filter(facilitator__user=request.user)
    rows = list(own.with_names())
    waiting = [row for row in rows if can_answer_assignment(request.user, row)]
    said_yes = [row for row in rows if row.state in HOLDING]
    going_on = [row for row in said_yes if not row.is_over(today)]
    return render(
        request,
        "mentoring_assignments/my_assignments.html",
        {
            "waiting": waiting,
            "going_on": _told(going_on, today),
            "earlier": _told([r for r in rows if r not in waiting and r not in going_on], today),
        },
    )


@login_required
def assignment(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, _visible(request, pk), DeclineForm())


@login_required
@require_POST
def accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    asked = _own_question(request, pk)
    try:
        accept_assignment(assignment=asked, accepted_by=request.user)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
        return redirect(asked)
    messages.success(request, _thanks(asked) % {"group": asked.group})
    return redirect("mentoring_assignments:my_assignments")


@login_required
@require_POST
def decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    asked = _own_question(request, pk)
    form = DeclineForm(request.POST)
    if form.is_valid():
        try:
            decline_assignment(assignment=asked, declined_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your answer has been sent to the coordinator."))
            return redirect("mentoring_assignments:my_assignments")
    return _page(request, asked, form)


def _thanks(accepted: Assignment) -> str:
    if accepted.is_accepted:
        return _("Thank you. %(group)s is your group.")
    return _("Thank you. %(group)s is your group once your training is written down.")


def _visible(request: HttpRequest, pk: UUID) -> Assignment:
    rows = Assignment.objects.visible_to(request.user).with_names()
    return get_object_or_404(rows.select_related("proposed_by", "group__sentra__place"), pk=pk)


def _own_question(request: HttpRequest, pk: UUID) -> Assignment:
    asked = _visible(request, pk)
    # Answered in another window in between: the service says so in a sentence.
    if asked.facilitator.user_id != request.user.pk:
        raise PermissionDenied(_("Only the facilitator herself answers a proposal."))
    return asked


def _page(request: HttpRequest, row: Assignment, form: DeclineForm) -> HttpResponse:
    today = timezone.localdate()
    context: dict[str, Any] = {
        "assignment": row,
        "state": row.state_on(today),
        "can_answer": can_answer_assignment(request.user, row),
        "form": form,
        "back_url": reverse("mentoring_assignments:my_assignments"),
    }
    return render(request, "mentoring_assignments/assignment.html", context)


def _told(rows: list[Assignment], today: Any) -> list[tuple[Assignment, str]]:
    return [(row, row.state_on(today)) for row in rows]
