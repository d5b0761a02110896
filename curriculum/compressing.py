"""Answers as small as the asking browser can read them."""

import gzip
from collections.abc import Callable, Collection, Mapping

from django.http import HttpRequest, HttpResponse

try:
    import brotli
except ImportError:  # optional: a fifth smaller than gzip
    brotli = None


def compress_for_keeping(body: bytes) -> dict[str, bytes]:
    """Content coding -> `body` in it, as small as it gets: made once, sent often."""
    made = {"gzip": gzip.compress(body, 9, mtime=0)}
    if brotli is not None:
        made["br"] = brotli.compress(body, quality=11)
    return made


def coding_of(request: HttpRequest, made: Collection[str]) -> str:
    """The best of the codings that `request` accepts; "" if it accepts none."""
    offered = request.headers.get("Accept-Encoding", "")
    names = {part.partition(";")[0].strip() for part in offered.split(",")}
    return next((name for name in ("br", "gzip") if name in names and name in made), "")


def compressed(request: HttpRequest, body: bytes, content_type: str) -> HttpResponse:
    """`body`, compressed for this one answer."""
    coding = coding_of(request, _quick)
    response = HttpResponse(_quick[coding](body) if coding else body, content_type=content_type)
    if coding:
        response.headers["Content-Encoding"] = coding
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    return response


_quick: Mapping[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
    **({"br": lambda body: brotli.compress(body, quality=9)} if brotli is not None else {}),
}
