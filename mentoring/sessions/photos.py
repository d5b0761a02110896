"""Photographs made fit to keep: upright, smaller, and without what the camera wrote in them.

Pure: bytes in, bytes out. A camera writes place, time and owner into a file (EXIF, XMP,
thumbnails); decoding the picture and encoding it anew leaves all of that behind.
"""

import hashlib
import io
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from mentoring.sessions.errors import PhotoTooLarge, PhotoUnreadable

# A small file may unpack to a picture that fills the memory; phones make at most 200.
MAX_MEGAPIXELS = 200
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITY = 80


@dataclass(frozen=True)
class KeptPhoto:
    """A JPEG to keep. original_sha256 is of the bytes that came, sha256 of `content`."""

    content: bytes
    sha256: str
    original_sha256: str


def prepare_photo(file: BinaryIO, *, long_side: int, max_bytes: int) -> KeptPhoto:
    """Return `file` as a JPEG of at most `long_side` pixels on its longer side.

    Raises PhotoTooLarge above `max_bytes` (or for a picture that unpacks to too many
    pixels), PhotoUnreadable for anything that is no JPEG, PNG, WebP or GIF.
    """
    file.seek(0)
    sent = file.read(max_bytes + 1)
    if len(sent) > max_bytes:
        raise PhotoTooLarge(megabytes=max_bytes // 1_000_000)
    try:
        content = _reencoded(sent, long_side)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as wrong:
        raise PhotoUnreadable from wrong
    except Image.DecompressionBombError as bomb:
        raise PhotoTooLarge(megabytes=max_bytes // 1_000_000) from bomb
    return KeptPhoto(
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        original_sha256=hashlib.sha256(sent).hexdigest(),
    )


def _reencoded(sent: bytes, long_side: int) -> bytes:
    with Image.open(io.BytesIO(sent), formats=_FORMATS) as picture:
        if picture.width * picture.height > MAX_MEGAPIXELS * 1_000_000:
            raise Image.DecompressionBombError
        # JPEG decodes straight to a smaller size, which saves most of the memory.
        picture.draft("RGB", (long_side, long_side))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
    kept = io.BytesIO()
    upright.save(kept, "JPEG", quality=_QUALITY, optimize=True, exif=b"")
    return kept.getvalue()
