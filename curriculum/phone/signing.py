"""Packs are signed, because they travel: by Bluetooth, memory card, from hand to hand.

A phone believes a file from another phone only if this site signed its manifest, and each
file in it only by the hash the manifest names. ECDSA with P-256 and SHA-256, because every
browser that keeps packs can check it; the signature is r and s, 32 bytes each, as browsers
want it. The key is made from the site's SECRET_KEY: there is nothing more to keep, and a
new SECRET_KEY means that phones fetch the new public key when they are online again.
"""

import base64
from functools import lru_cache

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

ORDER_OF_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
PURPOSE = b"curriculum.phone.contents.1"


def signature_of(digest: str) -> str:
    """The signature of a pack's digest (its hex text), as base64 of 64 bytes."""
    der = _key(settings.SECRET_KEY).sign(digest.encode(), ec.ECDSA(hashes.SHA256()))
    r, s = decode_dss_signature(der)
    return base64.b64encode(r.to_bytes(32, "big") + s.to_bytes(32, "big")).decode()


def public_key() -> str:
    """The public key as base64 of its SubjectPublicKeyInfo, which browsers import."""
    spki = (
        _key(settings.SECRET_KEY)
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return base64.b64encode(spki).decode()


@lru_cache(maxsize=4)
def _key(secret: str) -> ec.EllipticCurvePrivateKey:
    # 16 bytes more than the order has, so that no number is likelier than another.
    drawn = HKDF(hashes.SHA256(), 48, salt=None, info=PURPOSE).derive(secret.encode())
    return ec.derive_private_key(
        1 + int.from_bytes(drawn, "big") % (ORDER_OF_P256 - 1), ec.SECP256R1()
    )
