"""What nobody but the right reader may see, sealed before it reaches the database.

Fernet (AES-128-CBC with HMAC) of the `cryptography` library. The first of
MENTORING_IDENTIFIER_KEYS seals, every one opens: a new key is put in front, everything is
sealed anew (`manage.py rotate_identifier_keys`), then the old key may go.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mentoring.registry import conf

_HASHING = b"mentoring identifier hash"


def seal(text: str) -> str:
    """Return `text` sealed with the newest key; sealing twice gives two different answers."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return what was sealed. Raises ValueError when none of the keys opens it."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as strange:
        raise ValueError(
            "None of MENTORING_IDENTIFIER_KEYS opens this. Was a key taken away too early?"
        ) from strange


def keyed_hash(kind: str, text: str) -> str:
    """64 hexadecimal digits that are the same for the same `text` of the same `kind`.

    Without the newest key nobody can compute it, so trying all numbers gives nothing away.
    """
    return _hashed(conf.identifier_keys()[0], kind, text)


def keyed_hashes(kind: str, text: str) -> list[str]:
    """The same under every key, newest first: how rows from before a rotation are found."""
    return [_hashed(key, kind, text) for key in conf.identifier_keys()]


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in conf.identifier_keys()])


def _hashed(key: str, kind: str, text: str) -> str:
    # A key for one purpose only: what seals does not hash.
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_HASHING).derive(
        base64.urlsafe_b64decode(key)
    )
    return hmac.new(derived, f"{kind}:{text}".encode(), hashlib.sha256).hexdigest()
