"""What is due for renewal at one's issuers, and preparing it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KT
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from certificates import permissions
from certificates.errors import CertificatesError, NothingChosen
from certificates.forms import DueForm, RenewForm
from certificates.models import Certificate, CertificateType, IssueBatch, Issuer, IssuerRole
from certificates.models.certificates import CertificateQuerySet
from certificates.paging import page_of
from certificates.scopes import member_issuers
from certificates.services.batches import today_at
from certificates.services.due import due_for_renewal, renewal_sentence
from certificates.services.register_book import record_export
from certificates.services.renewal_checks import rows_hash
from certificates.services.renewing import check_chosen, prepare_renewals
from certificates.spreadsheets import csv_chunks
from certificates.views.office.register import matching
from certificates.views.office.screens import page, require

READERS = (IssuerRole.CLERK, IssuerRole.HEAD, IssuerRole.AUDITOR)
_READ_AT_ONCE = 500


def due(request: HttpRequest) -> HttpResponseBase:
    """Certificates of one's own issuers that may be renewed now, first to end first.

    Search and filters stand in the address; `?format=csv` is the list as a file.
    """
    issuers = member_issuers(request.user, timezone.localdate(), READERS)
    require(bool(issuers))
    types = list(
        CertificateType.objects.visible_to(request.user)
        .filter(issuer__in=issuers)
        .select_related("issuer")
    )
    form = DueForm(request.GET, types=types)
    found = _found(request, types, form.asked)
    if request.GET.get("format") == "csv":
        return _as_csv(request, issuers, found)
    shown = page_of(found, request.GET.get("p"))
    return page(
        request,
        "due",
        _("Due for renewal"),
        page=shown,
        form=form,
        query=form.query,
        is_narrowed=bool(form.query),
        may_prepare=bool(member_issuers(request.user, timezone.localdate(), (IssuerRole.CLERK,)))
        and request.user.has_perm("certificates.prepare_issuebatch"),
    )


def renewal(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """What stands in the way of renewing the chosen certificates, or the one of `pk`; POST
    freezes those that are ready as batches for the head."""
    chosen = _chosen(request, pk)
    if not chosen:
        messages.error(request, str(NothingChosen()))
        return redirect("certificates_admin:due")
    issuers = {one.issuer for one in chosen}
    may_prepare = all(permissions.can_prepare(request.user, one) for one in issuers)
    require(may_prepare or all(permissions.can_head(request.user, one.pk) for one in issuers))
    form = RenewForm(request.POST or None, today=today_at(chosen[0].issuer))
    if request.method == "POST" and form.is_valid():
        require(may_prepare)
        try:
            batches = prepare_renewals(
                certificates=chosen,
                prepared_by=request.user,
                issued_on=form.cleaned_data["issued_on"],
                seen_hash=form.cleaned_data["seen"],
            )
        except CertificatesError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _to_batches(request, batches)
    rows = check_chosen(chosen)
    ready = [row for row in rows if row.is_ready]
    return page(
        request,
        "renewal",
        _("Prepare renewal"),
        (reverse("certificates_admin:due"), _("Due for renewal")),
        rows=rows,
        ready=ready,
        seen=rows_hash(ready),
        batches=len({row.group for row in ready}),
        form=form,
        may_prepare=may_prepare,
    )


def _chosen(request: HttpRequest, pk: UUID | None) -> list[Certificate]:
    """The chosen ones. 404 if one of them is none that this person may see."""
    said = request.POST if request.method == "POST" else request.GET
    keys = {str(key) for key in ([pk] if pk and "c" not in said else said.getlist("c"))}
    visible = Certificate.objects.visible_to(request.user).filter(
        issuer__in=member_issuers(request.user, timezone.localdate(), READERS)
    )
    if pk is not None:
        require(permissions.works_for_an_issuer(request.user))
    try:
        wanted = {UUID(key) for key in keys}
    except ValueError:
        raise Http404 from None
    found = list(visible.filter(pk__in=wanted).select_related("issuer"))
    if len(found) < len(wanted):
        raise Http404
    return found


def _to_batches(request: HttpRequest, batches: list[IssueBatch]) -> HttpResponse:
    messages.success(
        request,
        ngettext(
            "One batch of renewals is prepared. The head can approve it now.",
            "%(count)d batches of renewals are prepared. The head can approve them now.",
            len(batches),
        )
        % {"count": len(batches)},
    )
    return redirect(batches[0] if len(batches) == 1 else "certificates_admin:batches")


def _found(
    request: HttpRequest, types: list[CertificateType], asked: dict[str, Any]
) -> CertificateQuerySet:
    chosen = asked["jenis"]
    return (
        due_for_renewal(
            user=request.user,
            types=[kind for kind in types if chosen in ("", str(kind.pk))],
            now=timezone.now(),
            state=asked["keadaan"],
        )
        .filter(matching(asked["q"]))
        .select_related("issuer", "type")
        .defer("snapshot", "qr_payload", "credential")
        .annotate(programme=KT("snapshot__printed__programme_id"))
    )


def _as_csv(
    request: HttpRequest, issuers: list[int], found: CertificateQuerySet
) -> StreamingHttpResponse:
    for issuer in Issuer.objects.filter(pk__in=issuers):
        record_export(issuer=issuer, exported_by=request.user)
    headings = (
        _("Number"),
        _("Name"),
        _("Kind of certificate"),
        _("Training"),
        _("Issuer"),
        _("Issue date"),
        _("Valid until"),
        _("Renewal"),
    )
    response = StreamingHttpResponse(
        csv_chunks(headings, _lines(found)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="perlu-diperpanjang.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _lines(found: CertificateQuerySet) -> Iterator[tuple[Any, ...]]:
    for one in found.iterator(chunk_size=_READ_AT_ONCE):
        yield _line(one)


def _line(one: Certificate) -> tuple[Any, ...]:
    return (
        one.serial,
        one.printed_name,
        one.type.title_id,
        one.programme,
        one.issuer.name_id,
        one.issued_on,
        one.valid_until,
        renewal_sentence(one, today_at(one.issuer)),
    )
