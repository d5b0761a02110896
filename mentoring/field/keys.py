"""Tokens, codes and keys of phones. What the office keeps of them is hashed or sealed."""

import base64
import hashlib
import secrets

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mentoring.field.models import Device
from mentoring.registry.sealing import keyed_hash, keyed_hashes, unseal

# Without what is mistaken for another: 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B.
ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"
_UNLOCK_LETTERS = 8


def new_secret() -> str:
    """32 random bytes, base64url without padding: of a token, a secret, a code in a QR."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """SHA-256, hex. Enough for 32 random bytes: nobody guesses what hashes to it."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_unlock_code() -> str:
    """Eight letters and digits that can be told over a bad line: "7KQ3-MW4P"."""
    letters = [secrets.choice(ALPHABET) for _ in range(_UNLOCK_LETTERS)]
    return "".join([*letters[:4], "-", *letters[4:]])


def hash_of_unlock_code(device: Device, code: str) -> str:
    """Keyed, because 37 bits can be tried out by whoever has the database."""
    return keyed_hash("unlock", f"{device.pk}:{_plain(code)}")


def is_unlock_code(device: Device, code: str, kept: str) -> bool:
    tried = keyed_hashes("unlock", f"{device.pk}:{_plain(code)}")
    return any(secrets.compare_digest(each, kept) for each in tried)


def recovery_key(device: Device) -> str:
    """Opens the phone's data after a forgotten PIN; base64url. Another one after each time."""
    return _as_text(_derived(device.recovery_sealed or device.secret_sealed, b"recovery"))


def offered_secrets(device: Device) -> list[str]:
    """Those offered since the phone last said which it took, the newest first."""
    sealed = device.next_secret_sealed
    return unseal(sealed).split() if sealed else []


def recovery_key_of(secret: str) -> str:
    return _as_text(_key_of(secret, b"recovery"))


def export_key(device: Device) -> bytes:
    """Seals and opens the phone's rescue file: 32 bytes, AES-256-GCM. Never changes, so that
    a file of last week is still read."""
    return _derived(device.secret_sealed, b"export")


def from_text(text: str) -> bytes:
    """Bytes of base64url with or without padding. Raises ValueError."""
    plain = text.encode("ascii")
    return base64.b64decode(plain + b"=" * (-len(plain) % 4), altchars=b"-_", validate=True)


def _as_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _derived(sealed: str, info: bytes) -> bytes:
    return _key_of(unseal(sealed), info)


def _key_of(secret: str, info: bytes) -> bytes:
    """RFC 5869, HKDF-SHA256 without salt."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(from_text(secret))


def _plain(code: str) -> str:
    """As it was meant: without spaces and dashes, in capitals."""
    return "".join(each for each in code.upper() if each.isalnum())[:40]
