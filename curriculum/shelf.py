"""What was rendered once and is handed out again: readings, and whole pages for guests.

Everything on the shelf carries a generation. A new release, and any change of a page's
place, starts a new generation, so nothing old is found again; nothing is deleted one by
one. A reading made while the generation changes is stored under the old one and lost,
which is safe.
"""

import gzip
import hashlib
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from curriculum import conf
from curriculum.compressing import coding_of, compress_for_keeping
from curriculum.inline_style import style_source
from curriculum.models import ModuleRelease, ReleasePin
from curriculum.rendering import LessonReading, Reading

GENERATION = "curriculum.generation"
STYLESHEET = "curriculum/cards.css"
# A phone may keep an answer with this header, and show it again without signal. Guests' pages
# only: on a shared phone nobody shall meet what another reader has done.
MAY_STAY = "X-Reading"


@dataclass(frozen=True)
class KeptPage:
    """A guest's page, compressed once. `content_type` with charset."""

    content_type: str
    etag: str
    bodies: dict[str, bytes]  # content coding -> body


def start_new_generation() -> None:
    """Forget everything on the shelf."""
    cache.set(GENERATION, uuid.uuid4().hex, None)
    _lately.until = 0.0


def forget_after_commit(**kwargs: Any) -> None:
    """Receiver of any signal after which readers may see something else.

    After commit: a page made meanwhile from the old rows must not count as new.
    """
    transaction.on_commit(start_new_generation)


def generation() -> str:
    found = cache.get(GENERATION)
    if found is None:
        # `add`, so that two processes starting at once agree on one.
        cache.add(GENERATION, uuid.uuid4().hex, None)
        found = cache.get(GENERATION, "")
    return found


@dataclass
class _Lately:
    """The generation as this process last read it; `until` on the monotonic clock."""

    name: str = ""
    until: float = 0.0


_lately = _Lately()


def generation_lately() -> str:
    """The generation as it was at most `CURRICULUM_NEAR_SECONDS` ago.

    For what a process keeps in its own memory: asking the shared cache for each page would
    cost more than the page. This process's own changes count at once.
    """
    now = time.monotonic()
    if now >= _lately.until:
        _lately.name = generation()
        _lately.until = now + conf.near_seconds()
    return _lately.name


def key_of(*parts: str) -> str:
    # Hashed: addresses hold characters and lengths that memcached refuses.
    return "curriculum." + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def reading_key(request: HttpRequest, address: str) -> str:
    return key_of(generation(), "reading", request.get_host(), address)


def page_key(request: HttpRequest) -> str:
    # The style's address or hash changes with its content: after an update of the site no
    # kept page asks for a file that is gone, or carries a style the policy refuses.
    inline = conf.inline_style()
    style = style_source(inline) if inline else static(STYLESHEET)
    place = (request.get_host(), request.path, get_language() or "", style)
    return key_of(generation(), "page", *place)


def find_reading(request: HttpRequest, address: str) -> Reading | None:
    return cache.get(reading_key(request, address))


def keep_reading(key: str, reading: Reading) -> None:
    """Keep `reading` under a key taken before it was made; only public, released ones."""
    if reading.is_public and conf.page_cache_seconds():
        cache.set(key, reading, conf.page_cache_seconds())


def find_answer_keys(release_ids: Iterable[int]) -> dict[int, Any]:
    """Release key -> its kept answer key, for those that are kept."""
    names = {key_of(generation(), "answers", str(pk)): pk for pk in release_ids}
    return {names[name]: kept for name, kept in cache.get_many(names).items()}


def keep_answer_keys(keys: Mapping[int, Any]) -> None:
    if conf.page_cache_seconds():
        named = {key_of(generation(), "answers", str(pk)): key for pk, key in keys.items()}
        cache.set_many(named, conf.page_cache_seconds())


def deck_key(reading: LessonReading, *, is_reader: bool) -> str:
    who = "reader" if is_reader else "guest"
    # Its address, too: the same lesson may be asked for under two host names.
    place = (reading.url, str(reading.page_id), str(reading.release_id), get_language() or "")
    return key_of(generation(), "deck", who, *place)


def find_held(user: Any) -> dict[int, int] | None:
    """Module page key -> release key, as kept for this reader; None if it must be asked."""
    return cache.get(key_of(generation(), "held", str(user.pk)))


def keep_held(user: Any, held: dict[int, int]) -> None:
    if conf.page_cache_seconds():
        cache.set(key_of(generation(), "held", str(user.pk)), held, conf.page_cache_seconds())


def pins_exist() -> bool:
    """Whether any audience keeps an older release; asked of the database once a generation."""
    key = key_of(generation(), "pins exist")
    found = cache.get(key)
    if found is None:
        found = ReleasePin.objects.exists()
        cache.set(key, found, conf.page_cache_seconds())
    return found


def translations_exist() -> bool:
    """Whether modules of two languages are released; asked of the database once a generation."""
    key = key_of(generation(), "translations exist")
    found = cache.get(key)
    if found is None:
        released = ModuleRelease.objects.order_by().values("page__locale_id").distinct()
        found = len(released[:2]) > 1
        cache.set(key, found, conf.page_cache_seconds())
    return found


def held_reading_key(reading: Reading, release_id: int) -> str:
    return key_of(generation(), "held", reading.url, str(reading.page_id), str(release_id))


def find_held_reading(key: str) -> Reading | None:
    return cache.get(key)


def search_key(request: HttpRequest, index_id: int, words: Sequence[str]) -> str:
    return key_of(generation(), "search", request.get_host(), str(index_id), *words)


def find_hits(key: str) -> tuple[Any, ...] | None:
    return cache.get(key)


def keep_hits(key: str, hits: tuple[Any, ...]) -> None:
    if conf.page_cache_seconds():
        cache.set(key, hits, conf.page_cache_seconds())


def find_deck(key: str) -> str | None:
    return cache.get(key)


def keep_deck(key: str, html: str) -> None:
    if conf.page_cache_seconds():
        cache.set(key, html, conf.page_cache_seconds())


def find_page(request: HttpRequest) -> HttpResponse | None:
    """The kept page for this guest's request, or None."""
    kept: KeptPage | None = cache.get(page_key(request))
    return None if kept is None else _answer(request, kept)


def keep_page(key: str, request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keep a guest's page under a key taken before it was made, and answer it compressed."""
    body = response.content
    bodies = compress_for_keeping(body)
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    kept = KeptPage(response.headers["Content-Type"], etag, bodies)
    if conf.page_cache_seconds():
        cache.set(key, kept, conf.page_cache_seconds())
    return _answer(request, kept)


def _answer(request: HttpRequest, kept: KeptPage) -> HttpResponse:
    coding = coding_of(request, kept.bodies)
    body = kept.bodies[coding] if coding else gzip.decompress(kept.bodies["gzip"])
    response = HttpResponse(body, content_type=kept.content_type)
    if coding:
        response.headers["Content-Encoding"] = coding
    response.headers["ETag"] = f"W/{kept.etag}"
    # A cookie (signing in, choosing a language) makes another page of the same address.
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    response.headers[MAY_STAY] = "guest"
    response.headers["Cache-Control"] = f"public, max-age={conf.browser_cache_seconds()}"
    return get_conditional_response(request, etag=f"W/{kept.etag}", response=response)
