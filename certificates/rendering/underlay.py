"""Drawings laid under a page: made once per batch, put into each PDF as they are.

WeasyPrint would draw a large border again for every document, which costs more than all
the text. So it is drawn once, taken out of that PDF as a form XObject, and its finished
objects are added to each certificate just before it is written.
"""

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pydyf

_NAME = b"Underlay"


class _Finished(pydyf.Object):
    """An object that is already text; references inside it count from `first_number`."""

    def __init__(self, write: Callable[[int], bytes], first_number: int, is_stream: bool) -> None:
        super().__init__()
        self._write, self._first, self._is_stream = write, first_number, is_stream

    @property
    def data(self) -> bytes:
        return self._write(self._first)

    @property
    def compressible(self) -> bool:
        return not self._is_stream


class Underlay:
    """The first page of a PDF, ready to be laid under pages of other PDFs."""

    def __init__(self, pdf_of_drawing: bytes) -> None:
        self._source = pikepdf.open(io.BytesIO(pdf_of_drawing))
        self._order: dict[tuple[int, int], int] = {}
        self._objects: list[tuple[Callable[[int], bytes], bool]] = []
        form = self._source.make_indirect(self._source.pages[0].as_form_xobject())
        # Tags of the drawing's own document mean nothing in another one.
        for key in ("/StructParents", "/Metadata"):
            if key in form:
                del form[key]
        resources = form.get("/Resources", pikepdf.Dictionary())
        for key in ("/Pattern", "/Shading"):
            if key in resources and not resources[key].keys():
                del resources[key]
        self._collect(form)
        self._source.close()

    def lay_under(self, pdf: pydyf.PDF) -> None:
        """Add the drawing to `pdf` once and show it, as an artifact, under every page."""
        first = len(pdf.objects)
        for write, is_stream in self._objects:
            pdf.add_object(_Finished(write, first, is_stream))
        reference = f"{first} 0 R".encode()
        seen: set[int] = set()
        for number in pdf.pages["Kids"][::3]:
            page = pdf.objects[number]
            contents = pdf.objects[int(page["Contents"].split()[0])]
            contents.stream.insert(0, b"/Artifact BMC q /" + _NAME + b" Do Q EMC")
            resources_number = int(page["Resources"].split()[0])
            if resources_number not in seen:
                seen.add(resources_number)
                pdf.objects[resources_number]["XObject"][_NAME.decode()] = reference

    def _collect(self, found: pikepdf.Object) -> None:
        """Note `found` and what it refers to, each once, in the order first met."""
        key = found.objgen
        if key in self._order:
            return
        self._order[key] = position = len(self._objects)
        self._objects.append((lambda first: b"", False))
        self._objects[position] = (self._written(found), isinstance(found, pikepdf.Stream))

    def _written(self, found: pikepdf.Object) -> Callable[[int], bytes]:
        pieces = list(self._pieces(found, is_top=True))

        def write(first: int) -> bytes:
            return b"".join(
                piece if isinstance(piece, bytes) else f"{first + piece} 0 R".encode()
                for piece in pieces
            )

        return write

    def _pieces(self, found: Any, *, is_top: bool = False) -> Any:
        """`found` as bytes, with the position of the object instead of each reference."""
        if not is_top and isinstance(found, pikepdf.Object) and found.is_indirect:
            self._collect(found)
            yield self._order[found.objgen]
        elif isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
            body, extra = _stream_body(found) if isinstance(found, pikepdf.Stream) else (b"", b"")
            yield b"<<" + extra
            for key, value in found.items():
                if key != "/Length":
                    yield key.encode() + b" "
                    yield from self._pieces(value)
            yield b">>" + body
        elif isinstance(found, pikepdf.Array):
            yield b"["
            for value in found:
                yield from self._pieces(value)
                yield b" "
            yield b"]"
        else:
            yield pikepdf.unparse_content_stream([([found], pikepdf.Operator("n"))])[:-2]


def _stream_body(stream: pikepdf.Stream) -> tuple[bytes, bytes]:
    """The stream's data as it stands in a file, and the dictionary keys that go with it."""
    content = stream.read_raw_bytes()
    extra = b""
    if "/Filter" not in stream:
        content = zlib.compress(content, 9)
        extra = b"/Filter /FlateDecode "
    extra += f"/Length {len(content)} ".encode()
    return b"\nstream\n" + content + b"\nendstream", extra
