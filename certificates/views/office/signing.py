"""Signatures from outside: what waits for one, what went out, and what came back."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from certificates import permissions
from certificates.errors import CertificatesError
from certificates.forms import SignedFilesForm
from certificates.models import (
    Certificate,
    ExternalSigning,
    IssueBatch,
    IssuerRole,
    SignatureLevel,
    SignMode,
    Status,
)
from certificates.paging import page_of
from certificates.scopes import member_issuers
from certificates.services.printing import file_name, zip_of
from certificates.services.signed_files import take_back_many
from certificates.services.signing import send_out, send_out_batch, to_sign
from certificates.services.signing_by_hash import AT_ONCE, hashes_out
from certificates.views.office.screens import batch_for, certificate_for, page, require

# Those replaced one by one; more than fit a page wait for their turn.
MOST_SINGLE = 60


def waiting(request: HttpRequest) -> HttpResponse:
    """What a service outside has yet to sign, by batch; POST brings files of any of them back."""
    require(permissions.heads_an_issuer(request.user))
    headed = member_issuers(request.user, timezone.localdate(), (IssuerRole.HEAD,))
    unsigned = Q(
        items__certificate__status=Status.VALID,
        items__certificate__signature_level=SignatureLevel.NONE,
    )
    out = unsigned & Q(items__certificate__external_signing__isnull=False)
    found = (
        IssueBatch.objects.visible_to(request.user)
        .filter(type__issuer__in=headed, type__sign_mode=SignMode.EXTERNAL)
        .annotate(
            unsigned_count=Count("items__certificate", filter=unsigned),
            out_count=Count("items__certificate", filter=out),
        )
        .filter(unsigned_count__gt=0)
        .select_related("type__issuer")
        .order_by("made_at", "pk")
    )
    single = Certificate.objects.valid().filter(
        issuer__in=headed,
        item__isnull=True,
        type__sign_mode=SignMode.EXTERNAL,
        signature_level=SignatureLevel.NONE,
    )
    context = _brought_back(request, ExternalSigning.objects.filter(certificate__issuer__in=headed))
    return page(
        request,
        "signing_waiting",
        _("Waiting for a signature"),
        page=page_of(found, request.GET.get("p")),
        single=list(single.select_related("external_signing").defer("snapshot")[:MOST_SINGLE]),
        **context,
    )


def batch_signing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The certificates of one batch and their signatures; POST brings signed files back."""
    found = _batch(request, pk)
    context = _brought_back(request, ExternalSigning.objects.filter(certificate__item__batch=found))
    certificates = (
        Certificate.objects.filter(item__batch=found)
        .exclude(status__in=(Status.PENDING, Status.VOIDED))
        .select_related("external_signing")
        .defer("snapshot")
        .order_by("item__position")
    )
    return page(
        request,
        "signing",
        _("Signatures from outside"),
        (found.get_absolute_url(), str(found)),
        batch=found,
        unsigned_count=to_sign(found).count(),
        asked_count=to_sign(found).exclude(external_signing__asked_sha256="").count(),
        at_once=AT_ONCE,
        page=page_of(certificates, request.GET.get("p")),
        **context,
    )


@require_POST
def take_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything of a batch that is not signed yet, as one zip; what it is stays written down."""
    found = _batch(request, pk)
    try:
        certificates = send_out_batch(batch=found, sent_by=request.user)
    except CertificatesError as refusal:
        messages.error(request, str(refusal))
        return redirect("certificates_admin:signing", pk=found.pk)
    response = StreamingHttpResponse(zip_of(certificates), content_type="application/zip")
    stem = slugify(f"tanda tangan {found.occasion['title']} {found.issued_on}")
    response["Content-Disposition"] = f'attachment; filename="{stem}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def hashes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The hashes of a batch to be signed, as JSON for the tool that asks the service."""
    found = _batch(request, pk)
    try:
        signings = hashes_out(batch=found, sent_by=request.user)
    except CertificatesError as refusal:
        messages.error(request, str(refusal))
        return redirect("certificates_admin:signing", pk=found.pk)
    rows = [
        {
            "number": one.certificate.serial,
            "file": file_name(one.certificate),
            "algorithm": "SHA-256",
            "hash": one.asked_sha256,
        }
        for one in signings
    ]
    left = to_sign(found).count() - len(rows)
    response = JsonResponse(
        {"hashes": rows, "left": left}, json_dumps_params={"ensure_ascii": False}
    )
    stem = slugify(f"hash {found.occasion['title']} {found.issued_on}")
    response["Content-Disposition"] = f'attachment; filename="{stem}.json"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def take_out_one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file of one certificate, as it goes out."""
    found = certificate_for(request, pk)
    require(permissions.can_head(request.user, found.issuer_id))
    try:
        signing = send_out(certificate=found, sent_by=request.user)
    except CertificatesError as refusal:
        messages.error(request, str(refusal))
        return redirect(reverse("certificates_admin:certificate", args=[found.pk]))
    response = FileResponse(
        signing.prepared_pdf.open("rb"),
        as_attachment=True,
        filename=file_name(found),
        content_type="application/pdf",
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _brought_back(request: HttpRequest, signings: Any) -> dict[str, Any]:
    """The form for signed files, and what became of those that were sent with it."""
    if request.method != "POST":
        return {"form": SignedFilesForm(), "returned": []}
    form = SignedFilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return {"form": form, "returned": []}
    returned = take_back_many(
        signings=signings, files=form.cleaned_data["files"], returned_by=request.user
    )
    return {"form": SignedFilesForm(), "returned": returned}


def _batch(request: HttpRequest, pk: UUID) -> IssueBatch:
    found = batch_for(request, pk)
    require(permissions.can_head(request.user, found.type.issuer_id))
    return found
