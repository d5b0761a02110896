"""Keys of an issuer: made, rotated, given up. The private half lies in a folder, never in a row."""

import hashlib
import os
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from certificates import conf
from certificates.errors import KeyCompromisedInTheFuture, KeyFileLost, NoActiveKey, NotAllowed
from certificates.jws import base64url
from certificates.models import Issuer, KeyAlgorithm, KeyPurpose, SigningKey
from certificates.permissions import can_keep_keys

# Long enough that papers of a key's last day can be checked for a working life.
_CERTIFICATE_YEARS = 10
_ALGORITHMS = {KeyPurpose.PDF: KeyAlgorithm.ES256, KeyPurpose.PROOF: KeyAlgorithm.EDDSA}


def rotate_key(
    *, issuer: Issuer, purpose: str, made_by: Any, at: datetime | None = None
) -> SigningKey:
    """Make a new key of `issuer` for `purpose`; the one before ends at the same instant.

    The old row and its public key stay listed: what it signed can be checked for ever. Writes
    the private key to a new file that only this system's user can read. Raises NotAllowed.
    """
    if not can_keep_keys(made_by):
        raise NotAllowed(issuer=issuer)
    now = at or timezone.now()
    private = ec.generate_private_key(ec.SECP256R1())
    if purpose == KeyPurpose.PROOF:
        private = ed25519.Ed25519PrivateKey.generate()
    kid = kid_of(private.public_key())
    certificate = _certificate(private, issuer, kid, now) if purpose == KeyPurpose.PDF else ""
    name = f"{issuer.pk}-{purpose}-{kid}.pem"
    with transaction.atomic():
        issuer.signing_keys.filter(purpose=purpose, active_to__isnull=True).update(active_to=now)
        key = SigningKey.objects.create(
            issuer=issuer,
            kid=kid,
            purpose=purpose,
            alg=_ALGORITHMS[KeyPurpose(purpose)],
            public_pem=_public_pem(private.public_key()),
            certificate_pem=certificate,
            private_reference=name,
            active_from=now,
        )
        log(instance=issuer, action="certificates.rotate_key", user=made_by, data={"kid": kid})
        # Written last: a row without its file can be seen, a file without its row cannot.
        _write_private(name, private)
    return key


@transaction.atomic
def mark_compromised(*, key: SigningKey, since: datetime, marked_by: Any) -> SigningKey:
    """Say that somebody else may have had `key` from `since` on; it signs no more.

    Earlier signatures stand but are listed for signing anew; later ones prove nothing.
    Raises NotAllowed, KeyCompromisedInTheFuture.
    """
    if not can_keep_keys(marked_by):
        raise NotAllowed(issuer=key.issuer)
    now = timezone.now()
    if since > now:
        raise KeyCompromisedInTheFuture(kid=key.kid)
    key.compromised_at = since
    if key.active_to is None:
        key.active_to = max(now, key.active_from)
    key.save(update_fields=["compromised_at", "active_to"])
    log(
        instance=key.issuer,
        action="certificates.compromise_key",
        user=marked_by,
        data={"kid": key.kid, "since": since.isoformat()},
    )
    return key


def active_key(*, issuer: Issuer, purpose: str, at: datetime | None = None) -> SigningKey:
    """The key `issuer` signs with at `at` (now if not given). Raises NoActiveKey."""
    found = SigningKey.objects.of(issuer, purpose).active_at(at or timezone.now())
    key = found.order_by("-active_from").first()
    if key is None:
        raise NoActiveKey(issuer=issuer, purpose=KeyPurpose(purpose).label)
    return key


def private_key(key: SigningKey) -> Any:
    """The private half of `key`, read from its file once per process.

    Raises KeyFileLost if the file is missing, unreadable or that of another key.
    """
    path = conf.keys_folder() / key.private_reference
    try:
        return _load(path, path.stat().st_mtime_ns, key.kid)
    except (OSError, ValueError) as problem:
        raise KeyFileLost(kid=key.kid, file=key.private_reference) from problem


def kid_of(public_key: Any) -> str:
    """The id of a key: the first eight bytes of its SubjectPublicKeyInfo's SHA-256, in hex."""
    der = public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()[:16]


def public_x(key: SigningKey) -> str:
    """The 32 bytes of an Ed25519 key as a JWK has them: base64url (RFC 8037)."""
    return base64url(key.public_key.public_bytes(Encoding.Raw, PublicFormat.Raw))


# Loading a key costs more than signing with it; the time of the file makes a new one seen.
@lru_cache(maxsize=64)
def _load(path: Path, _changed: int, kid: str) -> Any:
    private = load_pem_private_key(path.read_bytes(), password=None)
    if kid_of(private.public_key()) != kid:
        raise ValueError("another key")
    return private


def _write_private(name: str, private: Any) -> None:
    folder = conf.keys_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # Never over an existing file, and never readable by others, not for a moment.
    handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)


def _public_pem(public_key: Any) -> str:
    pem: bytes = public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return pem.decode()


def _certificate(private: Any, issuer: Issuer, kid: str, now: datetime) -> str:
    """A self-signed certificate that names the issuer: it claims no authority above it."""
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, issuer.name_id[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{issuer.code} {kid}"[:64]),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + timedelta(days=365 * _CERTIFICATE_YEARS))
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(private, SHA256())
    )
    return made.public_bytes(Encoding.PEM).decode()
