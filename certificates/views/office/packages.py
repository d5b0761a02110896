"""Print files and zips: asked for, made by a worker, fetched by who asked, for a while."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from certificates import conf, permissions
from certificates.models import Package, PackageKind, PackageState
from certificates.services.packaging import ask_for_package
from certificates.views.office.screens import batch_for, perform, require


@require_POST
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = batch_for(request, pk)
    require(permissions.can_print(request.user, found.type.issuer))
    kind, part = request.POST.get("kind", ""), request.POST.get("part", "1")
    if kind not in PackageKind.values or not part.isascii() or not part.isdigit():
        raise Http404
    return perform(
        request,
        found,
        lambda: ask_for_package(batch=found, kind=kind, asked_by=request.user, part=int(part[:4])),
        _("Being made. It will stand on this page for %(hours)d hours.")
        % {"hours": conf.package_hours()},
    )


def fetch(request: HttpRequest, pk: UUID) -> FileResponse:
    """Only who asked gets it, and only until it expires."""
    packages = Package.objects.filter(
        asked_by=request.user, state=PackageState.READY, expires_at__gt=timezone.now()
    )
    found = get_object_or_404(packages.select_related("batch__type__issuer"), pk=pk)
    require(permissions.can_print(request.user, found.batch.type.issuer))
    ending = "pdf" if found.kind == PackageKind.PRINT else "zip"
    stem = slugify(f"sertifikat {found.batch.occasion['title']} {found.batch.issued_on}")
    response = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=f"{stem}-{found.part}.{ending}"
    )
    response["Cache-Control"] = "private, no-store"
    return response
