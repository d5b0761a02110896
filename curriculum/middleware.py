"""Optional: what guests read is answered before anything else is asked.

Put `curriculum.middleware.KeptPagesMiddleware` first in MIDDLEWARE. Without it the shelf still
answers guests without a query; with it a page another guest has just read leaves out every
other middleware, too: its headers were written the first time and are kept with it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from curriculum import conf, shelf
from curriculum.compressing import coding_of

CODINGS = ("br", "gzip")
# A page weighs 6 to 9 kB; each web process keeps its own.
MOST_PAGES = 300


@dataclass(frozen=True)
class WholeAnswer:
    headers: tuple[tuple[str, str], ...]
    body: bytes


class KeptPagesMiddleware:
    """Only requests without any cookie: signing in or a language makes another page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._kept = LocMemCache("curriculum.kept", {"OPTIONS": {"MAX_ENTRIES": MOST_PAGES}})

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if key is None:
            return self.get_response(request)
        kept = self._kept.get(key)
        if kept is not None:
            return _answer(request, kept)
        response = self.get_response(request)
        if _may_keep(response):
            whole = WholeAnswer(tuple(response.headers.items()), response.content)
            self._kept.set(key, whole, conf.page_cache_seconds())
        return response


def _key(request: HttpRequest) -> str | None:
    """What tells this page from others; None for a request that is not a guest's reading."""
    meta = request.META
    asks_plainly = request.method == "GET" and not meta.get("QUERY_STRING")
    says_who = meta.get("HTTP_COOKIE") or meta.get("HTTP_AUTHORIZATION")
    if not asks_plainly or says_who or not conf.page_cache_seconds():
        return None
    # A host that is not ours never gets a first answer that is kept.
    place = (request.scheme or "", meta.get("HTTP_HOST", ""), request.path)
    return shelf.key_of(shelf.generation_lately(), *place, coding_of(request, CODINGS))


def _may_keep(response: HttpResponse) -> bool:
    is_whole = response.status_code == 200 and not response.streaming and not response.cookies
    return is_whole and response.headers.get(shelf.MAY_STAY) == "guest"


def _answer(request: HttpRequest, kept: WholeAnswer) -> HttpResponse:
    response = HttpResponse(kept.body)
    for name, value in kept.headers:
        response.headers[name] = value
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)
