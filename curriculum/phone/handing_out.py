"""Packs as phones fetch them: whole, what changed, and page by page."""

import re
from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from curriculum.compressing import compressed
from curriculum.models import ModuleRelease, OfflinePack
from curriculum.permissions import may_keep_progress
from curriculum.phone.contents import changed_since, manifest_text
from curriculum.phone.pages import frame_of
from curriculum.phone.refusing import refusing
from curriculum.phone.signing import signature_of
from curriculum.pinned_readings import held_by
from curriculum.services import make_pack
from curriculum.services.keeping import path_of_content
from curriculum.views import is_guest

DIGEST = re.compile(r"[0-9a-f]{64}")
KEEP_FOREVER = "public, max-age=31536000, immutable"
MOST_MODULES = 100


@require_GET
@refusing
def pack(request: HttpRequest, module_id: int) -> HttpResponse:
    """The pack of the release that this reader reads; with `?dari=<digest>` what changed."""
    found = make_pack(release=_release(request, module_id), language=get_language() or "")
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


@require_GET
def latest(request: HttpRequest) -> JsonResponse:
    """Which packs are the newest of the modules `m`: {module key: digest}; two queries.

    A module that was taken back, or whose pack is still being made, is absent.
    """
    keys = [int(each) for each in request.GET.getlist("m")[:MOST_MODULES] if each.isdecimal()]
    language = get_language() or ""
    held = {} if is_guest(request) else held_by(request.user)
    releases = ModuleRelease.objects.current().filter(page_id__in=keys)
    wanted = {row["page_id"]: row["pk"] for row in releases.values("page_id", "pk")} | {
        module_id: release_id for module_id, release_id in held.items() if module_id in keys
    }
    packs = OfflinePack.objects.filter(
        release_id__in=wanted.values(), language=language, frame=frame_of(language)
    )
    rows = packs.order_by().values_list("release__page_id", "digest")
    return JsonResponse({str(module_id): digest for module_id, digest in rows})


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
