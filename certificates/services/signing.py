"""Signatures in certificates: by the issuer's own key, or by a service outside.

The own key is shown as what it is: a signature nobody above the issuer vouches for. A service
outside signs the file we sent, in its own tool; what comes back must be our bytes with a signature
that holds behind them. No passphrase is asked for or kept.
"""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from certificates.errors import (
    AlreadySigned,
    FileTooLarge,
    NoLongerValid,
    NotAllowed,
    NothingToSign,
    NotOurFile,
)
from certificates.models import (
    Certificate,
    EventKind,
    ExternalSigning,
    IssueBatch,
    Issuer,
    KeyPurpose,
    SignatureLevel,
    SigningKey,
    SignMode,
    Status,
)
from certificates.permissions import can_head
from certificates.rendering.signing import Found, read_signature, sign_pdf
from certificates.services.events import record_event
from certificates.services.keys import active_key, private_key
from certificates.storage import private_storage

LARGEST_FILE = 5_000_000


def own_key(issuer: Issuer) -> SigningKey:
    """The key `issuer` signs its PDFs with now. Raises NoActiveKey."""
    return active_key(issuer=issuer, purpose=KeyPurpose.PDF)


def signed_by(key: SigningKey, pdf: bytes) -> bytes:
    """`pdf` with the signature of `key`. Raises KeyFileLost, SigningNotInstalled."""
    return sign_pdf(
        pdf,
        private=private_key(key),
        certificate_pem=key.certificate_pem,
        reason="Sertifikat ini diterbitkan oleh " + key.issuer.name_id,
        place=key.issuer.signing_place,
    )


def check_signature(certificate: Certificate) -> Found:
    """What the signature in the stored file says. Raises SignatureNotValid."""
    with certificate.pdf.open("rb") as stored:
        content: bytes = stored.read()
    return read_signature(content, original=b"")


@transaction.atomic
def send_out(*, certificate: Certificate, sent_by: Any) -> ExternalSigning:
    """Put `certificate` out for signature: its file and hash are kept as they went out.

    Safe to call again while it is out. Raises NotAllowed, AlreadySigned, and NotOurFile if its
    type is not signed outside or it is not valid.
    """
    if not can_head(sent_by, certificate.issuer_id):
        raise NotAllowed(issuer=certificate.issuer)
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.signature_level:
        raise AlreadySigned(number=certificate.serial)
    if certificate.type.sign_mode != SignMode.EXTERNAL or certificate.status != Status.VALID:
        raise NotOurFile(number=certificate.serial)
    signing, _made = ExternalSigning.objects.get_or_create(
        certificate=certificate,
        defaults={
            "prepared_pdf": certificate.pdf.name,
            "prepared_sha256": certificate.pdf_sha256,
            "sent_by": sent_by,
            "sent_at": timezone.now(),
        },
    )
    return signing


def to_sign(batch: IssueBatch) -> QuerySet[Certificate]:
    """The valid certificates of `batch` that a service outside has not signed yet, in its order."""
    return (
        Certificate.objects.valid()
        .filter(
            item__batch=batch,
            type__sign_mode=SignMode.EXTERNAL,
            signature_level=SignatureLevel.NONE,
        )
        .order_by("item__position")
    )


@transaction.atomic
def send_out_batch(*, batch: IssueBatch, sent_by: Any) -> list[Certificate]:
    """Put every unsigned certificate of `batch` out for signature; return them in its order.

    Those that are out already stay as they went. Raises NotAllowed, NothingToSign.
    """
    if not can_head(sent_by, batch.type.issuer_id):
        raise NotAllowed(issuer=batch.type.issuer)
    certificates = list(to_sign(batch).select_for_update(of=("self",)))
    if not certificates:
        raise NothingToSign()
    now = timezone.now()
    ExternalSigning.objects.bulk_create(
        [
            ExternalSigning(
                certificate=certificate,
                prepared_pdf=certificate.pdf.name,
                prepared_sha256=certificate.pdf_sha256,
                sent_by=sent_by,
                sent_at=now,
            )
            for certificate in certificates
        ],
        ignore_conflicts=True,
    )
    return certificates


@transaction.atomic
def take_back(*, signing: ExternalSigning, signed: bytes, returned_by: Any) -> Certificate:
    """Keep the signed file as the certificate's own, if it is ours and its signature holds.

    Raises NotAllowed, AlreadySigned, NoLongerValid, FileTooLarge, NotOurFile, SignatureNotValid.
    """
    certificate = Certificate.objects.select_for_update().get(pk=signing.certificate_id)
    if not can_head(returned_by, certificate.issuer_id):
        raise NotAllowed(issuer=certificate.issuer)
    if certificate.signature_level:
        raise AlreadySigned(number=certificate.serial)
    if certificate.status != Status.VALID:
        raise NoLongerValid(number=certificate.serial)
    if len(signed) > LARGEST_FILE:
        raise FileTooLarge(most=LARGEST_FILE // 1_000_000)
    with signing.prepared_pdf.open("rb") as kept:
        original = kept.read()
    found = read_signature(signed, original=original)
    if not (found.is_whole and found.begins_with_original):
        raise NotOurFile(number=certificate.serial)
    now, sha256 = timezone.now(), hashlib.sha256(signed).hexdigest()
    name = f"certificates/{certificate.issued_on:%Y/%m}/{certificate.pk.hex}-{sha256[:8]}.pdf"
    certificate.pdf.name = private_storage().save(name, ContentFile(signed))
    certificate.pdf_sha256, certificate.pdf_bytes = sha256, len(signed)
    certificate.signature_level = SignatureLevel.EXTERNAL
    certificate.save(update_fields=["pdf", "pdf_sha256", "pdf_bytes", "signature_level"])
    signing.signed_sha256, signing.returned_at = sha256, now
    signing.signer = found.signer[:300]
    signing.save(update_fields=["signed_sha256", "returned_at", "signer"])
    record_event(
        certificate=certificate,
        kind=EventKind.SIGNED,
        happened_at=now,
        actor=returned_by,
        prepared_sha256=signing.prepared_sha256,
        signed_sha256=sha256,
    )
    return certificate
