"""Signatures inside a PDF: PAdES B-B by pyHanko, which comes with the extra `sign`.

Source: ETSI EN 319 142-1 (PAdES baseline); the certification forbids any later change (ISO
32000-1, 12.8.2.2, DocMDP level 1). PDF/A survives: an incremental update keeps the identifier.
"""

import io
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from certificates.errors import SignatureNotValid, SigningNotInstalled

FIELD = "Signature1"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """What a signed file says. is_whole: the signature covers the file and nothing was changed.

    signer: the subject of the certificate, as it says itself; whether anybody vouches for it is
    another question, which no file answers.
    """

    is_whole: bool
    signer: str
    certificate_pem: str
    begins_with_original: bool


def sign_pdf(pdf: bytes, *, private: Any, certificate_pem: str, reason: str, place: str) -> bytes:
    """`pdf` with a signature by `private` (P-256) whose certificate is `certificate_pem`.

    Raises SigningNotInstalled.
    """
    try:
        from pyhanko.sign import signers  # noqa: PLC0415 - optional
    except ImportError as missing:
        raise SigningNotInstalled() from missing
    metadata, writer = begun(pdf, reason, place)
    output = io.BytesIO()
    in_a_thread_of_its_own(
        partial(
            signers.sign_pdf,
            writer,
            metadata,
            signer=_signer(private, certificate_pem),
            output=output,
            bytes_reserved=4096,
        )
    )
    return output.getvalue()


def read_signature(signed: bytes, *, original: bytes) -> Found:
    """What the last signature of `signed` says about it and about `original`, our own file.

    Raises SigningNotInstalled, SignatureNotValid if there is no readable signature.
    """
    try:
        from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - optional
        from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415 - optional
        from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 - optional
    except ImportError as missing:
        raise SigningNotInstalled() from missing
    try:
        signatures = PdfFileReader(io.BytesIO(signed)).embedded_signatures
        if not signatures:
            raise SignatureNotValid(why=_("there is none"))
        last = signatures[-1]
        context = ValidationContext(allow_fetching=False)
        status = in_a_thread_of_its_own(
            partial(validate_pdf_signature, last, signer_validation_context=context)
        )
        certificate = last.signer_cert
    except SignatureNotValid:
        raise
    except Exception as problem:
        # A file of strangers breaks a reader in any way it likes: who gave it is refused in
        # words, and the log tells the operator, in case it was the reader that broke.
        logger.warning("A file that was given back as signed could not be read.", exc_info=True)
        raise SignatureNotValid(why=_("it cannot be read")) from problem
    covers = status.coverage is not None and status.coverage.name == "ENTIRE_FILE"
    return Found(
        is_whole=bool(status.intact and status.valid and covers),
        signer=certificate.subject.human_friendly,
        certificate_pem=_pem(certificate.dump()),
        begins_with_original=signed.startswith(original),
    )


def begun(pdf: bytes, reason: str, place: str) -> tuple[Any, Any]:
    """What pyHanko needs to sign `pdf`: what it says of itself, and who writes behind it."""
    from pyhanko.pdf_utils.incremental_writer import (  # noqa: PLC0415 - optional
        IncrementalPdfFileWriter,
    )
    from pyhanko.sign import fields, signers  # noqa: PLC0415 - optional

    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        reason=reason,
        location=place,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    # pyHanko would call the file PDF 2.0, and PDF/A-3 is PDF 1.7: the archive would refuse it.
    writer.ensure_output_version = lambda version: None
    return metadata, writer


def in_a_thread_of_its_own(work: Callable[[], Any]) -> Any:
    """pyHanko begins an event loop, which a thread that runs one already (a host under ASGI)
    refuses."""
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(work).result()


def _signer(private: Any, certificate_pem: str) -> Any:
    from asn1crypto import keys, pem, x509  # noqa: PLC0415 - comes with pyHanko
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415 - beside its use
        Encoding,
        NoEncryption,
        PrivateFormat,
    )
    from pyhanko.sign import signers  # noqa: PLC0415 - optional
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415 - optional

    der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    _name, _headers, body = pem.unarmor(certificate_pem.encode())
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(body),
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore(),
    )


def _pem(der: bytes) -> str:
    from asn1crypto import pem  # noqa: PLC0415 - comes with pyHanko

    armoured: bytes = pem.armor("CERTIFICATE", der)
    return armoured.decode()
