"""Pictures as files: drawn ones, and photographs as phones write them."""

import io
import struct
import zlib
from typing import Any

from PIL import Image as Drawing
from PIL import ImageDraw

LEFT_ROTATED = 6  # EXIF: to be turned a quarter to the right


def drawing(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """White, with its top left quarter red."""
    picture = Drawing.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2, size[1] // 2), fill="#e01010")
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def photograph(kind: str = "JPEG", *, orientation: int = 1, size: tuple[int, int] = (40, 30)):
    """With owner, place (a village in Jember) and, where the format has one, a comment."""
    exif = Drawing.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Ruminah Contoh"  # artist
    exif[0x010E] = "GPS-foto dari Tutul"  # description
    place = exif.get_ifd(0x8825)
    place.update({1: "S", 2: (8.0, 22.0, 0.0), 3: "E", 4: (113.0, 27.0, 0.0)})
    more: dict[str, Any] = {"exif": exif}
    if kind == "JPEG":
        more["comment"] = b"di rumah Ruminah"
        more["xmp"] = b"<x xmlns='http://ns.adobe.com/xap/1.0/'/>"
    return drawing(kind, size, **more)


def bare_png(width: int, height: int) -> bytes:
    """All black, one bit for each pixel: a few kB, however large the picture is.

    Written by hand, so that no test holds its pixels in memory.
    """

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">II5B", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((1 + (width + 7) // 8) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
