"""How each page becomes a reading: the queries, all of them, happen here.

Every function returns None when nothing of the page is released, so that its address
answers 404 though the page exists.
"""

from typing import Any

from django.http import HttpRequest

from curriculum import conf
from curriculum.frozen import thawed
from curriculum.languages import all_pages, kin_of, tongues_of
from curriculum.models import ModuleRelease, ReleasedLesson
from curriculum.openness import lessons_are_open
from curriculum.rendering import (
    Address,
    Before,
    Card,
    Face,
    LessonReading,
    ModuleReading,
    PaperFile,
    Picture,
    Place,
    cards_of,
    images_with,
    picture_of,
    url_of,
    voice_of,
)


def lesson_reading(
    lesson: Any,
    request: HttpRequest | None,
    *,
    is_preview: bool = False,
    release: ModuleRelease | None = None,
) -> LessonReading | None:
    """The lesson as `release` has it, or its module's current one."""
    module = lesson.get_module()
    if not is_preview:
        release = release or module.current_release()
    lessons = lessons_of(module, release, request)
    number = next((n for n, place in enumerate(lessons, 1) if place.page_id == lesson.pk), 0)
    if not is_preview and (release is None or not number):
        return None
    return LessonReading(
        page_id=lesson.pk or 0,
        url=lesson.get_url(request) or "",
        title=lessons[number - 1].title if number and release else lesson.title,
        number=number or len(lessons) + 1,
        module=place_of(module, request),
        lessons=lessons,
        cards=_cards(lesson, release),
        language=lesson.locale.language_code,
        release_id=release.pk if release else None,
        is_public=not is_preview and lesson.is_open_to_all(),
        tongues=() if is_preview else tongues_of(lesson, request),
        kin=kin_of([place.page_id for place in lessons]),
    )


def _cards(lesson: Any, release: ModuleRelease | None) -> tuple[Card, ...]:
    """What the release kept; the page as it stands in a preview and for old releases."""
    rows = release.lessons.all() if release else ()
    kept = next((row.cards for row in rows if row.page_id == lesson.pk), None)
    return cards_of(lesson.body) if kept is None else tuple(thawed(Card, each) for each in kept)


def module_reading(
    module: Any,
    request: HttpRequest | None,
    *,
    is_preview: bool = False,
    release: ModuleRelease | None = None,
) -> ModuleReading | None:
    """The module as `release` has it, or the current one."""
    if not is_preview:
        release = release or module.current_release()
    if release is None and not is_preview:
        return None
    face = (thawed(Face, release.face) if release else None) or face_of(module)
    lessons = lessons_of(module, release, request)
    before = before_of(module, release, request)
    also_done = [lesson_id for each in before for lesson_id in each.lesson_ids]
    return ModuleReading(
        page_id=module.pk or 0,
        url=module.get_url(request) or "",
        title=release.title if release else module.title,
        code=release.code if release else module.code,
        craft=face.craft,
        level=module.level_label(),
        summary=face.summary,
        jp=face.jp,
        cover=face.cover,
        voice=face.voice,
        units=face.units,
        index=place_of(module.get_parent(), request),
        lessons=lessons,
        language=module.locale.language_code,
        release_id=release.pk if release else None,
        is_public=not is_preview and module.is_open_to_all(),
        weights=tuple(release.weights().items()) if release else (),
        tongues=() if is_preview else tongues_of(module, request),
        kin=kin_of([*(place.page_id for place in lessons), *also_done]),
        papers=_papers(release) if release else (),
        before=before,
    )


def before_of(
    module: Any, release: ModuleRelease | None, request: HttpRequest | None
) -> tuple[Before, ...]:
    """What `module` builds on, by code: as its released revision says, or as it stands."""
    if release is not None:
        keys = release.prerequisite_keys()
    else:
        keys = [each.pk for each in module.prerequisites.all()] if module.pk else ()
    if not keys:
        return ()
    releases = ModuleRelease.objects.current().filter(page_id__in=keys).with_lessons()
    found = list(releases.order_by("code"))
    pages = {page.pk: page for page in all_pages().filter(pk__in=keys)}
    return tuple(
        Before(
            each.title,
            pages[each.page_id].get_url(request) or "",
            tuple(lesson.page_id for lesson in each.lessons.all()),
        )
        for each in found
    )


def _papers(release: ModuleRelease) -> tuple[PaperFile, ...]:
    rows = list(release.prints.ready().order_by("kind"))
    if rows and not lessons_are_open(release):
        return ()
    return tuple(PaperFile(row.kind, row.pdf.url, row.bytes, row.pages) for row in rows)


def face_of(module: Any, address: Address = url_of) -> Face:
    """The face of the module as it stands, with media at `address`."""
    return Face(
        craft=module.craft,
        summary=module.summary,
        jp=module.jp,
        cover=cover_of(module, covers_of([module]), address),
        voice=voice_of(module.title_sound, address),
        units=tuple((unit.title_id, unit.title_en) for unit in module.units.all()),
    )


def lessons_of(
    module: Any, release: ModuleRelease | None, request: HttpRequest | None
) -> tuple[Place, ...]:
    """The lessons of the release, or in a preview those published now."""
    if module.pk is None:
        return ()
    if release is None:
        return tuple(
            Place(page.pk, page.title, page.get_url(request) or "", tuple(page.check_ids()))
            for page in module.get_lessons()
        )
    pages = lesson_pages(module, release)
    return tuple(_released_place(row, pages, module, request) for row in release.lessons.all())


def lesson_pages(module: Any, release: ModuleRelease) -> dict[int, Any]:
    """Page key -> page of the lessons of `release`, as plain pages."""
    pages = {page.pk: page for page in module.get_children()}
    missing = [row.page_id for row in release.lessons.all() if row.page_id not in pages]
    return pages | _pages_elsewhere(missing)


def _pages_elsewhere(page_ids: list[int]) -> dict[int, Any]:
    """Lessons that are not translated yet stand below the module in its first language."""
    if not page_ids:
        return {}
    found = all_pages().filter(pk__in=page_ids).select_related("locale")
    return {page.pk: page for page in found}


def _released_place(
    lesson: ReleasedLesson, pages: dict[int, Any], module: Any, request: HttpRequest | None
) -> Place:
    page = pages.get(lesson.page_id)
    url = (page.get_url(request) or "") if page else ""
    foreign = page is not None and page.locale_id != module.locale_id
    language = page.locale.language_code if foreign else ""
    return Place(lesson.page_id, lesson.title, url, tuple(lesson.check_ids), language)


def place_of(page: Any, request: HttpRequest | None) -> Place:
    return Place(page.pk, page.title, page.get_url(request) or "")


def covers_of(modules: list[Any]) -> dict[int, Any]:
    return images_with(conf.cover_picture_filter(), (module.cover_id for module in modules))


def cover_of(module: Any, found: dict[int, Any], address: Address = url_of) -> Picture | None:
    image = found.get(module.cover_id)
    return picture_of(image, conf.cover_picture_filter(), module.cover_alt, address)
