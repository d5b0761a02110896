"""Issued PDFs on their way out: one, all as one print file, or a zip. Nothing is made again."""

import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any, BinaryIO

import pikepdf
from django.db.models import F, QuerySet
from django.utils.text import slugify
from wagtail.log_actions import log

from certificates.models import Certificate, IssueBatch, Status
from certificates.services.handing_over import papers_of

_AT_ONCE = 50
# A ream of paper; joining more than that would take 0.2 MB of memory for each.
PER_PRINT_FILE = 500


def printable(batch: IssueBatch) -> QuerySet[Certificate]:
    """The valid papers of `batch` in the order of its items, those that replaced another last."""
    return (
        papers_of(batch)
        .filter(status=Status.VALID)
        .only("pk", "serial", "printed_name", "pdf")
        .order_by(F("item__position").asc(nulls_last=True), "serial", "pk")
    )


def file_name(certificate: Certificate) -> str:
    """A name that sorts by number and says whose it is, safe on every system."""
    return slugify(f"{certificate.serial.replace('/', '-')} {certificate.printed_name}") + ".pdf"


def record_print(*, batch: IssueBatch, printed_by: Any) -> None:
    """Note in the audit log that the PDFs of `batch` left the house."""
    log(instance=batch, action="certificates.print", user=printed_by)


def print_parts(count: int) -> int:
    """How many print files `count` certificates make; at least one."""
    return max(1, -(-count // PER_PRINT_FILE))


def print_file(*, batch: IssueBatch, part: int = 1) -> IO[bytes]:
    """One PDF with the certificates of `batch`, in order, in a temporary file at its start.

    A large batch comes in parts, numbered from 1. Certificates are joined in portions
    through files: memory and open files stay few. The drawing under the pages, the same
    in all, is kept once.
    """
    portions: list[IO[bytes]] = []
    before = (part - 1) * PER_PRINT_FILE
    certificates = list(printable(batch)[before : before + PER_PRINT_FILE])
    for start in range(0, len(certificates), _AT_ONCE):
        portion = certificates[start : start + _AT_ONCE]
        portions.append(_joined([certificate.pdf.open("rb") for certificate in portion]))
    if len(portions) == 1:
        return portions[0]
    return _joined(portions)


def _joined(sources: list[Any]) -> IO[bytes]:
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    with pikepdf.new() as joined:
        kept = [pikepdf.open(source) for source in sources]
        drawing = None
        for source in kept:
            for page in source.pages:
                joined.pages.append(page)
                own = joined.pages[-1]
                for key in ("/StructParents", "/Tabs"):
                    if key in own:
                        del own[key]
                drawing = _share_drawing(own, drawing)
        joined.save(target)
        for source, stream in zip(kept, sources, strict=True):
            source.close()
            stream.close()
    target.seek(0)
    return target


def _share_drawing(page: pikepdf.Page, drawing: Any) -> Any:
    """Make `page` use `drawing` if that is the same as its own; return the one to share."""
    pictures = page.resources.get("/XObject", {})
    own = pictures.get("/Underlay")
    if own is None:
        return drawing
    if drawing is None or drawing.read_raw_bytes() != own.read_raw_bytes():
        return own
    pictures["/Underlay"] = drawing
    return drawing


class _Outflow(io.RawIOBase):
    """What the zip writer writes to: kept until it is handed on."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting += data
        return len(data)

    def taken(self) -> bytes:
        data, self._waiting = bytes(self._waiting), bytearray()
        return data


def zip_stream(*, batch: IssueBatch) -> Iterator[bytes]:
    """A zip of all certificates of `batch`, piece by piece: the first bytes leave at once."""
    return zip_of(printable(batch).iterator())


def zip_of(certificates: Iterable[Certificate]) -> Iterator[bytes]:
    """A zip of the stored PDFs of `certificates`, piece by piece.

    PDFs are compressed already, so they are stored as they are.
    """
    outflow = _Outflow()
    with zipfile.ZipFile(outflow, "w", zipfile.ZIP_STORED) as archive:
        for certificate in certificates:
            source: BinaryIO = certificate.pdf.open("rb")
            with source:
                archive.writestr(file_name(certificate), source.read())
            yield outflow.taken()
    yield outflow.taken()
