"""What happens to a certificate after its issue: review, correction, hand-over, duplicate."""

from uuid import UUID

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from certificates import permissions
from certificates.errors import CertificatesError
from certificates.forms import CorrectionForm, HandOverForm, NoteForm
from certificates.models import Certificate, CertificateEvent, Correction, EventKind
from certificates.paging import page_of
from certificates.rendering.papers import paper_pdf
from certificates.services import (
    approve_correction,
    decline_correction,
    hand_over,
    hold_certificate,
    print_duplicate,
    release_certificate,
    request_correction,
    to_hand_over,
)
from certificates.services.batches import today_at
from certificates.services.handing_over import papers_of
from certificates.services.printing import file_name
from certificates.views.office.screens import batch_for, certificate_for, page, perform, require


@require_POST
def hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = certificate_for(request, pk)
    require(permissions.can_correct(request.user, found))
    note = _note(request)
    return perform(
        request,
        _page_of(found),
        lambda: hold_certificate(certificate=found, note=note, held_by=request.user),
        _("Under review. Everybody who checks it sees that now."),
    )


@require_POST
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = certificate_for(request, pk)
    require(permissions.can_correct(request.user, found))
    return perform(
        request,
        _page_of(found),
        lambda: release_certificate(certificate=found, released_by=request.user),
        _("Valid again."),
    )


@require_POST
def ask_correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = certificate_for(request, pk)
    require(permissions.can_ask_for_correction(request.user, found))
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Type the right name and how you know it."))
        return redirect(_page_of(found))
    return perform(
        request,
        _page_of(found),
        lambda: request_correction(certificate=found, asked_by=request.user, **form.cleaned_data),
        _("Asked. The head of the issuer decides."),
    )


def corrections(request: HttpRequest) -> HttpResponse:
    """Those asked of one's issuers, the open ones first."""
    require(permissions.works_for_an_issuer(request.user))
    found = (
        Correction.objects.visible_to(request.user)
        .select_related("certificate__issuer", "asked_by", "decided_by")
        .order_by(F("decided_at").desc(nulls_first=True), "-asked_at", "pk")
    )
    shown = page_of(found, request.GET.get("p"))
    for correction in shown:
        correction.may_decide = correction.asked_by_id != request.user.pk and (
            permissions.can_correct(request.user, correction.certificate)
        )
    return page(request, "corrections", _("Corrections"), page=shown)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    found = _correction(request, pk)
    return perform(
        request,
        "certificates_admin:corrections",
        lambda: approve_correction(correction=found, approved_by=request.user),
        _("Replaced. The new certificate is valid; the old one says so to everybody."),
    )


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    found, answer = _correction(request, pk), _note(request)
    return perform(
        request,
        "certificates_admin:corrections",
        lambda: decline_correction(correction=found, answer=answer, declined_by=request.user),
        _("Declined. Who asked sees the answer."),
    )


def handing_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who of a batch got the paper; POST records some more."""
    found = batch_for(request, pk)
    require(permissions.can_hand_over(request.user, found.type.issuer))
    waiting = to_hand_over(found).filter(is_handed_over=False)
    form = HandOverForm(request.POST or None, waiting=waiting, today=today_at(found.type.issuer))
    if request.method == "POST" and form.is_valid():
        try:
            count = hand_over(handed_by=request.user, **form.cleaned_data)
        except CertificatesError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Handed over: %(count)d.") % {"count": count})
            return redirect("certificates_admin:hand_over", pk=found.pk)
    given = CertificateEvent.objects.filter(
        certificate__in=papers_of(found), kind=EventKind.HANDED_OVER
    ).select_related("certificate", "actor")
    return page(
        request,
        "hand_over",
        _("Hand over"),
        (reverse("certificates_admin:batch", args=[found.pk]), str(found)),
        batch=found,
        form=form,
        waiting=list(waiting),
        given=given.order_by(F("certificate__item__position").asc(nulls_last=True), "pk"),
    )


def hand_over_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list on paper, with a line for each signature."""
    found = batch_for(request, pk)
    require(permissions.can_hand_over(request.user, found.type.issuer))
    pdf = paper_pdf(
        "certificates/admin/papers/hand_over.html",
        {"batch": found, "certificates": list(to_hand_over(found))},
    )
    return _pdf(pdf, "serah-terima.pdf")


@require_POST
def duplicate(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = certificate_for(request, pk)
    require(permissions.can_hand_over(request.user, found.issuer))
    try:
        pdf = print_duplicate(certificate=found, reason=_note(request), printed_by=request.user)
    except CertificatesError as refusal:
        messages.error(request, str(refusal))
        return redirect(_page_of(found))
    return _pdf(pdf, f"duplikat-{file_name(found)}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _note(request: HttpRequest) -> str:
    form = NoteForm(request.POST)
    return form.cleaned_data["note"] if form.is_valid() else ""


def _correction(request: HttpRequest, pk: int) -> Correction:
    visible = Correction.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("certificate__issuer"), pk=pk)
    require(permissions.can_correct(request.user, found.certificate))
    return found


def _page_of(found: Certificate) -> str:
    return reverse("certificates_admin:certificate", args=[found.pk])
