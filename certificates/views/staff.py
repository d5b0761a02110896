"""Screens of the issuer's staff in the Wagtail admin: trainings, check, batches, register.

Every view finds its object among the rows this person may see (else 404), asks whether
she may do it (else 403), and calls one verb. `page` gives each the usual furniture.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from certificates import evidence, permissions
from certificates.codes import read_code
from certificates.errors import CertificatesError
from certificates.forms import PrepareForm, RevokeForm
from certificates.models import (
    BatchState,
    Certificate,
    CertificateType,
    IssueBatch,
    Issuer,
    IssuerRole,
)
from certificates.paging import page_of
from certificates.scopes import member_issuers
from certificates.services import (
    approve_batch,
    cancel_batch,
    check_occasion,
    prepare_batch,
    retry_failed_items,
    revoke_certificate,
)
from certificates.services.batches import today_at
from certificates.services.printing import print_parts, record_print
from certificates.services.snapshots import date_span
from certificates.views.downloads import pdf_response, print_response, zip_response


def page(
    request: HttpRequest, name: str, title: str, *crumbs: tuple[str, str], **context: Any
) -> HttpResponse:
    """A screen with Wagtail's header; `crumbs` are (URL, label) between the menu and it."""
    trail = [(reverse("wagtailadmin_home"), _("Home")), *crumbs, ("", title)]
    context |= {
        "header_title": title,
        "page_title": title,
        "header_icon": "certificate",
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in trail],
    }
    return render(request, f"certificates/admin/{name}.html", context)


def require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def occasions(request: HttpRequest) -> HttpResponse:
    """Trainings of the issuers where this person is clerk or head, newest first."""
    roles = (IssuerRole.CLERK, IssuerRole.HEAD)
    issuers = Issuer.objects.filter(pk__in=member_issuers(request.user, _today(), roles))
    types: dict[str, list[CertificateType]] = {issuer.code: [] for issuer in issuers}
    require(bool(types))
    for kind in (
        CertificateType.objects.active().filter(issuer__in=issuers).select_related("issuer")
    ):
        types[kind.issuer.code].append(kind)
    found = evidence.occasions_visible_to(request.user, list(types))
    shown = page_of(found, request.GET.get("p"))
    rows = [
        {"occasion": told, "dates": _dates(told), "types": types[told.issuer_code]}
        for told in shown
    ]
    return page(request, "occasions", _("Trainings"), rows=rows, page=shown)


def check(request: HttpRequest, type_pk: int) -> HttpResponse:
    """Who meets what: the dry run of one training and type; POST freezes it as a batch."""
    kind = get_object_or_404(
        CertificateType.objects.visible_to(request.user).select_related("issuer", "rule_set"),
        pk=type_pk,
    )
    occasion = evidence.occasion_by_key(request.GET.get("pelatihan", ""))
    if occasion is None or occasion.issuer_code != kind.issuer.code:
        raise Http404
    may_prepare = permissions.can_prepare(request.user, kind.issuer)
    require(may_prepare or permissions.can_head(request.user, kind.issuer_id))
    form = PrepareForm(request.POST or None, today=today_at(kind.issuer))
    if request.method == "POST" and form.is_valid():
        require(may_prepare)
        try:
            batch = prepare_batch(
                occasion=occasion,
                certificate_type=kind,
                prepared_by=request.user,
                issued_on=form.cleaned_data["issued_on"],
            )
        except CertificatesError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The batch is prepared. The head can approve it now."))
            return redirect(batch)
    result = check_occasion(occasion=occasion, certificate_type=kind)
    return page(
        request,
        "check",
        occasion.title,
        (reverse("certificates_admin:occasions"), _("Trainings")),
        check=result,
        counts=result.counts(),
        page=page_of(_filtered(result, request), request.GET.get("p")),
        show=request.GET.get("tampil", ""),
        key=occasion.key,
        dates=_dates(occasion),
        form=form,
        may_prepare=may_prepare,
    )


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
    found = _batch(request, pk)
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
        may_cancel=found.state == BatchState.PREPARED and _may_handle(request, found),
        may_retry=_may_handle(request, found),
        may_print=permissions.can_print(request.user, found.type.issuer),
        parts=range(1, print_parts(found.done_count) + 1),
        is_own=found.made_by_id == request.user.pk,
    )


def progress(request: HttpRequest, pk: UUID) -> JsonResponse:
    """What the script on the batch page asks every two seconds."""
    response = JsonResponse(progress_of(_batch(request, pk)))
    response["Cache-Control"] = "no-store"
    return response


def progress_of(found: IssueBatch) -> dict[str, Any]:
    """How far a batch is, counted from its rows: whole numbers, and whether it still moves."""
    total, done, failed = found.item_count, found.done_count, found.failed_count
    words = {"done": done, "total": total, "failed": failed, "waiting": total - done - failed}
    return {
        **words,
        "is_moving": found.state == BatchState.ISSUING,
        "state": found.get_state_display(),
        "sentence": _("%(done)d of %(total)d done, %(waiting)d waiting, %(failed)d failed.")
        % words,
    }


@require_POST
def approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _batch(request, pk)
    require(permissions.can_head(request.user, found.type.issuer_id))
    return _do(
        request,
        found,
        lambda: approve_batch(batch=found, approved_by=request.user),
        _("Approved. The certificates have their numbers and are being printed."),
    )


@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _batch(request, pk)
    require(_may_handle(request, found))
    return _do(
        request,
        found,
        lambda: cancel_batch(batch=found, cancelled_by=request.user),
        _("Cancelled. No number was used."),
    )


@require_POST
def retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _batch(request, pk)
    require(_may_handle(request, found))
    return _do(
        request,
        found,
        lambda: retry_failed_items(batch=found, retried_by=request.user),
        _("The failed certificates are printed once more, with the numbers they have."),
    )


def print_all(request: HttpRequest, pk: UUID, part: int) -> HttpResponse:
    found = _batch(request, pk)
    require(permissions.can_print(request.user, found.type.issuer))
    if not found.done_count or not 1 <= part <= print_parts(found.done_count):
        raise Http404
    record_print(batch=found, printed_by=request.user)
    return print_response(found, part)


def zip_all(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _batch(request, pk)
    require(permissions.can_print(request.user, found.type.issuer))
    record_print(batch=found, printed_by=request.user)
    return zip_response(found)


def register(request: HttpRequest) -> HttpResponse:
    """Every certificate of one's issuers; searched by number, code or name."""
    require(permissions.works_for_an_issuer(request.user))
    words = request.GET.get("q", "").strip()
    found = (
        Certificate.objects.visible_to(request.user)
        .filter(_matching(words))
        .select_related("issuer")
        .defer("snapshot")
    )
    shown = page_of(found, request.GET.get("p"))
    return page(request, "register", _("Register"), page=shown, words=words)


def certificate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One certificate with its history; POST revokes it."""
    found = _certificate(request, pk)
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
    return page(
        request,
        "certificate",
        found.serial,
        (reverse("certificates_admin:register"), _("Register")),
        certificate=found,
        printed=found.snapshot["printed"],
        events=found.events.select_related("actor"),
        form=form,
        may_revoke=may_revoke and found.status == "valid",
        may_print=permissions.can_print(request.user, found.issuer) and found.status == "valid",
    )


def certificate_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _certificate(request, pk)
    require(permissions.can_download(request.user, found))
    if not found.pdf:
        raise Http404
    return pdf_response(found, downloaded_by=request.user)


def _batch(request: HttpRequest, pk: UUID) -> IssueBatch:
    visible = IssueBatch.objects.visible_to(request.user).with_counts()
    return get_object_or_404(
        visible.select_related("type__issuer", "made_by", "approved_by", "signatory"), pk=pk
    )


def _certificate(request: HttpRequest, pk: UUID) -> Certificate:
    """Among those of one's issuers: a holder reads her own on the public side."""
    require(permissions.works_for_an_issuer(request.user))
    visible = Certificate.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("issuer", "type", "item__batch"), pk=pk)


def _may_handle(request: HttpRequest, found: IssueBatch) -> bool:
    issuer = found.type.issuer
    return permissions.can_prepare(request.user, issuer) or permissions.can_head(
        request.user, issuer.pk
    )


def _do(request: HttpRequest, found: IssueBatch, verb: Any, success: str) -> HttpResponse:
    """Call `verb`; tell on the batch's page what came of it."""
    try:
        verb()
    except CertificatesError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, success)
    return redirect(found)


def _filtered(result: Any, request: HttpRequest) -> list[Any]:
    """The rows of a check, those still missing something first; all, or one kind of them."""
    wanted = request.GET.get("tampil", "")
    rows = sorted(result.rows, key=lambda row: row.meets_every_rule)
    if wanted == "siap":
        return [row for row in rows if row.is_eligible]
    if wanted == "kurang":
        return [row for row in rows if not row.meets_every_rule]
    return rows


def _matching(words: str) -> Q:
    """The condition for a search: part of a name or number, or a whole code."""
    if not words:
        return Q()
    condition = Q(printed_name__icontains=words) | Q(serial__icontains=words)
    reading = read_code(words)
    return condition | Q(public_code=reading.code) if reading.is_complete else condition


def _dates(occasion: evidence.Occasion) -> str:
    """The days of `occasion` as people say them, the last one included."""
    last_day = occasion.ends_on - timedelta(days=1)
    return date_span(occasion.starts_on, last_day, get_language() or "id")


def _today() -> date:
    return timezone.localdate()
