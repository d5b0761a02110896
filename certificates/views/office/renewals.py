"""What is due for renewal at one's issuers."""

from collections.abc import Iterator
from typing import Any

from django.db.models.fields.json import KT
from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.forms import DueForm
from certificates.models import Certificate, CertificateType, Issuer, IssuerRole
from certificates.models.certificates import CertificateQuerySet
from certificates.paging import page_of
from certificates.scopes import member_issuers
from certificates.services.batches import today_at
from certificates.services.due import due_for_renewal, renewal_sentence
from certificates.services.register_book import record_export
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
    )


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
