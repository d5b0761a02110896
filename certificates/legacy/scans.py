"""Scans of papers: which are taken, and as what they are kept. Pure: bytes in, bytes out."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from certificates.legacy.cells import CellProblem, plain
from certificates.legacy.errors import ScansUnreadable

MOST_BYTES = 5_000_000
MOST_PAGES = 20
_MOST_PIXELS = 64_000_000
# A4 at 300 dots an inch: a paper is read well, and a village's line carries it.
_LARGEST = (2480, 3508)
_MOST_FILES = 5_000
_UNSEEN = ("__MACOSX/", ".DS_Store", "Thumbs.db")


@dataclass(frozen=True)
class Scan:
    """What is kept of a scan. ending: of its file, with the dot."""

    content: bytes
    media_type: str
    ending: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def scan_of(content: bytes) -> Scan:
    """A PDF as it is, a picture as JPEG without metadata. Raises CellProblem."""
    if not content:
        raise CellProblem("scan_empty")
    if len(content) > MOST_BYTES:
        raise CellProblem("scan_too_large", megabytes=MOST_BYTES // 1_000_000)
    return _document(content) if content[:1024].lstrip().startswith(b"%PDF-") else _picture(content)


def files_in(archive: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """(name, content) of the files in a ZIP, in its order; folders are left out of names.

    Of a file that is too large only so much is read that this shows. Raises ScansUnreadable.
    """
    try:
        with zipfile.ZipFile(archive) as parts:
            entries = [entry for entry in parts.infolist() if _is_scan(entry)]
            if len(entries) > _MOST_FILES:
                raise ScansUnreadable()
            for entry in entries:
                with parts.open(entry) as file:
                    yield scan_name(entry.filename), file.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as broken:
        # RuntimeError: a password. NotImplementedError: a way of packing Python does not know.
        raise ScansUnreadable() from broken


def scan_name(path: str) -> str:
    """The name of a file without the folders before it."""
    return plain(PurePosixPath(path.replace("\\", "/")).name)[-200:]


def _is_scan(entry: zipfile.ZipInfo) -> bool:
    return not entry.is_dir() and not any(part in entry.filename for part in _UNSEEN)


def _document(content: bytes) -> Scan:
    import pikepdf  # noqa: PLC0415 - slow import

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise CellProblem("scan_locked") from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise CellProblem("scan_broken") from None
    if not 1 <= pages <= MOST_PAGES:
        raise CellProblem("scan_pages", pages=MOST_PAGES)
    return Scan(content, "application/pdf", ".pdf")


def _picture(content: bytes) -> Scan:
    from PIL import Image, ImageOps  # noqa: PLC0415 - slow import

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise CellProblem("scan_too_large", megabytes=MOST_BYTES // 1_000_000)
            upright: Any = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail(_LARGEST)
            kept = io.BytesIO()
            # Without `exif`: where and with what it was taken is nobody's business.
            upright.save(kept, "JPEG", quality=85, optimize=True)
    except Image.UnidentifiedImageError:
        raise CellProblem("scan_kind") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise CellProblem("scan_broken") from None
    return Scan(kept.getvalue(), "image/jpeg", ".jpg")
