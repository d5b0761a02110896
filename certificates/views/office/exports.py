"""What leaves as a file: the register of a year, and the table of a check."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.translation import gettext as _

from certificates import evidence, permissions
from certificates.models import CertificateType, Issuer
from certificates.rendering.papers import paper_pdf
from certificates.services import check_occasion
from certificates.services.register_book import missing_numbers, record_export, register_lines
from certificates.spreadsheets import workbook
from certificates.views.office.screens import require

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def register_book(request: HttpRequest, issuer_pk: int, year: int, kind: str) -> HttpResponse:
    """The register of one year as "xlsx" or "pdf"."""
    issuer = get_object_or_404(Issuer.objects.visible_to(request.user), pk=issuer_pk)
    require(permissions.can_read_register(request.user, issuer))
    record_export(issuer=issuer, exported_by=request.user)
    lines = register_lines(issuer=issuer, year=year)
    name = f"{slugify(_('Register'))}-{slugify(issuer.code)}-{year}"
    if kind == "xlsx":
        headings = (
            _("Kind of certificate"),
            _("No."),
            _("Number"),
            _("Name"),
            _("Training"),
            _("Issue date"),
            _("State"),
            _("Remark"),
        )
        rows = [
            (
                line.type_title,
                line.sequence,
                line.serial,
                line.name,
                line.programme,
                line.issued_on,
                line.state,
                line.remark,
            )
            for line in lines
        ]
        return _file(workbook(f"{year}", headings, rows), f"{name}.xlsx", _XLSX)
    context = {
        "issuer": issuer,
        "year": year,
        "lines": lines,
        "missing": missing_numbers(lines),
    }
    pdf = paper_pdf("certificates/admin/papers/register.html", context)
    return _file(pdf, f"{name}.pdf", "application/pdf")


def check_table(request: HttpRequest, type_pk: int) -> HttpResponse:
    """The dry run of one training and type as XLSX: a person a line, a rule a column."""
    kinds = CertificateType.objects.visible_to(request.user)
    kind = get_object_or_404(
        kinds.select_related("issuer", "rule_set", "otherwise__rule_set"), pk=type_pk
    )
    require(
        permissions.can_prepare(request.user, kind.issuer)
        or permissions.can_head(request.user, kind.issuer_id)
    )
    occasion = evidence.occasion_by_key(request.GET.get("pelatihan", ""))
    if occasion is None or occasion.issuer_code != kind.issuer.code:
        raise Http404
    result = check_occasion(occasion=occasion, certificate_type=kind)
    headings = (_("No."), _("Name"), _("Group"), _("Result"), *result.labels)
    rows = [
        (
            row.participant.number,
            row.holder.printed_name,
            row.participant.group_label,
            _outcome(row),
            *(one.sentence for one in row.results),
        )
        for row in result.rows
    ]
    name = slugify(f"{_('Check')} {occasion.title}")
    return _file(workbook(_("Check"), headings, rows), f"{name}.xlsx", _XLSX)


def _outcome(row: Any) -> str:
    if row.standing_serial:
        return _("has one: %(number)s") % {"number": row.standing_serial}
    if row.is_eligible:
        return _("ready")
    return _("gets the statement") if row.gets_statement else _("not yet")


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
