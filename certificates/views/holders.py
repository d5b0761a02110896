"""The signed-in holder's own certificates."""

from collections.abc import Collection
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from certificates.identities import same_people
from certificates.models import Certificate, Status
from certificates.paging import page_of
from certificates.views.downloads import pdf_response


def _mine(request: HttpRequest) -> Collection[int]:
    """Also the users of rows that turned out to be the same person."""
    return same_people([request.user.pk])[request.user.pk]


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    certificates = (
        Certificate.objects.issued()
        .of_holders(_mine(request))
        .select_related("issuer", "type")
        .with_renewal()
    )
    page = page_of(certificates, request.GET.get("p"))
    return render(request, "certificates/mine.html", {"page": page})


@login_required
@require_POST
def lead_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whether verifiers of a replaced certificate are led to the newer one: the holder's choice."""
    mine = Certificate.objects.filter(status=Status.REPLACED).of_holders(_mine(request))
    certificate = get_object_or_404(mine, pk=pk)
    certificate.links_successor = bool(request.POST.get("agrees"))
    certificate.save(update_fields=["links_successor"])
    return redirect("certificates:mine")


@login_required
def my_pdf(request: HttpRequest, pk: UUID) -> FileResponse:
    printed = Certificate.objects.valid().exclude(pdf="")
    certificate = get_object_or_404(printed.of_holders(_mine(request)), pk=pk)
    return pdf_response(certificate, downloaded_by=request.user)
