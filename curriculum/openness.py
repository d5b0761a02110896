"""Which pages every visitor may read: what leaves the site (packs, paper) holds nothing else."""

from collections.abc import Collection, Sequence
from typing import Any

from wagtail.models import PageViewRestriction

from curriculum.languages import all_pages
from curriculum.models import ModuleRelease


def open_pages(page_ids: Collection[int]) -> set[int]:
    """Those of `page_ids` that are published and unrestricted, themselves and above.

    Two queries for any number of pages.
    """
    found = all_pages().filter(pk__in=page_ids).live().public()
    return set(found.values_list("pk", flat=True))


def lessons_are_open(release: ModuleRelease) -> bool:
    """No lesson of `release` has a restriction of its own; one query."""
    return not _restrictions(release).exists()


def may_read_all(request: Any, release: ModuleRelease) -> bool:
    """Whether this visitor passes every restriction of the module and of its lessons."""
    found: Sequence[PageViewRestriction] = [
        *release.page.get_view_restrictions(),
        *_restrictions(release),
    ]
    return all(restriction.accept_request(request) for restriction in found)


def _restrictions(release: ModuleRelease) -> Any:
    lessons = release.lessons.values("page_id")
    return PageViewRestriction.objects.filter(page_id__in=lessons)
