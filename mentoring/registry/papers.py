"""Papers made fit to keep: what a file really is decides, never its name.

Pure: bytes in, bytes out. A PDF stays as it is; a photograph of a paper is encoded anew.
"""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from mentoring.errors import PhotoUnreadable
from mentoring.photos import prepare_photo
from mentoring.registry.errors import PaperTooLarge, PaperUnreadable

LONG_SIDE = 2000  # pixels: a page of writing is still read on it
_PDF = b"%PDF-"


@dataclass(frozen=True)
class KeptPaper:
    """A file to keep: `suffix` with its full stop, `sha256` of `content` in hexadecimal."""

    content: bytes
    suffix: str
    media_type: str
    sha256: str


def prepare_paper(file: BinaryIO, *, max_bytes: int) -> KeptPaper:
    """Return `file`, a PDF or a photograph, as it is kept.

    Raises PaperTooLarge above `max_bytes`, PaperUnreadable for anything else than a PDF or
    a photograph, PhotoOfTooManyPixels.
    """
    file.seek(0)
    sent = file.read(max_bytes + 1)
    if len(sent) > max_bytes:
        raise PaperTooLarge(megabytes=max_bytes // 1_000_000)
    if sent.startswith(_PDF):
        return KeptPaper(sent, ".pdf", "application/pdf", hashlib.sha256(sent).hexdigest())
    try:
        photo = prepare_photo(file, long_side=LONG_SIDE, max_bytes=max_bytes)
    except PhotoUnreadable as neither:
        raise PaperUnreadable from neither
    return KeptPaper(photo.content, ".jpg", "image/jpeg", photo.sha256)
