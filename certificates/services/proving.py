"""Putting a signed proof into the QR code of a certificate, and telling which keys sign them."""

from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery, Value
from django.utils import timezone

from certificates import proofs
from certificates.errors import NoActiveKey
from certificates.models import Certificate, KeyPurpose, SigningKey
from certificates.services.keys import active_key, private_key, public_x


def with_proof_keys(items: QuerySet) -> QuerySet:
    """`items` of batches, each with what signs the proof of its certificate now: `proof_kid` and
    `proof_file`, None for issuers without a key, and `proof_at`, the instant it was asked: whoever
    rotates the key meanwhile makes none of their proofs late. No query of its own."""
    now = timezone.now()
    keys = (
        SigningKey.objects.filter(issuer=OuterRef("certificate__issuer"), purpose=KeyPurpose.PROOF)
        .active_at(now)
        .order_by("-active_from")
    )
    return items.annotate(
        proof_at=Value(now, output_field=DateTimeField()),
        proof_kid=Subquery(keys.values("kid")[:1]),
        proof_file=Subquery(keys.values("private_reference")[:1]),
    )


def proof_key_of(item: Any) -> SigningKey | None:
    """What signs for the certificate of `item` now, as far as signing needs it; None: nothing."""
    if not item.proof_kid:
        return None
    return SigningKey(kid=item.proof_kid, private_reference=item.proof_file)


def proof_of(item: Any) -> str:
    """The proof of the certificate of `item` (`with_proof_keys`): the one it has, a new one, or
    "" if its issuer has no key.

    Changes no row. Raises KeyFileLost: a paper without the proof its issuer promises would pass
    for an old one.
    """
    key = proof_key_of(item)
    if item.certificate.qr_payload or key is None:
        return str(item.certificate.qr_payload)
    return _signed(item.certificate, key, item.proof_at)


def proof_for(certificate: Certificate) -> str:
    """A new proof of one certificate alone, "" if its issuer has no key. One query."""
    try:
        now = timezone.now()
        key = active_key(issuer=certificate.issuer, purpose=KeyPurpose.PROOF, at=now)
    except NoActiveKey:
        return ""
    return _signed(certificate, key, now)


def _signed(certificate: Certificate, key: SigningKey, at: datetime) -> str:
    facts = proofs.Facts(
        code=certificate.public_code,
        serial=certificate.serial,
        name=certificate.printed_name,
        programme=certificate.snapshot["printed"].get("programme_id", ""),
        issued_on=certificate.issued_on,
        valid_until=certificate.valid_until,
        signed_at=at,
    )
    return proofs.sign(facts, key=private_key(key), kid=key.kid)


def address_in_qr(certificate: Certificate) -> str:
    """What the QR code of `certificate` holds: its page, and its proof behind the "#"."""
    address = str(certificate.snapshot["verify_url"])
    return f"{address}#{certificate.qr_payload}" if certificate.qr_payload else address


def public_keys() -> list[dict[str, Any]]:
    """Every key that signs, or once signed, proofs: what a phone needs to check them.

    Instants as ISO 8601 in UTC, "" for none; `x`: the 32 bytes of the key, base64url (RFC 8037).
    One query.
    """
    keys = SigningKey.objects.filter(purpose=KeyPurpose.PROOF).select_related("issuer")
    return [
        {
            "kid": key.kid,
            "alg": "EdDSA",
            "x": public_x(key),
            "issuer": key.issuer.code,
            "issuer_name": key.issuer.name_id,
            "is_sample": key.issuer.is_sample,
            "contact": key.issuer.contact,
            "active_from": key.active_from.isoformat(),
            "active_to": key.active_to.isoformat() if key.active_to else "",
            "compromised_at": key.compromised_at.isoformat() if key.compromised_at else "",
        }
        for key in keys.order_by("issuer", "active_from")
    ]
