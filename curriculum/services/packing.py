"""Make packs: what a phone keeps of a release, as files that never change."""

from dataclasses import replace
from typing import Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation

from curriculum.errors import PackNotPossible
from curriculum.models import ModuleRelease, OfflinePack, Tier
from curriculum.phone.contents import (
    PAGE_TYPE,
    PackFile,
    digest_of,
    manifest_of,
    media_type,
    path_of,
)
from curriculum.phone.pages import frame_of, kept_context
from curriculum.readings import lesson_pages, lesson_reading, module_reading
from curriculum.rendering import LessonReading, ModuleReading, Place
from curriculum.services.keeping import Shelving

# A video is fetched when it is asked for; keeping it would fill a small phone.
KEPT_TIERS = (Tier.TEXT, Tier.PICTURES, Tier.AUDIO)


def make_pack(*, release: ModuleRelease, language: str) -> OfflinePack:
    """The pack of `release` with pages in `language`, made if there is none yet.

    Safe to call twice and at once. Raises PackNotPossible for a release made before files
    were kept, and for a module that not everybody may read: what lies on a phone is open.
    """
    frame = frame_of(language)
    found = release.packs.filter(language=language, frame=frame).first()
    return found or _made(release, language, frame)


def _made(release: ModuleRelease, language: str, frame: str) -> OfflinePack:
    module = release.page.specific
    if release.face is None or not module.is_open_to_all():
        raise PackNotPossible(title=release.title)
    with translation.override(language):
        shelving = Shelving()
        top = module_reading(module, None, release=release)
        # A lesson that was taken back since has no address: nothing could lead to it.
        top = replace(top, lessons=tuple(place for place in top.lessons if place.url))
        pages = lesson_pages(module, release)
        lessons = [_lesson(pages[place.page_id].specific, release, top) for place in top.lessons]
        files = [_page(top, shelving), *(_page(lesson, shelving) for lesson in lessons)]
    manifest = manifest_of(
        module=top,
        lessons=lessons,
        release=release,
        language=language,
        files=[*files, *_media(release)],
    )
    return _stored(release, language, frame, manifest, sorted(shelving.files))


def _lesson(page: Any, release: ModuleRelease, top: ModuleReading) -> LessonReading:
    """The lesson as part of this module: one that is not translated yet stands elsewhere."""
    reading = lesson_reading(page, None, release=release)
    return replace(reading, module=Place(top.page_id, top.title, top.url), lessons=top.lessons)


def _page(reading: ModuleReading | LessonReading, shelving: Shelving) -> PackFile:
    html = render_to_string(f"curriculum/kept/{reading.kind}.html", kept_context(reading))
    kept = shelving.keep_page(html)
    return PackFile(path_of(reading.url), kept.sha256, kept.bytes, Tier.TEXT, PAGE_TYPE)


def _media(release: ModuleRelease) -> list[PackFile]:
    wanted = (Tier.PICTURES, Tier.AUDIO)
    return [
        PackFile(
            default_storage.url(line["path"]),
            line["sha256"],
            line["bytes"],
            line["tier"],
            media_type(line["path"]),
        )
        for line in release.manifest
        if line["tier"] in wanted and not line["is_fallback"]
    ]


def _stored(
    release: ModuleRelease, language: str, frame: str, manifest: dict[str, Any], paths: list[str]
) -> OfflinePack:
    row = {"digest": digest_of(manifest), "manifest": manifest, "page_paths": paths}
    try:
        with transaction.atomic():
            return OfflinePack.objects.create(
                release=release, language=language, frame=frame, **row
            )
    except IntegrityError:
        # Another process made the same one meanwhile.
        return OfflinePack.objects.get(release=release, language=language, frame=frame)


def make_packs_of(*, release: ModuleRelease, languages: list[str]) -> list[OfflinePack]:
    """The packs of `release` in each of `languages`; none where no pack is possible."""
    try:
        return [make_pack(release=release, language=language) for language in languages]
    except PackNotPossible:
        return []
