"""Signatures from a service that sees hashes only: the file stays here, the signature comes in."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from certificates.errors import NoRoomForSignature, NotAllowed, NotOurFile
from certificates.models import Certificate, ExternalSigning, IssueBatch
from certificates.permissions import can_head
from certificates.rendering.interrupted_signing import der_of, filled, same_hash, with_room
from certificates.services.signing import send_out, send_out_batch, take_back
from certificates.storage import private_storage

# A signature with a chain of certificates; far less than any of our PDFs.
LARGEST_SIGNATURE = 32_768
# Each takes some 30 ms: more wait for the next time somebody asks.
AT_ONCE = 100


def hashes_out(*, batch: IssueBatch, sent_by: Any) -> list[ExternalSigning]:
    """Every certificate of `batch` that waits for a signature, with the hash to be signed.

    At most `AT_ONCE` are prepared in one call; those prepared before are in every answer.
    Raises NotAllowed, NothingToSign, SigningNotInstalled.
    """
    certificates = send_out_batch(batch=batch, sent_by=sent_by)
    prepared = ExternalSigning.objects.filter(
        certificate__in=certificates, returned_at__isnull=True
    ).select_related("certificate__issuer")
    new = 0
    for signing in prepared.order_by("certificate__item__position"):
        if not signing.asked_sha256 and new < AT_ONCE:
            hash_out(certificate=signing.certificate, sent_by=sent_by)
            new += 1
    return list(prepared.exclude(asked_sha256="").order_by("certificate__item__position"))


def hash_out(*, certificate: Certificate, sent_by: Any) -> ExternalSigning:
    """Prepare the file of `certificate` and return the row with the hash to be signed.

    Safe to call again: the hash stays. Raises as `send_out`, and SigningNotInstalled.
    """
    with transaction.atomic():
        signing = send_out(certificate=certificate, sent_by=sent_by)
        signing = ExternalSigning.objects.select_for_update().get(pk=signing.pk)
        if signing.asked_sha256:
            return signing
        with signing.prepared_pdf.open("rb") as kept:
            original = kept.read()
        issuer = certificate.issuer
        prepared, digest = with_room(
            original,
            reason="Sertifikat ini diterbitkan oleh " + issuer.name_id,
            place=issuer.signing_place,
        )
        signing.room_pdf.name = private_storage().save(
            f"certificates/signing/{certificate.pk.hex}.pdf", ContentFile(prepared)
        )
        signing.asked_sha256 = digest
        signing.save(update_fields=["room_pdf", "asked_sha256"])
    return signing


def put_in(*, signing: ExternalSigning, signature: bytes, returned_by: Any) -> Certificate:
    """Put `signature` (CMS: DER, PEM or base64) into the file prepared for it, and keep that.

    Raises NoRoomForSignature, UnknownSignedFile, and what `take_back` raises.
    """
    number = signing.certificate.serial
    if not can_head(returned_by, signing.certificate.issuer_id):
        raise NotAllowed(issuer=signing.certificate.issuer)
    with signing.room_pdf.open("rb") as kept:
        prepared = kept.read()
    if not same_hash(prepared, signing.asked_sha256):
        raise NotOurFile(number=number)
    signed = filled(prepared, der_of(signature))
    if signed is None:
        raise NoRoomForSignature(number=number)
    certificate = take_back(signing=signing, signed=signed, returned_by=returned_by)
    # What went out and what came back are kept; the half-made file has served.
    ExternalSigning.objects.filter(pk=signing.pk).update(room_pdf="")
    signing.room_pdf.storage.delete(signing.room_pdf.name)
    return certificate
