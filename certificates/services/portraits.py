"""Portraits on certificates: kept from approval until the PDF is stored, and no longer.

Frozen when the numbers are given, so that another portrait, or a no that comes later, changes
no document under way. The snapshot keeps the hash, the PDF the picture.
"""

import hashlib
from collections.abc import Collection

import pikepdf
from django.core.files.base import ContentFile

from certificates.errors import PortraitLost
from certificates.evidence import portraits_of
from certificates.models import Certificate, TemplateVersion
from certificates.storage import private_storage

# What a design writes where it shows one.
_ASKS = "[[#photo]]"
# The key of the snapshot under which the hash stands; absent without a portrait.
SHA256 = "portrait_sha256"


def portraits_for_design(version: TemplateVersion, user_ids: Collection[int]) -> dict[int, bytes]:
    """User key -> JPEG of who has one; nobody is asked about unless the design shows it."""
    return portraits_of(user_ids) if _ASKS in version.front_html else {}


def keep_portrait(certificate: Certificate, portrait: bytes) -> None:
    """Put `portrait` aside for `certificate`, whose snapshot says its hash."""
    private_storage().save(_name(certificate), ContentFile(portrait))


def portrait_of(certificate: Certificate) -> bytes:
    """The JPEG as frozen, or empty. Raises PortraitLost if it is not what was frozen."""
    expected = certificate.snapshot.get(SHA256)
    if not expected:
        return b""
    storage, name = private_storage(), _name(certificate)
    if storage.exists(name):
        with storage.open(name) as kept:
            portrait: bytes = kept.read()
        if hashlib.sha256(portrait).hexdigest() == expected:
            return portrait
    raise PortraitLost(name=certificate.printed_name)


def printed_portrait(certificate: Certificate) -> bytes:
    """The portrait as it stands in the stored PDF, or empty: the file itself was forgotten.

    Known by the hash in the snapshot. Raises PortraitLost if the document lacks it.
    """
    expected = certificate.snapshot.get(SHA256)
    if not expected:
        return b""
    with certificate.pdf.open("rb") as stored, pikepdf.open(stored) as document:
        for picture in document.pages[0].images.values():
            content = picture.read_raw_bytes()
            if hashlib.sha256(content).hexdigest() == expected:
                return bytes(content)
    raise PortraitLost(name=certificate.printed_name)


def forget_portrait(certificate: Certificate) -> None:
    """Delete the file: the picture stands in the PDF. Safe to call again."""
    if certificate.snapshot.get(SHA256):
        private_storage().delete(_name(certificate))


def _name(certificate: Certificate) -> str:
    return f"certificates/portraits/{certificate.pk.hex}.jpg"
