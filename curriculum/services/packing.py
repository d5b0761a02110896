"""Make packs: what a phone keeps of a release, as files that never change."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation

from curriculum.errors import PackNotPossible
from curriculum.models import ModuleRelease, OfflinePack, Tier
from curriculum.openness import open_pages
from curriculum.phone.contents import (
    PAGE_TYPE,
    PackFile,
    digest_of,
    manifest_of,
    media_type,
    path_of,
)
from curriculum.phone.pages import frame_of, kept_context, without_spares
from curriculum.readings import lesson_pages, lesson_reading, module_reading
from curriculum.rendering import LessonReading, ModuleReading, Place
from curriculum.services.keeping import Shelving

# A video is fetched when it is asked for; keeping it would fill a small phone.
KEPT_TIERS = (Tier.TEXT, Tier.PICTURES, Tier.AUDIO)


def make_pack(*, release: ModuleRelease, language: str) -> OfflinePack:
    """The pack of `release` with pages in `language`, made if there is none yet.

    What lies on a phone is open to whoever holds it: only lessons that are published and
    that everybody may read are in it, asked anew each time. Safe to call twice and at once.
    Raises PackNotPossible for a module that not everybody may read, and for a release made
    before files were kept.
    """
    lesson_ids = [row.page_id for row in release.lessons.all()]
    readable = open_pages([release.page_id, *lesson_ids])
    if release.face is None or release.page_id not in readable:
        raise PackNotPossible(title=release.title)
    kept = tuple(page_id for page_id in lesson_ids if page_id in readable)
    frame = frame_of(language, kept)
    found = release.packs.filter(language=language, frame=frame).first()
    return found or _made(release, language, frame, kept)


def _made(release: ModuleRelease, language: str, frame: str, kept: tuple[int, ...]) -> OfflinePack:
    module = release.page.specific
    with translation.override(language):
        shelving = Shelving()
        top = module_reading(module, None, release=release)
        # A lesson that was taken back or restricted since is no part of it.
        top = replace(top, lessons=tuple(place for place in top.lessons if place.page_id in kept))
        pages = lesson_pages(module, release)
        lessons = [_lesson(pages[place.page_id].specific, release, top) for place in top.lessons]
        files = [_page(top, shelving), *(_page(lesson, shelving) for lesson in lessons)]
    manifest = manifest_of(
        module=top,
        lessons=lessons,
        release=release,
        language=language,
        files=[*files, *_media(release, without_spares((top, *lessons)))],
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


def _media(release: ModuleRelease, readings: Any) -> list[PackFile]:
    """The files that these readings name; a lesson that is left out leaves its files out."""
    wanted, named = (Tier.PICTURES, Tier.AUDIO), set(_texts(readings))
    return [
        PackFile(
            default_storage.url(line["path"]),
            line["sha256"],
            line["bytes"],
            line["tier"],
            media_type(line["path"]),
        )
        for line in release.manifest
        if line["tier"] in wanted
        and not line["is_fallback"]
        and default_storage.url(line["path"]) in named
    ]


def _texts(reading: Any) -> Iterator[str]:
    """Every text in a reading, addresses among them."""
    if isinstance(reading, str):
        yield reading
    elif isinstance(reading, tuple):
        for each in reading:
            yield from _texts(each)
    elif is_dataclass(reading):
        for each in fields(reading):
            yield from _texts(getattr(reading, each.name))


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
