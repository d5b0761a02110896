"""The shelf of modules in one language: what is released, by craft, in page order.

A module that nobody has translated yet stands there in its first language, so that who
chooses another language finds no fewer lessons.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail.models import Locale

from curriculum.languages import kin_of, tongues_of
from curriculum.models import ModuleRelease
from curriculum.readings import cover_of, covers_of
from curriculum.rendering import Craft, IndexReading, ModuleTile


def index_reading(
    index: Any, request: HttpRequest | None, *, is_preview: bool = False
) -> IndexReading:
    """The released modules below the index, by craft, in page order."""
    modules, lesson_ids = released_modules(index)
    language = _language_of(index)
    covers = covers_of(modules)
    codes = _codes_of(index, modules)
    crafts: dict[str, list[ModuleTile]] = defaultdict(list)
    for module in modules:
        own = codes[module.locale_id]
        crafts[module.craft].append(
            ModuleTile(
                page_id=module.pk,
                title=module.title,
                url=module.get_url(request) or "",
                summary=module.summary,
                cover=cover_of(module, covers),
                lesson_ids=lesson_ids[module.pk],
                language="" if own == language else own,
            )
        )
    return IndexReading(
        page_id=index.pk or 0,
        url=index.get_url(request) or "",
        title=index.title,
        intro=index.intro,
        crafts=tuple(Craft(name, tuple(tiles)) for name, tiles in crafts.items()),
        language=language,
        is_public=not is_preview and index.is_open_to_all(),
        tongues=() if is_preview else tongues_of(index, request),
        kin=kin_of([lesson_id for module in modules for lesson_id in lesson_ids[module.pk]]),
    )


def _language_of(index: Any) -> str:
    """The language of its own words: those of an alias are still those of the first index."""
    return (index.alias_of or index).locale.language_code


def _codes_of(index: Any, modules: Iterable[Any]) -> dict[int, str]:
    codes = {index.locale_id: index.locale.language_code}
    others = {module.locale_id for module in modules} - codes.keys()
    if others:
        codes |= dict(Locale.objects.filter(pk__in=others).values_list("pk", "language_code"))
    return codes


def released_modules(index: Any) -> tuple[list[Any], dict[int, tuple[int, ...]]]:
    """The modules that the index shows, and module page key -> its lessons' page keys."""
    if not index.pk:
        return [], {}
    first = first_index(index)
    pages = _modules_below(index)
    if first is not None:
        pages += _modules_below(first)
    lesson_ids = _released_lessons([page.pk for page in pages])
    released = [page for page in pages if page.pk in lesson_ids]
    own = {page.translation_key: page for page in released if page.locale_id == index.locale_id}
    # In the order of the first language, each in the language of this index if there is one.
    foreign = [page for page in released if page.locale_id != index.locale_id]
    ordered = [own.pop(page.translation_key, page) for page in foreign]
    return [*ordered, *own.values()], lesson_ids


def _modules_below(index: Any) -> list[Any]:
    # An index also has those of other languages below it.
    children = index.get_children().live().filter(locale_id=index.locale_id)
    return list(children.specific())


def first_index(index: Any) -> Any:
    """The index in the language the lessons were first written in; None if this is that one."""
    above = index.get_parent()
    if above is None or above.translation_key != index.translation_key:
        return None
    return above


def _released_lessons(module_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Module page key -> its lessons' page keys, for the modules that have a release."""
    releases = ModuleRelease.objects.current().filter(page_id__in=module_ids).with_lessons()
    return {
        release.page_id: tuple(lesson.page_id for lesson in release.lessons.all())
        for release in releases
    }
