"""The signed-in holder's own certificates."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from certificates.models import Certificate
from certificates.paging import page_of
from certificates.views.downloads import pdf_response


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    certificates = Certificate.objects.issued().of_holder(request.user).select_related("issuer")
    page = page_of(certificates, request.GET.get("p"))
    return render(request, "certificates/mine.html", {"page": page})


@login_required
def my_pdf(request: HttpRequest, pk: UUID) -> FileResponse:
    certificate = get_object_or_404(Certificate.objects.valid().of_holder(request.user), pk=pk)
    return pdf_response(certificate, downloaded_by=request.user)
