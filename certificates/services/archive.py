"""Proving that what lies in the archive is what was issued."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from certificates.models import Certificate, CertificateEvent
from certificates.services.events import chain_holds
from certificates.services.snapshots import canonical_sha256


@dataclass
class ArchiveCheck:
    """How many certificates were looked at, and the numbers (serials) of those that differ.

    missing: there is no file; changed: the file, or the printed values, are not those
    the certificate was issued with; broken: its history was changed, or lacks a row.
    """

    checked: int = 0
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not (self.missing or self.changed or self.broken)


def check_archive() -> ArchiveCheck:
    """Compare every issued PDF, every scan of an older paper, the frozen values and the history
    with their hashes."""
    check = ArchiveCheck()
    history = Prefetch("events", CertificateEvent.objects.order_by("position"))
    issued = Certificate.objects.issued().select_related("scan")
    columns = ("serial", "origin", "pdf", "pdf_sha256", "snapshot", "snapshot_sha256")
    scan = ("scan__file", "scan__sha256", "scan__certificate")
    certificates = issued.order_by("serial").prefetch_related(history).only(*columns, *scan)
    for certificate in certificates.iterator(chunk_size=200):
        check.checked += 1
        if not chain_holds(certificate.events.all()):
            check.broken.append(certificate.serial)
        stored, kept_sha256 = _kept(certificate)
        digest = _file_sha256(stored)
        if digest is None:
            check.missing.append(certificate.serial)
        elif (digest, canonical_sha256(certificate.snapshot)) != (
            kept_sha256,
            certificate.snapshot_sha256,
        ):
            check.changed.append(certificate.serial)
    return check


def _kept(certificate: Certificate) -> tuple[Any, str]:
    """The file that is kept of a certificate, and its hash: the scan of a paper of the past."""
    scan = getattr(certificate, "scan", None) if certificate.is_legacy else None
    if scan is not None:
        return scan.file, scan.sha256
    return certificate.pdf, certificate.pdf_sha256


def _file_sha256(stored: Any) -> str | None:
    """The hash of a stored file; None when there is none."""
    if not stored:
        return None
    try:
        with stored.open() as file:
            digest = hashlib.sha256()
            for block in file.chunks():
                digest.update(block)
    except FileNotFoundError:
        return None
    return digest.hexdigest()
