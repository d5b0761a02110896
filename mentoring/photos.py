"""Photographs made fit to keep: upright, smaller, and without what the camera wrote in them.

Pure: bytes in, bytes out. A camera writes place, time and owner into a file (EXIF, XMP,
thumbnails); decoding the picture and encoding it anew leaves all of that behind.
"""

import hashlib
import io
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from mentoring.errors import PhotoOfTooManyPixels, PhotoTooLarge, PhotoUnreadable

# A file of a few kB may unpack to more than the memory holds. Counted as decoded.
MAX_PIXELS = 64_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITY = 80
_PORTRAIT = (600, 800)


@dataclass(frozen=True)
class KeptPhoto:
    """A JPEG to keep. original_sha256 is of the bytes that came, sha256 of `content`."""

    content: bytes
    sha256: str
    original_sha256: str


def prepare_photo(file: BinaryIO, *, long_side: int, max_bytes: int) -> KeptPhoto:
    """Return `file` as a JPEG of at most `long_side` pixels on its longer side.

    Raises PhotoTooLarge above `max_bytes`, PhotoOfTooManyPixels for a picture that unpacks
    to more than MAX_PIXELS, PhotoUnreadable for anything that is no JPEG, PNG, WebP or GIF.
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
        raise PhotoOfTooManyPixels(megapixels=MAX_PIXELS // 1_000_000) from bomb
    return KeptPhoto(
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        original_sha256=hashlib.sha256(sent).hexdigest(),
    )


def portrait_of(file: BinaryIO, *, max_bytes: int) -> bytes:
    """Return `file` as a JPEG of 3 by 4 (600 by 800 pixels at most), cut from its middle.

    Raises what `prepare_photo` raises.
    """
    kept = prepare_photo(file, long_side=2 * _PORTRAIT[1], max_bytes=max_bytes)
    with Image.open(io.BytesIO(kept.content)) as picture:
        width = min(picture.width, picture.height * 3 // 4)
        size = (min(width, _PORTRAIT[0]), min(width * 4 // 3, _PORTRAIT[1]))
        # A little above the middle: that is where faces are.
        cut = ImageOps.fit(picture, size, Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    portrait = io.BytesIO()
    cut.save(portrait, "JPEG", quality=_QUALITY, optimize=True, exif=b"")
    return portrait.getvalue()


def _reencoded(sent: bytes, long_side: int) -> bytes:
    # WeasyPrint, once imported, lets Pillow fill up what is cut off with grey, everywhere.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(io.BytesIO(sent), formats=_FORMATS) as picture:
        # A progressive JPEG is unpacked whole before any of it is decoded.
        if picture.info.get("progressive"):
            _refuse_bomb(picture)
        # Any other JPEG decodes straight to a smaller size, which saves most of the memory.
        picture.draft("RGB", (long_side, long_side))
        _refuse_bomb(picture)
        # Only the small picture is turned: each step copies what it works on.
        small = picture.convert("RGB")
        small.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
        upright = ImageOps.exif_transpose(small)
        # Pillow would write the comment of the camera once more.
        upright.info = {}
    kept = io.BytesIO()
    upright.save(kept, "JPEG", quality=_QUALITY, optimize=True, exif=b"")
    return kept.getvalue()


def _refuse_bomb(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise Image.DecompressionBombError
