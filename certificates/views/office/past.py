"""Lists of past certificates: sent by a clerk, kept by a head, row by row what is wrong."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from certificates import permissions
from certificates.errors import CertificatesError, refusal_by_code
from certificates.legacy.columns import labels
from certificates.legacy.problems import sentence
from certificates.legacy.templates import empty_table
from certificates.models import (
    CertificateType,
    EventKind,
    ImportState,
    IssueBatch,
    Issuer,
    IssuerRole,
    LegacyImport,
)
from certificates.models.imports import NOT_KEPT
from certificates.paging import page_of
from certificates.past_forms import PastColumnsForm, SendAgainForm, SendPastForm
from certificates.scopes import member_issuers
from certificates.services import record_event
from certificates.services.past import (
    check_past,
    drop_past,
    keep_past,
    send_again,
    send_past,
    take_back_past,
    take_over_suggestions,
)
from certificates.spreadsheets import harmless
from certificates.views.office.screens import certificate_for, page, perform, require

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def lists(request: HttpRequest) -> HttpResponse:
    """Lists of one's issuers, newest first."""
    require(permissions.works_for_an_issuer(request.user))
    found = LegacyImport.objects.visible_to(request.user).select_related("issuer", "type")
    shown = page_of(found.defer("rows", "headings", "columns"), request.GET.get("p"))
    return page(
        request, "past", _("Past certificates"), page=shown, issuers=_sending_issuers(request)
    )


def send(request: HttpRequest) -> HttpResponse:
    """The form that sends a list; POST shows its columns next."""
    issuers = _sending_issuers(request)
    require(bool(issuers))
    types = CertificateType.objects.filter(issuer__in=issuers).select_related("issuer")
    form = SendPastForm(*_sent(request), types=types)
    if request.method == "POST" and form.is_valid():
        try:
            found = send_past(
                certificate_type=form.cleaned_data["type"],
                table=form.cleaned_data["table"],
                scans=form.cleaned_data["scans"],
                sent_by=request.user,
            )
        except CertificatesError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("certificates_admin:past_columns", pk=found.pk)
    title = _("Send a list of past certificates")
    return page(request, "past_form", title, _crumb(), form=form, action=_("Send"), sends=True)


def template(request: HttpRequest, issuer_pk: int) -> HttpResponse:
    """The empty table of one issuer, with the trainings and titles it has had so far."""
    issuer = get_object_or_404(Issuer.objects.visible_to(request.user), pk=issuer_pk)
    require(permissions.can_send_past(request.user, issuer))
    batches = IssueBatch.objects.filter(type__issuer=issuer).order_by()
    trainings = batches.values_list("occasion__programme__title_id", flat=True).distinct()
    titles = issuer.types.values_list("title_id", flat=True).order_by().distinct()
    content = empty_table({"programme": sorted(filter(None, trainings)), "title": sorted(titles)})
    response = HttpResponse(content, content_type=_XLSX)
    name = slugify(f"{_('Past certificates')} {issuer.code}")
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def past_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One list: how far it is, its faulty rows with reasons and suggestions, its rows."""
    found = _list_for(request, pk)
    may_send = permissions.can_send_past(request.user, found.issuer)
    wrong = found.faulty_rows
    rows = wrong if wrong and request.GET.get("tampil") != "semua" else found.rows
    shown = page_of(rows, request.GET.get("p"))
    refusal = refusal_by_code(found.error_code)
    # The row keeps the code alone; what the sentence would name is left open.
    trouble = str(refusal.message) % defaultdict(lambda: "…") if refusal else ""
    used = {row["said"].get("scan", "") for row in found.rows}
    return page(
        request,
        "past_list",
        str(found),
        _crumb(),
        found=found,
        page=shown,
        lines=[_line(row) for row in shown],
        unused=[scan.name for scan in found.scans.all()[:200] if scan.name not in used]
        if found.state == ImportState.CHECKED
        else [],
        trouble=trouble,
        is_open=found.state in NOT_KEPT,
        can_suggest=any(all(p["suggestion"] for p in row["problems"]) for row in wrong),
        may_send=may_send,
        may_keep=permissions.can_keep_past(request.user, found),
        may_take_back=found.can_be_taken_back(timezone.now())
        and permissions.can_keep_past(request.user, found),
        is_own=found.made_by_id == request.user.pk,
        certificates=found.scans.filter(certificate__isnull=False).count(),
    )


def columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which column is what; POST has every row checked."""
    found = _list_for(request, pk)
    require(permissions.can_send_past(request.user, found.issuer))
    form = PastColumnsForm(*_sent(request), found=found)
    if request.method == "POST" and form.is_valid():
        try:
            check_past(found=found, columns=form.columns(), asked_by=request.user)
        except CertificatesError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(found)
    title = _("Which column is what?")
    crumbs = (_crumb(), (found.get_absolute_url(), str(found)))
    return page(request, "past_form", title, *crumbs, form=form, action=_("Check every row"))


def again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A corrected table or more scans."""
    found = _list_for(request, pk)
    require(permissions.can_send_past(request.user, found.issuer))
    form = SendAgainForm(*_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            send_again(
                found=found,
                table=form.cleaned_data["table"],
                scans=form.cleaned_data["scans"],
                sent_by=request.user,
            )
        except CertificatesError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(found)
    crumbs = (_crumb(), (found.get_absolute_url(), str(found)))
    return page(
        request,
        "past_form",
        _("Send corrections"),
        *crumbs,
        form=form,
        action=_("Send"),
        sends=True,
    )


@require_POST
def act(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """One of the verbs of a list."""
    found, user = _list_for(request, pk), request.user
    verbs: dict[str, tuple[bool, Callable[[], Any], str]] = {
        "usulan": (
            permissions.can_send_past(user, found.issuer),
            lambda: take_over_suggestions(found=found, asked_by=user),
            _("The suggestions are taken over. Every row is checked again."),
        ),
        "buang": (
            permissions.can_send_past(user, found.issuer),
            lambda: drop_past(found=found, dropped_by=user),
            _("The list is dropped. Nothing of it was kept."),
        ),
        "simpan": (
            permissions.can_head(user, found.issuer_id),
            lambda: keep_past(found=found, kept_by=user),
            _("The papers are being written into the register."),
        ),
        "batal": (
            permissions.can_keep_past(user, found),
            lambda: take_back_past(found=found, taken_back_by=user),
            _("The list is being taken back."),
        ),
    }
    if verb not in verbs:
        raise Http404
    allowed, perform_it, success = verbs[verb]
    require(allowed)
    return perform(request, found, perform_it, success)


def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The faulty rows as CSV: row, number, name, what is wrong, what may be meant."""
    found = _list_for(request, pk)
    require(permissions.can_send_past(request.user, found.issuer))
    kept = io.StringIO()
    writer = csv.writer(kept, delimiter=";")
    writer.writerow([_("Row"), _("Number"), _("Name"), _("What is wrong"), _("Is this meant?")])
    for row in found.faulty_rows:
        line = _line(row)
        for said, suggestion in line["sentences"]:
            cells = (line["number"], line["serial"], line["name"], said, suggestion)
            writer.writerow([harmless(cell) for cell in cells])
    response = HttpResponse(f"\ufeff{kept.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="baris-perlu-diperbaiki.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def scan(request: HttpRequest, pk: UUID) -> FileResponse:
    """The scan of one past certificate, as it was kept."""
    certificate = certificate_for(request, pk)
    require(permissions.can_read_scan(request.user, certificate))
    kept = getattr(certificate, "scan", None)
    if kept is None or not kept.file:
        raise Http404
    kind, now = EventKind.DOWNLOADED, timezone.now()
    record_event(certificate=certificate, kind=kind, happened_at=now, actor=request.user)
    ending = "pdf" if kept.media_type == "application/pdf" else "jpg"
    response = FileResponse(
        kept.file.open("rb"),
        as_attachment=True,
        filename=f"{slugify(certificate.serial.replace('/', '-'))}.{ending}",
        content_type=kept.media_type,
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to; nothing before somebody sends it."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """A row as the page shows it."""
    words = labels()
    return {
        "number": row["line"],
        "serial": row["said"].get("serial", ""),
        "name": row["said"].get("name", ""),
        "programme": row["said"].get("programme", ""),
        "issued_on": row["said"].get("issued_on", ""),
        "sentences": [(sentence(each, words), each["suggestion"]) for each in row["problems"]],
    }


def _list_for(request: HttpRequest, pk: UUID) -> LegacyImport:
    visible = LegacyImport.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("issuer", "type", "made_by", "kept_by"), pk=pk)


def _sending_issuers(request: HttpRequest) -> list[Issuer]:
    mine = member_issuers(request.user, timezone.localdate(), (IssuerRole.CLERK,))
    found = Issuer.objects.filter(pk__in=mine)
    return [issuer for issuer in found if permissions.can_send_past(request.user, issuer)]


def _crumb() -> tuple[str, str]:
    return reverse("certificates_admin:past"), _("Past certificates")
