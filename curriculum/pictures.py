"""Pictures made fit to keep: upright, and without what a phone hides in them.

Pure: bytes in, bytes out. A camera writes place, time and owner into a file (EXIF, XMP,
comments), and another file can hide behind a picture. Decoding the picture and encoding it
anew leaves all of that behind; only its colour profile stays.
"""

import io
from typing import Any

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from curriculum.errors import PictureTooLarge, PictureUnreadable

# How each format is written anew: near enough to the original that nobody sees it.
_SAVED_AS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90, "optimize": True},
    "PNG": {},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 80, "speed": 8},
    "GIF": {},
}
# Many phones put a second picture behind the first and call it JPEG all the same.
_SAME_AS = {"MPO": "JPEG"}
# A file of a few kB may unpack to more than the memory holds. Counted as decoded, all frames.
MAX_PIXELS = 64_000_000
# What belongs to the picture; everything else in `info` tells of its maker.
_KEPT_INFO = ("icc_profile", "transparency", "background", "loop")
_TRACES = ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop")


def without_traces(content: bytes) -> bytes:
    """The picture `content` in its own format, upright, with nothing but the picture in it.

    Raises PictureUnreadable for what cannot be decoded to its end, PictureTooLarge.
    """
    _take_no_halves()
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_SAVED_AS)) as picture:
            return _written_anew(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as wrong:
        raise PictureUnreadable from wrong
    except Image.DecompressionBombError as bomb:
        raise _too_large() from bomb


def small_photograph(content: bytes, *, long_side: int = 1280) -> bytes:
    """The picture `content` as an upright JPEG of at most this many pixels, without traces.

    Raises PictureUnreadable, PictureTooLarge.
    """
    _take_no_halves()
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_SAVED_AS)) as picture:
            # A progressive JPEG is unpacked whole before any of it is decoded.
            if picture.info.get("progressive"):
                _refuse_above(picture.width * picture.height)
            # Any other JPEG decodes straight to a smaller size, which saves most of the memory.
            picture.draft("RGB", (long_side, long_side))
            _refuse_above(picture.width * picture.height)
            # Only the small picture is turned: each step copies what it works on.
            small = picture.convert("RGB")
            small.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
            upright = ImageOps.exif_transpose(small)
            # Pillow would write the comment of the camera once more.
            upright.info = {}
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as wrong:
        raise PictureUnreadable from wrong
    except Image.DecompressionBombError as bomb:
        raise _too_large() from bomb
    written = io.BytesIO()
    upright.save(written, "JPEG", quality=80, optimize=True, exif=b"")
    return written.getvalue()


def has_traces(content: bytes) -> bool:
    """Whether `content` says more than the picture, or is not upright as it is."""
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_SAVED_AS)) as picture:
            return bool(picture.getexif()) or any(key in picture.info for key in _TRACES)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as wrong:
        raise PictureUnreadable from wrong


def _written_anew(picture: Image.Image) -> bytes:
    kind = _SAME_AS.get(picture.format or "", picture.format or "")
    options = dict(_SAVED_AS[kind])
    if kind == picture.format and getattr(picture, "n_frames", 1) > 1:
        options |= {"save_all": True, "duration": _durations(picture)}
        upright = picture
    else:
        _refuse_above(picture.width * picture.height)
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    upright.info = {key: upright.info[key] for key in _KEPT_INFO if key in upright.info}
    if "icc_profile" in upright.info:
        options["icc_profile"] = upright.info["icc_profile"]
    written = io.BytesIO()
    upright.save(written, kind, **options)
    return written.getvalue()


def _durations(moving: Image.Image) -> list[int]:
    """How long each frame is shown, in milliseconds; leaves the first one open."""
    durations, pixels = [], 0
    for number in range(moving.n_frames):  # type: ignore[attr-defined]
        moving.seek(number)
        # Counted one by one: a later frame may be larger than the first.
        pixels += moving.width * moving.height
        _refuse_above(pixels)
        moving.load()
        durations.append(int(moving.info.get("duration", 0)))
    moving.seek(0)
    return durations


def _take_no_halves() -> None:
    """WeasyPrint, once imported, lets Pillow fill up what is cut off with grey, everywhere."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False


def _refuse_above(pixels: int) -> None:
    if pixels > MAX_PIXELS:
        raise _too_large()


def _too_large() -> PictureTooLarge:
    return PictureTooLarge(megapixels=MAX_PIXELS // 1_000_000)
