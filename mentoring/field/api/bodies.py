"""Bodies of requests, read whole and within bounds before anything else is done.

A body that is cut, too large or packed around something huge is refused while no
transaction is open, so that it leaves nothing behind and holds nobody up.
"""

import gzip
import json
import math
import zlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.parser import Parser

from mentoring.field import conf
from mentoring.field.errors import BodyCut, BodyTooLarge, BodyUnreadable

_CHUNK = 65_536
_GZIP = 16 + zlib.MAX_WBITS
_SMALLEST_TO_PACK = 400


class BoundedParser(Parser):
    """JSON bodies of this interface, also those packed with gzip."""

    def parse_body(self, request: HttpRequest) -> Any:
        return read_json(request)


def read_json(request: HttpRequest) -> Any:
    """Raises BodyTooLarge, BodyCut, BodyUnreadable."""
    raw = read_body(request, most=conf.push_max_bytes())
    try:
        # NaN is no JSON; as null it is one more record whose digest differs.
        return json.loads(raw, parse_constant=lambda _name: None, parse_float=_finite)
    except (ValueError, RecursionError) as strange:
        raise BodyUnreadable() from strange


def _finite(said: str) -> float | None:
    """A number; one that no computer can hold is none, like NaN."""
    number = float(said)
    return number if math.isfinite(number) else None


def read_body(request: HttpRequest, *, most: int) -> bytes:
    """The body, unpacked. most: bytes, packed and unpacked.

    Raises BodyTooLarge, BodyCut, BodyUnreadable.
    """
    announced = request.headers.get("Content-Length") or "0"
    length = int(announced) if announced.isdecimal() else 0
    if length > most:
        raise BodyTooLarge(bytes=most)
    raw = _all_of(request, length)
    if request.headers.get("Content-Encoding", "").lower() == "gzip":
        return _unpacked(raw, most)
    return raw


def _all_of(request: HttpRequest, length: int) -> bytes:
    pieces = []
    left = length
    try:
        while left and (piece := request.read(min(left, _CHUNK))):
            pieces.append(piece)
            left -= len(piece)
    except OSError as gone:
        raise BodyCut() from gone
    if left:
        raise BodyCut()
    return b"".join(pieces)


def _unpacked(raw: bytes, most: int) -> bytes:
    box = zlib.decompressobj(_GZIP)
    try:
        whole = box.decompress(raw, most + 1)
    except zlib.error as strange:
        raise BodyUnreadable() from strange
    if len(whole) > most:
        raise BodyTooLarge(bytes=most)
    if not box.eof:
        raise BodyCut()
    return whole


def packed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`response`, packed with gzip for whoever takes it and where that saves anything."""
    response.headers["Vary"] = "Accept-Encoding, Authorization"
    accepts = "gzip" in request.headers.get("Accept-Encoding", "")
    if accepts and len(response.content) >= _SMALLEST_TO_PACK:
        response.content = gzip.compress(response.content, 6, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))
    return response
