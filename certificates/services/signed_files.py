"""Many certificates out to be signed, and whatever comes back: each file for itself.

A returned file is known by what it is, never by its name: a signed PDF begins with the bytes that
went out, a bare signature names the hash it signs. One refused file holds up no other.
"""

import hashlib
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet

from certificates.errors import (
    CertificatesError,
    FileTooLarge,
    TooManyFiles,
    UnknownSignedFile,
    ZipBroken,
    ZipTooLarge,
)
from certificates.models import Certificate, ExternalSigning
from certificates.rendering.interrupted_signing import hash_signed_by
from certificates.services.signing import LARGEST_FILE, take_back
from certificates.services.signing_by_hash import LARGEST_SIGNATURE, put_in

# Each takes some 30 ms to check. The setting DATA_UPLOAD_MAX_NUMBER_FILES must allow as many.
MOST_FILES = 200
MEGABYTE = 1_000_000
MOST_UNPACKED = 300 * MEGABYTE
# What reading a damaged zip may raise: it comes from strangers.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
_END = b"%%EOF"


class Upload(Protocol):
    """A file somebody sent: `name` as she called it, `size` in bytes."""

    name: str
    size: int

    def read(self, size: int = -1, /) -> bytes: ...

    def seek(self, offset: int, /) -> int: ...


@dataclass(frozen=True)
class Returned:
    """What became of one file: the certificate that has it now, or the sentence of the refusal."""

    file: str
    certificate: Certificate | None = None
    refusal: str = ""


def take_back_many(
    *, signings: QuerySet[ExternalSigning], files: Iterable[Upload], returned_by: Any
) -> list[Returned]:
    """Keep each of `files` that belongs to one of `signings`; say of every file what became of it.

    A zip is opened and its files are taken one by one.
    """
    waiting = signings.filter(returned_at__isnull=True).select_related("certificate__issuer")
    by_hash = {signing.prepared_sha256: signing for signing in waiting}
    by_hash |= {signing.asked_sha256: signing for signing in waiting if signing.asked_sha256}
    return [
        _taken(name, content, by_hash, returned_by)
        for file in files
        for name, content in _unpacked(file)
    ]


def _taken(
    name: str,
    content: "bytes | CertificatesError",
    by_hash: Mapping[str, ExternalSigning],
    returned_by: Any,
) -> Returned:
    try:
        if isinstance(content, CertificatesError):
            raise content
        certificate = _keep(content, by_hash, returned_by)
    except CertificatesError as refusal:
        return Returned(name, refusal=str(refusal))
    return Returned(name, certificate=certificate)


def _keep(content: bytes, by_hash: Mapping[str, ExternalSigning], returned_by: Any) -> Certificate:
    if content.startswith(b"%PDF") or len(content) > LARGEST_SIGNATURE:
        signing = _signing_of(content, by_hash)
        return take_back(signing=signing, signed=content, returned_by=returned_by)
    signing = by_hash.get(hash_signed_by(content))
    if signing is None:
        raise UnknownSignedFile()
    return put_in(signing=signing, signature=content, returned_by=returned_by)


def _signing_of(content: bytes, by_hash: Mapping[str, ExternalSigning]) -> ExternalSigning:
    """Whose file begins with one that went out. Raises UnknownSignedFile."""
    for digest in _hashes_of_beginnings(content):
        found = by_hash.get(digest)
        if found is not None:
            return found
    raise UnknownSignedFile()


def _hashes_of_beginnings(content: bytes) -> Iterator[str]:
    """The SHA-256 of `content` up to where a PDF may have ended before something was added."""
    told, hashed, at = hashlib.sha256(), 0, content.find(_END)
    while at >= 0:
        end = at + len(_END)
        for length in (0, 1, 2):
            told.update(memoryview(content)[hashed : end + length])
            hashed = end + length
            yield told.copy().hexdigest()
            if content[hashed : hashed + 1] not in (b"\r", b"\n"):
                break
        at = content.find(_END, end)


def _unpacked(file: Upload) -> "Iterator[tuple[str, bytes | CertificatesError]]":
    """(name, content) of `file`, or of each file in it if it is a zip; a refusal for a content.

    A zip is read where it lies; never more than one of its files is in memory.
    """
    is_zip = file.read(4) == b"PK\x03\x04"
    file.seek(0)
    if not is_zip:
        too_large = file.size > LARGEST_FILE
        content = FileTooLarge(most=LARGEST_FILE // MEGABYTE) if too_large else file.read()
        yield file.name, content
        return
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES:
                yield file.name, TooManyFiles(most=MOST_FILES)
                return
            yield from _entries(archive, entries)
    except _BROKEN:
        yield file.name, ZipBroken()


def _entries(
    archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]
) -> "Iterator[tuple[str, bytes | CertificatesError]]":
    left = MOST_UNPACKED
    for entry in entries:
        content = (
            _entry(archive, entry) if left > 0 else ZipTooLarge(most=MOST_UNPACKED // MEGABYTE)
        )
        left -= len(content) if isinstance(content, bytes) else LARGEST_FILE
        yield entry.filename, content


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> "bytes | CertificatesError":
    """What one file of a zip holds. One that is damaged holds up no other."""
    try:
        # The size it claims may be a lie; no more than allowed is ever unpacked.
        with archive.open(entry) as packed:
            content = packed.read(LARGEST_FILE + 1)
    except _BROKEN:
        return ZipBroken()
    if len(content) > LARGEST_FILE:
        return FileTooLarge(most=LARGEST_FILE // MEGABYTE)
    return content
