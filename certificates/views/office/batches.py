"""Batches: how far they are, and what may be done with them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from certificates import permissions
from certificates.models import BatchState, IssueBatch, PackageState, SignMode
from certificates.paging import page_of
from certificates.services import is_stale
from certificates.services.printing import print_parts, record_print
from certificates.views.downloads import zip_response
from certificates.views.office.batch_acts import may_handle
from certificates.views.office.screens import batch_for, page, require


def batches(request: HttpRequest) -> HttpResponse:
    require(permissions.works_for_an_issuer(request.user))
    found = (
        IssueBatch.objects.visible_to(request.user)
        .select_related("type__issuer", "made_by")
        .with_counts()
        .order_by("-made_at", "pk")
    )
    shown = page_of(found, request.GET.get("p"))
    return page(request, "batches", _("Batches"), page=shown)


def batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = batch_for(request, pk)
    items = found.items.select_related("certificate")
    return page(
        request,
        "batch",
        str(found),
        (reverse("certificates_admin:batches"), _("Batches")),
        batch=found,
        progress=progress_of(found),
        page=page_of(items, request.GET.get("p")),
        may_approve=found.state == BatchState.PREPARED
        and permissions.can_approve(request.user, found),
        may_cancel=found.state == BatchState.PREPARED and may_handle(request.user, found),
        is_stale=found.state == BatchState.PREPARED and is_stale(found),
        statements=getattr(found, "statement_batch", None),
        may_handle=may_handle(request.user, found),
        may_print=permissions.can_print(request.user, found.type.issuer),
        parts=range(1, print_parts(found.done_count) + 1),
        packages=found.packages.filter(asked_by=request.user).exclude(state=PackageState.EXPIRED),
        may_sign=found.type.sign_mode == SignMode.EXTERNAL
        and permissions.can_head(request.user, found.type.issuer_id),
        is_own=found.made_by_id == request.user.pk,
    )


def progress(request: HttpRequest, pk: UUID) -> JsonResponse:
    """What the script on the batch page asks every two seconds."""
    response = JsonResponse(progress_of(batch_for(request, pk)))
    response["Cache-Control"] = "no-store"
    return response


def progress_of(found: IssueBatch) -> dict[str, Any]:
    """How far a batch is, counted from its rows: whole numbers, and whether it still moves."""
    total, done, failed = found.item_count, found.done_count, found.failed_count
    waiting = total - done - failed - found.voided_count
    words = {"done": done, "total": total, "failed": failed, "waiting": waiting}
    return {
        **words,
        "is_moving": found.state == BatchState.ISSUING,
        "state": found.get_state_display(),
        "sentence": _("%(done)d of %(total)d done, %(waiting)d waiting, %(failed)d failed.")
        % words,
    }


def zip_all(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All PDFs at once, streamed: for programs that fetch them; people ask for a package."""
    found = batch_for(request, pk)
    require(permissions.can_print(request.user, found.type.issuer))
    record_print(batch=found, printed_by=request.user)
    return zip_response(found)
