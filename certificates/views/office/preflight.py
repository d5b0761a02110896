"""The screen before approval: what could not be printed, person by person, and how to mend it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from certificates import permissions
from certificates.errors import CertificatesError
from certificates.models import BatchState, IssueBatch, IssueItem
from certificates.paging import page_of
from certificates.services.preflight import accept_fix, preflight
from certificates.views.office.screens import page, require


def printing_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _batch(request, pk)
    findings, refusal = [], ""
    if found.state == BatchState.PREPARED:
        try:
            findings = preflight(found)
        except CertificatesError as refused:
            refusal = str(refused)
    return page(
        request,
        "printing_check",
        _("Check the printing"),
        (found.get_absolute_url(), str(found)),
        batch=found,
        page=page_of(findings, request.GET.get("p")),
        refusal=refusal,
        is_open=found.state == BatchState.PREPARED,
        may_fix=permissions.can_prepare(request.user, found.type.issuer),
    )


@require_POST
def accept_name(request: HttpRequest, pk: UUID, item_pk: int) -> HttpResponse:
    """Print the name as offered."""
    found = _batch(request, pk)
    require(permissions.can_prepare(request.user, found.type.issuer))
    item = get_object_or_404(IssueItem.objects.select_related("batch__type__issuer"), pk=item_pk)
    if item.batch_id != found.pk:
        return redirect(found)
    try:
        accept_fix(item=item, accepted_by=request.user)
    except CertificatesError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The name is printed as offered."))
    return redirect("certificates_admin:printing_check", pk=found.pk)


def _batch(request: HttpRequest, pk: UUID) -> IssueBatch:
    visible = IssueBatch.objects.visible_to(request.user)
    joined = visible.select_related("type__issuer", "signatory", "template_version")
    found: IssueBatch = get_object_or_404(joined, pk=pk)
    issuer = found.type.issuer
    require(
        permissions.can_prepare(request.user, issuer)
        or permissions.can_head(request.user, issuer.pk)
    )
    return found
