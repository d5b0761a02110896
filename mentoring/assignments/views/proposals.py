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

from mentoring.assignments.forms import DeclineForm, HandoverNoteForm
from mentoring.assignments.models import HOLDING, Assignment, AssignmentState
from mentoring.assignments.open_work import open_work_of
from mentoring.assignments.permissions import (
    can_answer_assignment,
    can_read_handover,
    can_write_handover_note,
)
from mentoring.assignments.predecessors import predecessor_of
from mentoring.assignments.services import (
    accept_assignment,
    decline_assignment,
    write_handover_note,
)
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


@login_required
@require_POST
def handover_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """She who leaves writes what the next one should know."""
    row = _visible(request, pk)
    if not can_write_handover_note(request.user, row):
        raise PermissionDenied(_("Only who hands the group over writes this."))
    form = HandoverNoteForm(request.POST)
    if form.is_valid():
        write_handover_note(assignment=row, written_by=request.user, **form.cleaned_data)
        messages.success(request, _("Written down for whoever follows."))
        return redirect(row)
    return _page(request, row, DeclineForm(), note_form=form)


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


def _page(
    request: HttpRequest,
    row: Assignment,
    form: DeclineForm,
    note_form: HandoverNoteForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    hands_over = row.state == AssignmentState.HANDOVER
    reads_handover = can_read_handover(request.user, row)
    if note_form is None and can_write_handover_note(request.user, row):
        note_form = HandoverNoteForm(initial={"note": row.handover_note})
    context: dict[str, Any] = {
        "assignment": row,
        "state": row.state_on(today),
        "can_answer": can_answer_assignment(request.user, row),
        "form": form,
        "note_form": note_form,
        "hands_over": hands_over,
        "predecessor": predecessor_of(row) if reads_handover else None,
        "open_work": open_work_of(row) if reads_handover and not row.is_over(today) else [],
        "back_url": reverse("mentoring_assignments:my_assignments"),
    }
    return render(request, "mentoring_assignments/assignment.html", context)


def _told(rows: list[Assignment], today: Any) -> list[tuple[Assignment, str]]:
    return [(row, row.state_on(today)) for row in rows]
