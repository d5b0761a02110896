"""Printing as it is done: through one printer, onto plain or pre-printed and numbered paper."""

import re
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from certificates.errors import NotAllowed, SheetNumberTaken, SheetNumberUnclear, SheetSpoiled
from certificates.models import Certificate, EventKind, Printer, Status, StockSheet
from certificates.permissions import can_print
from certificates.rendering import press_for
from certificates.rendering.press import Sheet
from certificates.rendering.sheets import Offsets, arranged
from certificates.services.designs import design_of
from certificates.services.events import record_event
from certificates.services.portraits import printed_portrait
from certificates.services.snapshots import shared_values

_COUNTED = re.compile(r"(.*?)(\d+)\Z")


def offsets_of(printer: Printer) -> Offsets:
    return Offsets(
        right=float(printer.right_mm),
        down=float(printer.down_mm),
        back_right=float(printer.back_right_mm),
        back_down=float(printer.back_down_mm),
    )


def print_on_plain(
    *, certificates: Sequence[Certificate], printer: Printer, printed_by: Any
) -> bytes:
    """The stored PDFs of `certificates` in the order and with the offsets of `printer`.

    Nothing is made again. Raises NotAllowed.
    """
    _require(printed_by, printer)
    contents = []
    for certificate in certificates:
        with certificate.pdf.open("rb") as stored:
            contents.append(stored.read())
    _note(certificates, printed_by, printer=printer.name)
    return arranged(contents, order=printer.order, offsets=offsets_of(printer))


@transaction.atomic
def print_on_stock(
    *, certificates: Sequence[Certificate], printer: Printer, first_number: str, printed_by: Any
) -> bytes:
    """Only the values of `certificates`, for pre-printed sheets numbered from `first_number` on.

    Each sheet is written down with its certificate; the values are those frozen at issue. Raises
    NotAllowed, SheetNumberUnclear, and SheetNumberTaken if a sheet was used or a certificate has
    one already.
    """
    _require(printed_by, printer)
    now, contents = timezone.now(), []
    numbers = sheet_numbers(first_number, len(certificates))
    try:
        with transaction.atomic():
            StockSheet.objects.bulk_create(
                StockSheet(
                    issuer=printer.issuer,
                    number=number,
                    certificate=certificate,
                    printed_by=printed_by,
                    printed_at=now,
                )
                for certificate, number in zip(certificates, numbers, strict=True)
            )
    except IntegrityError as refused:
        raise SheetNumberTaken(first=numbers[0], last=numbers[-1]) from refused
    for certificate, number in zip(certificates, numbers, strict=True):
        Certificate.objects.filter(pk=certificate.pk).update(stock_number=number)
        record_event(
            certificate=certificate,
            kind=EventKind.PRINTED,
            happened_at=now,
            actor=printed_by,
            stock_number=number,
        )
        contents.append(_values_of(certificate))
    return arranged(contents, order=printer.order, offsets=offsets_of(printer))


@transaction.atomic
def spoil_sheet(*, sheet: StockSheet, why: str, spoiled_by: Any) -> StockSheet:
    """Void `sheet`; its certificate, whose own number stays, can be printed on another one.

    Raises NotAllowed, and SheetSpoiled if it is spoiled already.
    """
    if not can_print(spoiled_by, sheet.issuer):
        raise NotAllowed(issuer=sheet.issuer)
    now = timezone.now()
    changed = StockSheet.objects.good().filter(pk=sheet.pk)
    if not changed.update(spoiled_at=now, spoiled_why=why.strip()[:200] or "-"):
        raise SheetSpoiled(number=sheet.number)
    Certificate.objects.filter(pk=sheet.certificate_id).update(stock_number="")
    record_event(
        certificate=sheet.certificate,
        kind=EventKind.PRINTED,
        happened_at=now,
        actor=spoiled_by,
        spoiled_stock_number=sheet.number,
    )
    sheet.refresh_from_db()
    return sheet


def sheet_numbers(first: str, count: int) -> list[str]:
    """`count` numbers from `first` on, as wide as it is: A-0099, A-0100, ….

    Raises SheetNumberUnclear if `first` does not end in digits, or the digits run out.
    """
    match = _COUNTED.match(first.strip())
    if match is None or len(first.strip()) > 40:
        raise SheetNumberUnclear(number=first)
    head, digits = match[1], match[2]
    if len(str(int(digits) + count - 1)) > len(digits):
        raise SheetNumberUnclear(number=first)
    return [f"{head}{int(digits) + step:0{len(digits)}d}" for step in range(count)]


def _values_of(certificate: Certificate) -> bytes:
    printed = certificate.snapshot["printed"]
    press = press_for(
        design_of(certificate.template_version),
        batch_key=f"stock-{certificate.snapshot_sha256}",
        batch_values=shared_values(printed),
    )
    sheet = Sheet(
        values=printed,
        verify_url=certificate.snapshot["verify_url"],
        identifier=certificate.pk.hex,
        photo=printed_portrait(certificate),
    )
    return press.print_values(sheet)


def _note(certificates: Sequence[Certificate], printed_by: Any, **facts: Any) -> None:
    now = timezone.now()
    for certificate in certificates:
        record_event(
            certificate=certificate,
            kind=EventKind.PRINTED,
            happened_at=now,
            actor=printed_by,
            **facts,
        )


def _require(user: Any, printer: Printer) -> None:
    if not can_print(user, printer.issuer):
        raise NotAllowed(issuer=printer.issuer)


def printable_at(printer: Printer, certificates: Sequence[Certificate]) -> list[Certificate]:
    """Those of `certificates` that `printer` may print: its issuer's own, valid ones."""
    return [
        one
        for one in certificates
        if one.issuer_id == printer.issuer_id and one.status == Status.VALID
    ]
