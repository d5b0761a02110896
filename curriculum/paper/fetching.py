"""The only things paper may load: the release's kept pictures, its QR codes, our fonts.

Imported only where something is printed, because WeasyPrint's fetcher is its base.
"""

import hashlib
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import segno
from django.core.files.storage import default_storage
from PIL import Image
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

FONTS = Path(__file__).resolve().parent / "fonts"
JPEG_QUALITY = 85


class NotOnPaper(FatalURLFetchingError):
    """Stops the printing: WeasyPrint would only log any other error, and print on."""


class KeptFileGone(FatalURLFetchingError):
    """A file of the release is missing, or is not what was kept."""


class PaperFetcher(URLFetcher):
    """Answers `kept:<path>`, `qr:<name>` and `font:<file>`, and nothing else.

    manifest: that of the release. codes: name -> the address its QR code holds.
    """

    def __init__(self, manifest: Iterable[Mapping[str, Any]], codes: Mapping[str, str]) -> None:
        super().__init__(allowed_protocols=("kept", "qr", "font"))
        self._hashes = {line["path"]: line["sha256"] for line in manifest}
        self._codes = codes

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        scheme, _colon, name = url.partition(":")
        if scheme == "kept" and name in self._hashes:
            return _picture(url, _kept(name, self._hashes[name]))
        if scheme == "qr" and name in self._codes:
            return URLFetcherResponse(url, qr_png(self._codes[name]), {"Content-Type": "image/png"})
        if scheme == "font" and name in {path.name for path in FONTS.glob("*.ttf")}:
            font = (FONTS / name).read_bytes()
            return URLFetcherResponse(url, font, {"Content-Type": "font/ttf"})
        raise NotOnPaper(url)


def qr_png(address: str) -> bytes:
    """`address` as a one-bit PNG, one pixel per module, level M, quiet zone of 4 modules.

    Source: ISO/IEC 18004. The style enlarges it without smoothing.
    """
    picture = io.BytesIO()
    code = segno.make(address, error="m", micro=False, boost_error=False)
    code.save(picture, kind="png", scale=1, border=4)
    return picture.getvalue()


def _kept(path: str, sha256: str) -> bytes:
    try:
        with default_storage.open(path, "rb") as opened:
            content = opened.read()
    except FileNotFoundError as missing:
        raise KeptFileGone(path) from missing
    if hashlib.sha256(content).hexdigest() != sha256:
        raise KeptFileGone(path)
    return content


def _picture(url: str, content: bytes) -> URLFetcherResponse:
    """The picture in a format that PDF keeps as it is.

    WeasyPrint unpacks WebP and AVIF: a photograph would weigh ten times as much.
    """
    with Image.open(io.BytesIO(content)) as picture:
        if picture.format in ("JPEG", "PNG"):
            return URLFetcherResponse(
                url, content, {"Content-Type": f"image/{picture.format.lower()}"}
            )
        packed = io.BytesIO()
        if "A" in picture.getbands() or picture.mode == "P":
            picture.save(packed, "PNG", optimize=True)
            return URLFetcherResponse(url, packed.getvalue(), {"Content-Type": "image/png"})
        picture.convert("RGB").save(packed, "JPEG", quality=JPEG_QUALITY, optimize=True)
        return URLFetcherResponse(url, packed.getvalue(), {"Content-Type": "image/jpeg"})
