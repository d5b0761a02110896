"""Complaints: left by anybody, looked into by whoever they are not about."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mentoring.errors import MentoringError
from mentoring.registry import conf
from mentoring.registry.forms import (
    AnswerForm,
    ComplaintForm,
    KeepFromForm,
    KeyedComplaintForm,
    ReceiptForm,
)
from mentoring.registry.models import Complaint, ComplaintState
from mentoring.registry.permissions import can_handle_complaints
from mentoring.registry.services import (
    Reading,
    answer_complaint,
    close_complaint,
    complaint_readers,
    escalate_complaint,
    keep_complaint_from,
    leave_complaint,
    leave_public_complaint,
    note_reading,
    take_up_complaint,
)

PER_PAGE = 30


def leave(request: HttpRequest) -> HttpResponse:
    """The public page; no account, no name."""
    form = ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            complaint = leave_public_complaint(
                told=form.told(), address=address_of(request), now=timezone.now()
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. Your complaint has arrived."))
            return redirect("mentoring_registry:complaint_receipt", complaint.receipt)
    return private(render(request, "mentoring_registry/complaint_form.html", {"form": form}))


@require_GET
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """What whoever holds the receipt may know: the state and the answer, never the text."""
    found = Complaint.objects.filter(receipt=receipt.upper()).first()
    context = {"complaint": found, "receipt": receipt.upper()}
    status = 200 if found else 404
    page = render(request, "mentoring_registry/complaint_receipt.html", context, status=status)
    return private(page)


@require_GET
def find_receipt(request: HttpRequest) -> HttpResponse:
    form = ReceiptForm(request.GET or None)
    if form.is_valid() and form.cleaned_data["receipt"].isalnum():
        return redirect("mentoring_registry:complaint_receipt", form.cleaned_data["receipt"])
    return private(render(request, "mentoring_registry/complaint_find.html", {"form": form}))


@login_required
def incoming(request: HttpRequest) -> HttpResponse:
    require_handling(request.user)
    state = request.GET.get("status", "")
    complaints = Complaint.objects.visible_to(request.user).select_related("place", "level")
    if state in ComplaintState.values:
        complaints = complaints.filter(state=state)
    page = Paginator(complaints, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "state": state,
        "states": ComplaintState.choices,
        "more": f"&status={state}" if state else "",
    }
    return private(render(request, "mentoring_registry/complaints.html", context))


@login_required
def key_in(request: HttpRequest) -> HttpResponse:
    require_handling(request.user)
    form = KeyedComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        complaint = leave_complaint(
            told=form.told(),
            channel=form.cleaned_data["channel"],
            now=timezone.now(),
            recorded_by=request.user,
        )
        messages.success(
            request,
            _("Written down. Tell whoever complained this number: %(receipt)s")
            % {"receipt": complaint.receipt},
        )
        return redirect("mentoring_registry:complaints")
    return private(render(request, "mentoring_registry/complaint_key.html", {"form": form}))


@login_required
@require_GET
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, _find(request, pk), AnswerForm())


@login_required
@require_POST
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    complaint = _find(request, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_complaint(
                complaint=complaint,
                answered_by=request.user,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Whoever has the receipt can read your answer now."))
            return redirect(complaint)
    return _page(request, complaint, form)


@login_required
@require_POST
def step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """One of the steps that need no words: take it up, close it, pass it up."""
    complaint = _find(request, pk)
    verbs = {
        "tangani": lambda: take_up_complaint(complaint=complaint, taken_by=request.user),
        "selesai": lambda: close_complaint(complaint=complaint, closed_by=request.user),
        "naik": lambda: escalate_complaint(
            complaint=complaint, now=timezone.now(), escalated_by=request.user
        ),
    }
    try:
        verbs[step]()
    except MentoringError as refusal:
        messages.error(request, str(refusal))
        return redirect(complaint)
    messages.success(request, _("Done."))
    return _back(request, complaint)


@login_required
@require_POST
def keep_from(request: HttpRequest, pk: UUID) -> HttpResponse:
    complaint = _find(request, pk)
    readers = complaint_readers(complaint=complaint, asked_by=request.user)
    form = KeepFromForm(request.POST, readers=readers)
    if not form.is_valid():
        messages.error(request, _("Choose somebody from the list."))
        return _back(request, complaint)
    try:
        keep_complaint_from(
            complaint=complaint, kept_by=request.user, now=timezone.now(), **form.cleaned_data
        )
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Done."))
    return _back(request, complaint)


def require_handling(user: Any) -> None:
    if not can_handle_complaints(user):
        raise PermissionDenied(_("Complaints are for coordinators and the programme's managers."))


def address_of(request: HttpRequest) -> str:
    """Whom the limit counts."""
    header = conf.address_header()
    given = request.headers.get(header, "").strip() if header else ""
    return given or request.META.get("REMOTE_ADDR", "")


def private(response: HttpResponse) -> HttpResponse:
    """Neither kept on a shared phone nor told to other sites by its address."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response


def _find(request: HttpRequest, pk: UUID) -> Complaint:
    require_handling(request.user)
    visible = Complaint.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("place", "level", "answered_by"), pk=pk)


def _back(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """To the complaint, or to the list once it is not hers to see any more."""
    if Complaint.objects.visible_to(request.user).filter(pk=complaint.pk).exists():
        return redirect(complaint)
    return redirect("mentoring_registry:complaints")


def _page(request: HttpRequest, complaint: Complaint, form: AnswerForm) -> HttpResponse:
    note_reading(row=complaint, kind=Reading.COMPLAINT, read_by=request.user)
    context = {
        "complaint": complaint,
        "form": form,
        "keep_from": KeepFromForm(
            readers=complaint_readers(complaint=complaint, asked_by=request.user)
        ),
        "due": complaint.is_open and complaint.level is not None,
    }
    return private(render(request, "mentoring_registry/complaint.html", context))
