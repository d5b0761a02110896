"""Proving that what lies in the archive is what was issued."""

import hashlib
from dataclasses import dataclass, field

from certificates.models import Certificate
from certificates.services.snapshots import canonical_sha256


@dataclass
class ArchiveCheck:
    """How many certificates were looked at, and the numbers (serials) of those that differ.

    missing: there is no file; changed: the file, or the printed values, are not those
    the certificate was issued with.
    """

    checked: int = 0
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not (self.missing or self.changed)


def check_archive() -> ArchiveCheck:
    """Read every issued PDF and compare it, and the frozen values, with their hashes."""
    check = ArchiveCheck()
    certificates = Certificate.objects.issued().order_by("serial")
    columns = ("serial", "pdf", "pdf_sha256", "snapshot", "snapshot_sha256")
    for certificate in certificates.only(*columns).iterator(chunk_size=200):
        check.checked += 1
        digest = _file_sha256(certificate)
        if digest is None:
            check.missing.append(certificate.serial)
        elif (digest, canonical_sha256(certificate.snapshot)) != (
            certificate.pdf_sha256,
            certificate.snapshot_sha256,
        ):
            check.changed.append(certificate.serial)
    return check


def _file_sha256(certificate: Certificate) -> str | None:
    """The hash of the stored PDF; None when there is none."""
    if not certificate.pdf:
        return None
    try:
        with certificate.pdf.open() as file:
            digest = hashlib.sha256()
            for block in file.chunks():
                digest.update(block)
    except FileNotFoundError:
        return None
    return digest.hexdigest()
