"""Signing in two halves: a PDF with room for a signature, and the signature put into it later.

The service outside sees the hash alone and answers a CMS signature of it (RFC 5652, detached).
Source: ISO 32000-1, 12.8.1, the byte range leaves out the signature's own room.
"""

import asyncio
import base64
import binascii
import hashlib
import io
import re

from certificates.errors import SigningNotInstalled, UnknownSignedFile
from certificates.rendering.signing import begun, in_a_thread_of_its_own

# Room for a chain of certificates and a time stamp, as agencies send them.
_ROOM = 16_384
_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def with_room(pdf: bytes, *, reason: str, place: str) -> tuple[bytes, str]:
    """`pdf` with an empty signature behind it, and the SHA-256 (hex) that is to be signed.

    Raises SigningNotInstalled.
    """
    try:
        from pyhanko.sign import signers  # noqa: PLC0415 - optional
    except ImportError as missing:
        raise SigningNotInstalled() from missing
    metadata, writer = begun(pdf, reason, place)
    nobody = signers.ExternalSigner(signing_cert=None, cert_registry=None, signature_value=256)
    signer = signers.PdfSigner(metadata, signer=nobody)
    prepared, _document, output = in_a_thread_of_its_own(
        lambda: asyncio.run(signer.async_digest_doc_for_signing(writer, bytes_reserved=_ROOM * 2))
    )
    return output.getvalue(), prepared.document_digest.hex()


def filled(prepared: bytes, signature: bytes) -> bytes | None:
    """`prepared` with `signature` (DER) in its room; None if it does not fit there."""
    *_before, last = _RANGE.finditer(prepared)
    start, end = int(last[1]), int(last[2])
    room = end - start - 2
    written = signature.hex().encode()
    if len(written) > room:
        return None
    target = io.BytesIO(prepared)
    target.seek(start + 1)
    target.write(written.ljust(room, b"0"))
    return target.getvalue()


def der_of(signature: bytes) -> bytes:
    """`signature` as DER, from DER, PEM or bare base64. Raises UnknownSignedFile."""
    if signature.startswith(b"\x30"):
        return signature
    lines = [line.strip() for line in signature.splitlines() if not line.startswith(b"-----")]
    try:
        return base64.b64decode(b"".join(lines), validate=True)
    except binascii.Error as refused:
        raise UnknownSignedFile() from refused


def hash_signed_by(signature: bytes) -> str:
    """The SHA-256 (hex) that the CMS `signature` says it signs. Raises UnknownSignedFile."""
    try:
        from asn1crypto import cms  # noqa: PLC0415 - comes with pyHanko
    except ImportError as missing:
        raise SigningNotInstalled() from missing
    try:
        [signer] = cms.ContentInfo.load(der_of(signature))["content"]["signer_infos"]
        told = {one["type"].native: one["values"].native for one in signer["signed_attrs"]}
        [digest] = told["message_digest"]
        return bytes(digest).hex()
    except (ValueError, TypeError, KeyError, AttributeError) as refused:
        # A file of strangers: anything but a signature of one signer is none.
        raise UnknownSignedFile() from refused


def same_hash(prepared: bytes, digest: str) -> bool:
    """Whether all of `prepared` but its room has the SHA-256 `digest`."""
    found = list(_RANGE.finditer(prepared))
    if not found:
        return False
    last = found[-1]
    start, end, length = (int(part) for part in last.groups())
    covered = prepared[:start] + prepared[end : end + length]
    return hashlib.sha256(covered).hexdigest() == digest
