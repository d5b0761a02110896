"""The register: every certificate of one's issuers, and one with its history."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from certificates import permissions
from certificates.codes import read_code
from certificates.errors import CertificatesError
from certificates.forms import CorrectionForm, NoteForm, RevokeForm, VoidForm
from certificates.models import (
    Certificate,
    ExternalSigning,
    Issuer,
    IssuerRole,
    ItemState,
    SignMode,
    Status,
)
from certificates.paging import page_of
from certificates.scopes import member_issuers
from certificates.services import revoke_certificate, void_number
from certificates.services.batches import today_at
from certificates.services.events import chain_holds
from certificates.views.downloads import pdf_response
from certificates.views.office.screens import certificate_for, page, perform, require


def register(request: HttpRequest) -> HttpResponse:
    """Every certificate of one's issuers; searched by number, code or name."""
    require(permissions.works_for_an_issuer(request.user))
    words = request.GET.get("q", "").strip()
    found = (
        Certificate.objects.visible_to(request.user)
        .filter(matching(words))
        .select_related("issuer")
        .defer("snapshot")
    )
    shown = page_of(found, request.GET.get("p"))
    mine = member_issuers(
        request.user,
        timezone.localdate(),
        (IssuerRole.CLERK, IssuerRole.HEAD, IssuerRole.AUDITOR),
    )
    return page(
        request,
        "register",
        _("Register"),
        page=shown,
        words=words,
        issuers=Issuer.objects.filter(pk__in=mine),
        year=timezone.localdate().year,
    )


def certificate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One certificate with its history; POST revokes it."""
    found = certificate_for(request, pk)
    may_revoke = permissions.can_revoke(request.user, found)
    form = RevokeForm(request.POST or None)
    if request.method == "POST":
        require(may_revoke)
        if form.is_valid():
            try:
                revoke_certificate(certificate=found, revoked_by=request.user, **form.cleaned_data)
            except CertificatesError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Revoked. Everybody who checks it sees that now."))
                return redirect("certificates_admin:certificate", pk=found.pk)
    events = list(found.events.select_related("actor").order_by("position"))
    return page(
        request,
        "certificate",
        found.serial,
        (reverse("certificates_admin:register"), _("Register")),
        certificate=found,
        printed=found.snapshot["printed"],
        events=events,
        is_history_whole=chain_holds(events),
        form=form,
        successor=found.successors.exclude(status=Status.VOIDED).first(),
        renewed=(renewed := found.renewals.exclude(status=Status.VOIDED).first()),
        may_renew=renewed is None and _can_renew(request, found),
        note_form=NoteForm(auto_id="hold_%s"),
        correction_form=CorrectionForm(auto_id="correct_%s"),
        open_correction=found.corrections.waiting().first(),
        may_correct=permissions.can_correct(request.user, found),
        scan=getattr(found, "scan", None)
        if found.is_legacy and permissions.can_read_scan(request.user, found)
        else None,
        may_ask=found.status in ("valid", "held")
        and not found.is_legacy
        and permissions.can_print(request.user, found.issuer),
        may_hand_over=found.status == "valid"
        and not found.is_legacy
        and permissions.can_hand_over(request.user, found.issuer),
        void_form=VoidForm(auto_id="void_%s"),
        signing=ExternalSigning.objects.filter(certificate=found).first(),
        may_send_out=_can_send_out(request, found),
        may_void=_can_void(request, found),
        may_revoke=may_revoke and found.status == "valid",
        may_print=permissions.can_print(request.user, found.issuer)
        and found.status == "valid"
        and bool(found.pdf),
    )


@require_POST
def void(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give up the number of a certificate that cannot be printed."""
    found = certificate_for(request, pk)
    require(permissions.can_head(request.user, found.issuer_id))
    form = VoidForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return perform(
        request,
        reverse("certificates_admin:certificate", args=[found.pk]),
        lambda: void_number(certificate=found, reason=reason, voided_by=request.user),
        _("The number is void. The person can be prepared anew, under another number."),
    )


def _can_renew(request: HttpRequest, found: Certificate) -> bool:
    window = found.renewal_window
    return (
        window is not None
        and window.is_open(today_at(found.issuer))
        and found.status == Status.VALID
        and not found.is_legacy
        and permissions.can_prepare(request.user, found.issuer)
    )


def _can_send_out(request: HttpRequest, found: Certificate) -> bool:
    return (
        found.type.sign_mode == SignMode.EXTERNAL
        and found.status == Status.VALID
        and not found.signature_level
        and permissions.can_head(request.user, found.issuer_id)
    )


def _can_void(request: HttpRequest, found: Certificate) -> bool:
    return (
        found.status == Status.PENDING
        and found.item is not None
        and found.item.state == ItemState.FAILED
        and permissions.can_head(request.user, found.issuer_id)
    )


def certificate_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = certificate_for(request, pk)
    require(permissions.can_download(request.user, found))
    if not found.pdf:
        raise Http404
    return pdf_response(found, downloaded_by=request.user)


def matching(words: str) -> Q:
    """The condition for a search: part of a name or number, or a whole code."""
    if not words:
        return Q()
    condition = Q(printed_name__icontains=words) | Q(serial__icontains=words)
    reading = read_code(words)
    return condition | Q(public_code=reading.code) if reading.is_complete else condition
