"""Packs as phones fetch them: whole, what changed, and page by page."""

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from curriculum.compressing import compressed
from curriculum.models import ModuleRelease, OfflinePack, ReleasedLesson
from curriculum.openness import open_pages
from curriculum.permissions import may_keep_progress
from curriculum.phone.contents import changed_since, manifest_text
from curriculum.phone.pages import frame_of
from curriculum.phone.refusing import refusing
from curriculum.phone.signing import signature_of
from curriculum.pinned import is_in_force
from curriculum.pinned_readings import held_by
from curriculum.services import make_pack
from curriculum.services.keeping import path_of_content
from curriculum.views import is_guest
from curriculum.whole_numbers import whole_number

DIGEST = re.compile(r"[0-9a-f]{64}")
KEEP_FOREVER = "public, max-age=31536000, immutable"
MOST_MODULES = 100


@require_GET
@refusing
def pack(
    request: HttpRequest, module_id: int, release_id: int | None = None, language: str = ""
) -> HttpResponse:
    """The pack of the release that this reader reads, or of the one that is named (a phone that
    is not signed in here knows what its owner reads, and in which language); with
    `?dari=<digest>` what changed."""
    if language and language not in dict(settings.LANGUAGES):
        raise Http404
    release = _named(module_id, release_id) if release_id else _release(request, module_id)
    found = make_pack(release=release, language=language or get_language() or "")
    facts: dict[str, Any] = {"digest": found.digest, "signature": signature_of(found.digest)}
    base = request.GET.get("dari", "")
    old = OfflinePack.objects.filter(digest=base).first() if DIGEST.fullmatch(base) else None
    if base == found.digest:
        facts["same"] = True
    elif old is None:
        facts["manifest"] = found.manifest
    else:
        facts |= {"base": base, **changed_since(old.manifest, found.manifest)}
    return compressed(request, manifest_text(facts).encode(), "application/json")


def _release(request: HttpRequest, module_id: int) -> ModuleRelease:
    releases = ModuleRelease.objects.filter(page_id=module_id, page__live=True)
    held = None
    if not is_guest(request) and may_keep_progress(request.user):
        held = held_by(request.user).get(module_id)
    found = releases.filter(pk=held) if held else releases.current()
    release = found.select_related("page").first()
    if release is None:
        raise Http404
    return release


def _named(module_id: int, release_id: int) -> ModuleRelease:
    """A release that somebody still reads: the current one, or one in force for an audience.

    Anybody may ask, so no other is made or handed out: it was replaced, perhaps as it was wrong.
    """
    releases = ModuleRelease.objects.filter(page_id=module_id, page__live=True)
    release = releases.filter(pk=release_id).select_related("page").first()
    if release is None:
        raise Http404
    if not (releases.current().filter(pk=release_id).exists() or is_in_force(release)):
        raise Http404
    return release


@require_GET
def latest(request: HttpRequest) -> JsonResponse:
    """Which packs are the newest of the modules `m`: {module key: digest}; five queries.

    A module that was taken back, or whose pack is still being made, is absent.
    """
    asked = map(whole_number, request.GET.getlist("m")[:MOST_MODULES])
    keys = [key for key in asked if key is not None]
    language = get_language() or ""
    held = {} if is_guest(request) else held_by(request.user)
    releases = ModuleRelease.objects.current().filter(page_id__in=keys)
    wanted = {row["page_id"]: row["pk"] for row in releases.values("page_id", "pk")} | {
        module_id: release_id for module_id, release_id in held.items() if module_id in keys
    }
    frames = frames_of(wanted, language)
    packs = OfflinePack.objects.filter(release_id__in=frames, language=language).order_by()
    rows = packs.values_list("release_id", "release__page_id", "frame", "digest")
    newest = {str(key): digest for pk, key, frame, digest in rows if frames[pk] == frame}
    return JsonResponse(newest)


def frames_of(wanted: Mapping[int, int], language: str) -> dict[int, str]:
    """Release key -> the frame of its pack now, for the modules everybody may read.

    wanted: module page key -> release key.
    """
    rows = ReleasedLesson.objects.filter(release_id__in=wanted.values())
    lessons: dict[int, list[int]] = defaultdict(list)
    for release_id, page_id in rows.order_by().values_list("release_id", "page_id"):
        lessons[release_id].append(page_id)
    readable = open_pages({*wanted, *chain.from_iterable(lessons.values())}) if wanted else set()
    return {
        release_id: frame_of(language, [key for key in lessons[release_id] if key in readable])
        for module_id, release_id in wanted.items()
        if module_id in readable
    }


@require_GET
def pack_page(request: HttpRequest, digest: str) -> HttpResponse:
    """A stored page, named by its content: it never changes.

    Handed out as plain bytes, which no browser shows; the phone knows what it is.
    """
    try:
        with default_storage.open(path_of_content(digest, ".page")) as stored:
            response = compressed(request, stored.read(), "application/octet-stream")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response.headers["Cache-Control"] = KEEP_FOREVER
    return response
