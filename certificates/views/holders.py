"""The signed-in holder's own certificates."""

from collections.abc import Collection
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from certificates.identities import same_people
from certificates.models import Certificate
from certificates.paging import page_of
from certificates.views.downloads import pdf_response


def _mine(request: HttpRequest) -> Collection[int]:
    """Also the users of rows that turned out to be the same person."""
    return same_people([request.user.pk])[request.user.pk]


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    certificates = Certificate.objects.issued().of_holders(_mine(request)).select_related("issuer")
    page = page_of(certificates, request.GET.get("p"))
    return render(request, "certificates/mine.html", {"page": page})


@login_required
def my_pdf(request: HttpRequest, pk: UUID) -> FileResponse:
    certificate = get_object_or_404(Certificate.objects.valid().of_holders(_mine(request)), pk=pk)
    return pdf_response(certificate, downloaded_by=request.user)
