"""The signed part of a QR code: a few facts of one paper, checkable without signal.

A proof is a COSE_Sign1 (RFC 9052) over CBOR (RFC 8949), signed with Ed25519, written as base64url
without padding behind the "#" of the address in the QR code: browsers never send that part.
Its payload is a map with small whole numbers for keys, so that the picture stays coarse:

    1 public code, 2 number, 3 name, 4 programme, 5 issue date, 6 last valid day, 7 signed at

Days count from 1970-01-01; "signed at" is in seconds from then, UTC (6 is absent if it holds for
good). A name or programme that is too long for a coarse picture ends with "…".
Pure: no Django, no database.
"""

import base64
import binascii
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

COSE_SIGN1 = 18
_ALG, _KID, _EDDSA = 1, 4, -8
_EPOCH = date(1970, 1, 1)
# In bytes of UTF-8: with them a code of 35 mm has modules of 0.4 mm and more.
NAME_BYTES, PROGRAMME_BYTES, SERIAL_BYTES = 60, 32, 40
# Nothing that a QR code can hold is longer; longer text is no proof.
LONGEST = 2_000


@dataclass(frozen=True)
class Facts:
    """What a proof says. Dates of the paper; valid_until included, None: for good."""

    code: str
    serial: str
    name: str
    programme: str
    issued_on: date
    valid_until: date | None
    signed_at: datetime


@dataclass(frozen=True)
class Proof:
    """A proof whose signature agrees; kid: the key that made it."""

    facts: Facts
    kid: str


class NoProof(ValueError):
    """Not a proof of ours, or one whose signature does not agree."""


def sign(facts: Facts, *, key: Ed25519PrivateKey, kid: str) -> str:
    """The proof of `facts` as it stands in the QR code. The same facts give the same text."""
    protected = _encoded({_ALG: _EDDSA, _KID: bytes.fromhex(kid)})
    payload = _encoded(_claims(facts))
    signature = key.sign(_to_be_signed(protected, payload))
    message = cbor2.CBORTag(COSE_SIGN1, [protected, {}, payload, signature])
    return base64.urlsafe_b64encode(_encoded(message)).rstrip(b"=").decode("ascii")


def read(text: str, key_of: Callable[[str], Ed25519PublicKey | None]) -> Proof:
    """The proof in `text`. key_of: key id -> public key, None if unknown.

    Raises NoProof, also for a key that is not known.
    """
    protected, payload, signature = _parts(text)
    header = _decoded(protected)
    if not isinstance(header, dict) or header.get(_ALG) != _EDDSA:
        raise NoProof("algorithm")
    kid = header.get(_KID)
    key = key_of(kid.hex()) if isinstance(kid, bytes) else None
    if key is None:
        raise NoProof("key")
    try:
        key.verify(signature, _to_be_signed(protected, payload))
    except InvalidSignature as wrong:
        raise NoProof("signature") from wrong
    return Proof(_facts(_decoded(payload)), kid.hex())


def shortened(text: str, most_bytes: int) -> str:
    """`text` in at most `most_bytes` of UTF-8, ending with "…" if something is missing."""
    if len(text.encode()) <= most_bytes:
        return text
    kept = text.encode()[: most_bytes - len("…".encode())]
    return kept.decode("utf-8", errors="ignore").rstrip() + "…"


def _claims(facts: Facts) -> dict[int, Any]:
    claims: dict[int, Any] = {
        1: facts.code,
        2: shortened(facts.serial, SERIAL_BYTES),
        3: shortened(facts.name, NAME_BYTES),
        4: shortened(facts.programme, PROGRAMME_BYTES),
        5: (facts.issued_on - _EPOCH).days,
        7: int(facts.signed_at.timestamp()),
    }
    if facts.valid_until is not None:
        claims[6] = (facts.valid_until - _EPOCH).days
    return claims


def _facts(claims: Any) -> Facts:
    try:
        last = claims.get(6)
        return Facts(
            code=str(claims[1]),
            serial=str(claims[2]),
            name=str(claims[3]),
            programme=str(claims[4]),
            issued_on=_EPOCH + timedelta(days=claims[5]),
            valid_until=None if last is None else _EPOCH + timedelta(days=last),
            signed_at=datetime.fromtimestamp(claims[7], UTC),
        )
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, OSError) as wrong:
        raise NoProof("facts") from wrong


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052, section 4.4, without external data."""
    return _encoded(["Signature1", protected, b"", payload])


def _parts(text: str) -> tuple[bytes, bytes, bytes]:
    if len(text) > LONGEST:
        raise NoProof("length")
    try:
        content = base64.b64decode(
            text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True
        )
    except (UnicodeEncodeError, binascii.Error, ValueError) as wrong:
        raise NoProof("base64url") from wrong
    message = _decoded(content)
    value = getattr(message, "value", None)
    if getattr(message, "tag", None) != COSE_SIGN1 or not isinstance(value, (list, tuple)):
        raise NoProof("COSE_Sign1")
    if len(value) != 4 or not all(isinstance(value[place], bytes) for place in (0, 2, 3)):
        raise NoProof("COSE_Sign1")
    return value[0], value[2], value[3]


def _encoded(value: Any) -> bytes:
    return cbor2.dumps(value, canonical=True)


def _decoded(content: bytes) -> Any:
    """One CBOR value and nothing behind it."""
    stream = io.BytesIO(content)
    try:
        value = cbor2.load(stream)
    except (cbor2.CBORDecodeError, ValueError, RecursionError, MemoryError) as wrong:
        raise NoProof("CBOR") from wrong
    if stream.read(1):
        raise NoProof("CBOR")
    return value
