"""How each page becomes a reading: the queries, all of them, happen here.

Every function returns None when nothing of the page is released, so that its address
answers 404 though the page exists.
"""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest

from curriculum import conf
from curriculum.frozen import thawed
from curriculum.models import ModuleRelease, ReleasedLesson
from curriculum.rendering import (
    Address,
    Card,
    Craft,
    Face,
    IndexReading,
    LessonReading,
    ModuleReading,
    ModuleTile,
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
        lessons=lessons_of(module, release, request),
        language=module.locale.language_code,
        release_id=release.pk if release else None,
        is_public=not is_preview and module.is_open_to_all(),
        weights=tuple(release.weights().items()) if release else (),
    )


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


def index_reading(
    index: Any, request: HttpRequest | None, *, is_preview: bool = False
) -> IndexReading:
    """The released modules below the index, by craft, in page order."""
    children = list(index.get_children().live().specific()) if index.pk else []
    lesson_ids = _released_lessons([page.pk for page in children])
    modules = [page for page in children if page.pk in lesson_ids]
    covers = covers_of(modules)
    crafts: dict[str, list[ModuleTile]] = defaultdict(list)
    for module in modules:
        crafts[module.craft].append(
            ModuleTile(
                page_id=module.pk,
                title=module.title,
                url=module.get_url(request) or "",
                summary=module.summary,
                cover=cover_of(module, covers),
                lesson_ids=lesson_ids[module.pk],
            )
        )
    return IndexReading(
        page_id=index.pk or 0,
        url=index.get_url(request) or "",
        title=index.title,
        intro=index.intro,
        crafts=tuple(Craft(name, tuple(tiles)) for name, tiles in crafts.items()),
        language=index.locale.language_code,
        is_public=not is_preview and index.is_open_to_all(),
    )


def _released_lessons(module_ids: list[int]) -> dict[int, tuple[int, ...]]:
    """Module page key -> its lessons' page keys, for the modules that have a release."""
    releases = ModuleRelease.objects.current().filter(page_id__in=module_ids).with_lessons()
    return {
        release.page_id: tuple(lesson.page_id for lesson in release.lessons.all())
        for release in releases
    }


def lessons_of(
    module: Any, release: ModuleRelease | None, request: HttpRequest | None
) -> tuple[Place, ...]:
    """The lessons of the release, or in a preview those published now."""
    if module.pk is None:
        return ()
    pages = {page.pk: page for page in module.get_children()}
    if release is None:
        return tuple(
            Place(page.pk, page.title, page.get_url(request) or "", tuple(page.check_ids()))
            for page in module.get_lessons()
        )
    return tuple(_released_place(lesson, pages, request) for lesson in release.lessons.all())


def _released_place(
    lesson: ReleasedLesson, pages: dict[int, Any], request: HttpRequest | None
) -> Place:
    page = pages.get(lesson.page_id)
    url = (page.get_url(request) or "") if page else ""
    return Place(lesson.page_id, lesson.title, url, tuple(lesson.check_ids))


def place_of(page: Any, request: HttpRequest | None) -> Place:
    return Place(page.pk, page.title, page.get_url(request) or "")


def covers_of(modules: list[Any]) -> dict[int, Any]:
    return images_with(conf.cover_picture_filter(), (module.cover_id for module in modules))


def cover_of(module: Any, found: dict[int, Any], address: Address = url_of) -> Picture | None:
    image = found.get(module.cover_id)
    return picture_of(image, conf.cover_picture_filter(), module.cover_alt, address)
