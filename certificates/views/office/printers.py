"""Screens of printers: their offsets, the test sheet, and a batch through one of them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from certificates import permissions
from certificates.errors import CertificatesError
from certificates.forms import PrinterForm, PrintForm, SpoilForm
from certificates.models import IssueBatch, Issuer, IssuerRole, Printer, StockSheet
from certificates.paging import page_of
from certificates.rendering.paper import paper_of
from certificates.rendering.sheets import test_sheet
from certificates.scopes import member_issuers
from certificates.services.handing_over import batch_of, papers_of
from certificates.services.printing import PER_PRINT_FILE, printable
from certificates.services.stock import offsets_of, print_on_plain, print_on_stock, spoil_sheet
from certificates.views.office.screens import page, require


def printers(request: HttpRequest) -> HttpResponse:
    """Printers of one's issuers; POST adds one to the first of them."""
    issuers = _issuers(request)
    require(issuers.exists())
    form = PrinterForm(request.POST or None, instance=Printer(issuer=issuers[0]))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Printer added. Print its test sheet now."))
        return redirect("certificates_admin:printers")
    found = Printer.objects.filter(issuer__in=issuers).select_related("issuer")
    return page(request, "printers", _("Printers"), printers=found, form=form)


def printer(request: HttpRequest, pk: int) -> HttpResponse:
    """One printer: its offsets and the test sheet."""
    found = _printer(request, pk)
    form = PrinterForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. Print the test sheet once more to be sure."))
        return redirect("certificates_admin:printer", pk=found.pk)
    crumb = (reverse("certificates_admin:printers"), _("Printers"))
    return page(request, "printer", found.name, crumb, printer=found, form=form)


def test_page(request: HttpRequest, pk: int, size: str) -> HttpResponse:
    """The test sheet of one printer on A4 or F4, lying, with the offsets it has now."""
    found = _printer(request, pk)
    if size not in ("a4", "f4"):
        raise Http404
    paper = paper_of(size, upright=False)
    content = test_sheet(
        name=found.name, width=paper.width, height=paper.height, offsets=offsets_of(found)
    )
    return _pdf(content, f"uji {found.name}")


def print_batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A batch through a printer; POST answers the file, or the form with what is wrong."""
    batch = get_object_or_404(
        IssueBatch.objects.visible_to(request.user).select_related("type__issuer"), pk=pk
    )
    issuer = batch.type.issuer
    require(permissions.can_print(request.user, issuer))
    form = PrintForm(request.POST or None, printers=Printer.objects.filter(issuer=issuer))
    if request.method == "POST" and form.is_valid():
        try:
            return _pdf(_printed(request, batch, form.cleaned_data), f"cetak {batch.type.code}")
        except CertificatesError as refusal:
            form.add_error(None, str(refusal))
    sheets = StockSheet.objects.filter(certificate__in=papers_of(batch))
    shown = page_of(sheets.select_related("certificate"), request.GET.get("p"))
    crumb = (batch.get_absolute_url(), str(batch))
    title = _("Print through a printer")
    return page(
        request, "print_batch", title, crumb, batch=batch, form=form, page=shown, spoil=SpoilForm()
    )


@require_POST
def spoil(request: HttpRequest, pk: int) -> HttpResponse:
    """Void one numbered sheet."""
    visible = StockSheet.objects.visible_to(request.user)
    sheet = get_object_or_404(visible.select_related("issuer", "certificate__item__batch"), pk=pk)
    require(permissions.can_print(request.user, sheet.issuer))
    form = SpoilForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what happened to the sheet."))
    else:
        try:
            spoil_sheet(sheet=sheet, why=form.cleaned_data["why"], spoiled_by=request.user)
        except CertificatesError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The sheet is void. Print the certificate on another."))
    batch = batch_of(sheet.certificate)
    if batch is None:
        return redirect("certificates_admin:printers")
    return redirect("certificates_admin:print_batch", pk=batch.pk)


def _printed(request: HttpRequest, batch: IssueBatch, chosen: dict[str, Any]) -> bytes:
    """The file; onto stock only those that have no good sheet yet."""
    found = printable(batch).select_related("template_version").defer(None)
    if not chosen["first_number"]:
        certificates = list(found[:PER_PRINT_FILE])
        return print_on_plain(
            certificates=certificates, printer=chosen["printer"], printed_by=request.user
        )
    waiting = found.filter(stock_number="")[:PER_PRINT_FILE]
    return print_on_stock(
        certificates=list(waiting or found[:1]),
        printer=chosen["printer"],
        first_number=chosen["first_number"],
        printed_by=request.user,
    )


def _issuers(request: HttpRequest) -> Any:
    roles = (IssuerRole.CLERK, IssuerRole.HEAD)
    mine = member_issuers(request.user, timezone.localdate(), roles)
    return Issuer.objects.filter(pk__in=mine)


def _printer(request: HttpRequest, pk: int) -> Printer:
    visible = Printer.objects.visible_to(request.user).select_related("issuer")
    found: Printer = get_object_or_404(visible, pk=pk)
    require(permissions.can_print(request.user, found.issuer))
    return found


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
