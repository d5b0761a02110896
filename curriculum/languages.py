"""The same page in other languages: who is whose translation, and what a reader may choose.

Pages that are translations of one another share a `translation_key`. The one that was
there first (the lowest page key) stands for all of them: progress and programmes count
under its key, whatever language was read.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from wagtail.coreutils import get_content_languages

from curriculum import shelf
from curriculum.models import ModuleRelease, ReleasedLesson
from curriculum.rendering import Tongue


def all_pages() -> QuerySet:
    """Every page of the site, in the page model that the site uses."""
    return ModuleRelease._meta.get_field("page").related_model._default_manager.order_by()


def first_of(reference: str) -> Subquery:
    """The key of the page that stands for the page at `reference` (a path to its foreign key)."""
    same = all_pages().filter(translation_key=OuterRef(f"{reference}__translation_key"))
    return Subquery(same.order_by("pk").values("pk")[:1])


def same_in_all_languages(page_ids: Collection[int]) -> QuerySet:
    """The pages of these keys and their translations, for use inside another question."""
    keys = all_pages().filter(pk__in=page_ids).values("translation_key")
    return all_pages().filter(translation_key__in=keys)


def kin_of(page_ids: Collection[int]) -> tuple[tuple[int, int], ...]:
    """(page key in another language, the one of `page_ids` it is a translation of)."""
    if not page_ids or not shelf.translations_exist():
        return ()
    families: dict[Any, list[int]] = defaultdict(list)
    for key, page_id in same_in_all_languages(page_ids).values_list("translation_key", "pk"):
        families[key].append(page_id)
    mine = set(page_ids)
    return tuple(
        (other, own)
        for family in families.values()
        for own in mine.intersection(family)
        for other in family
        if other not in mine
    )


def tongues_of(page: Any, request: HttpRequest | None) -> tuple[Tongue, ...]:
    """The other languages in which readers may read `page` now, in the order of the settings."""
    if not page.pk or not shelf.translations_exist():
        return ()
    names = get_content_languages()
    siblings = all_pages().filter(translation_key=page.translation_key, live=True)
    found = {each.locale.language_code: each for each in _others(siblings, page)}
    readable = _readable(found.values()) if found else set()
    return tuple(
        Tongue(code, str(names[code]), found[code].get_url(request) or "")
        for code in names
        if code in found and found[code].pk in readable
    )


def _others(siblings: QuerySet, page: Any) -> QuerySet:
    return siblings.exclude(pk=page.pk).select_related("locale")


def _readable(pages: Collection[Any]) -> set[int]:
    """The keys of those `pages` that are released, or have a released module below them."""
    paths = {page.pk: page.path for page in pages}
    released = ModuleRelease.objects.current()
    lessons = ReleasedLesson.objects.filter(page_id__in=paths, release__in=released.values("pk"))
    modules = released.order_by().values_list("page_id", "page__path")
    steplen = released.model._meta.get_field("page").related_model.steplen
    found = set(lessons.order_by().values_list("page_id", flat=True))
    for page_id, path in modules:
        found |= {pk for pk, above in paths.items() if pk == page_id or path[:-steplen] == above}
    return found
