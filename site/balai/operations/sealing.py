"""The keys of a site in a locked box: readable with a passphrase only."""

import io
import secrets
import tarfile
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from balai.operations.errors import PassphraseMissing, WrongPassphrase

HEADER = b"PENDAMPING-KEYS-1\n"
SALT_BYTES = 16
NONCE_BYTES = 12
SHORTEST_PASSPHRASE = 12


def seal_folder(folder: Path, *, passphrase: str) -> bytes:
    """The files of `folder` packed and encrypted: header, salt, nonce, then AES-256-GCM.

    The key comes from the passphrase by scrypt (N=2^15, r=8, p=1), which makes trying
    passphrases slow. Raises PassphraseMissing when it is shorter than twelve characters.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseMissing(length=SHORTEST_PASSPHRASE)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.add(path, arcname=str(path.relative_to(folder)))
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    locked = AESGCM(_key(passphrase, salt)).encrypt(nonce, packed.getvalue(), HEADER)
    return HEADER + salt + nonce + locked


def unseal_folder(sealed: bytes, folder: Path, *, passphrase: str) -> int:
    """Write the files in `sealed` into `folder`, for its owner only; return how many.

    Raises WrongPassphrase, also when the box was tampered with: the cipher cannot tell.
    """
    start = len(HEADER)
    salt = sealed[start : start + SALT_BYTES]
    nonce = sealed[start + SALT_BYTES : start + SALT_BYTES + NONCE_BYTES]
    locked = sealed[start + SALT_BYTES + NONCE_BYTES :]
    try:
        packed = AESGCM(_key(passphrase, salt)).decrypt(nonce, locked, HEADER)
    except (InvalidTag, ValueError) as refusal:
        raise WrongPassphrase from refusal
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
        members = archive.getmembers()
        archive.extractall(folder, filter="data")
    for member in members:
        (folder / member.name).chmod(0o600)
    return len(members)


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
