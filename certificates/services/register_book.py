"""The register book of one issuer and year: every number in its order, none missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from certificates.errors import NotAllowed
from certificates.models import Certificate, Issuer, NumberVoid, Status
from certificates.permissions import can_read_register


@dataclass(frozen=True)
class Line:
    """One number. sequence None: a paper of the past. state: in words, with what became of it."""

    type_title: str
    sequence: int | None
    serial: str
    name: str
    programme: str
    issued_on: date | None
    state: str
    remark: str


def register_lines(*, issuer: Issuer, year: int) -> list[Line]:
    """Every number of `issuer` in `year`, by type and place in the series; void ones with why."""
    lines = [*_certificates(issuer, year), *_voids(issuer, year)]
    return sorted(lines, key=lambda line: (line.type_title, line.sequence or 0, line.serial))


def missing_numbers(lines: list[Line]) -> list[tuple[str, int]]:
    """(type, place) of the numbers up to the last that no line has: there should be none."""
    series: dict[str, set[int]] = {}
    for line in lines:
        if line.sequence is not None:
            series.setdefault(line.type_title, set()).add(line.sequence)
    return [
        (title, number)
        for title, known in sorted(series.items())
        for number in range(min(known), max(known) + 1)
        if number not in known
    ]


def record_export(*, issuer: Issuer, exported_by: Any) -> None:
    """Note that the register left the house. Raises NotAllowed."""
    if not can_read_register(exported_by, issuer):
        raise NotAllowed(issuer=issuer)
    log(instance=issuer, action="certificates.export", user=exported_by)


def _certificates(issuer: Issuer, year: int) -> Iterator[Line]:
    found = (
        Certificate.objects.filter(issuer=issuer, issued_on__year=year)
        .exclude(status=Status.VOIDED)
        .select_related("type", "replaces")
        .prefetch_related("successors")
        .order_by("type", "sequence", "serial")
    )
    for certificate in found.iterator(chunk_size=500):
        yield Line(
            type_title=certificate.type.title_id,
            sequence=certificate.sequence,
            serial=certificate.serial,
            name=certificate.printed_name,
            programme=certificate.snapshot["printed"].get("programme_id", ""),
            issued_on=certificate.issued_on,
            state=str(certificate.get_status_display()),
            remark=_remark(certificate),
        )


def _remark(certificate: Certificate) -> str:
    said = [_("older paper")] if certificate.is_legacy else []
    said += [str(certificate.get_reason_display())] if certificate.reason else []
    said += [f"→ {one.serial}" for one in certificate.successors.all()]
    if certificate.replaces is not None:
        said.append(f"← {certificate.replaces.serial}")
    return ", ".join(said)


def _voids(issuer: Issuer, year: int) -> Iterator[Line]:
    for void in NumberVoid.objects.filter(issuer=issuer, year=year).select_related("type"):
        yield Line(
            type_title=void.type.title_id,
            sequence=void.number,
            serial=void.serial,
            name="",
            programme="",
            issued_on=None,
            state=str(Status.VOIDED.label),
            remark=void.reason,
        )
