"""Give a signed-in reader the release that her group still reads."""

from typing import Any

from django.http import HttpRequest

from curriculum import shelf
from curriculum.models import ModuleRelease
from curriculum.permissions import may_keep_progress
from curriculum.pinned import releases_held_for
from curriculum.readings import lesson_reading, module_reading
from curriculum.rendering import IndexReading, LessonReading, Reading


def pinned_reading(request: HttpRequest, reading: Reading) -> Reading:
    """`reading`, or the same page in the release pinned for this reader's audience.

    A lesson that the pinned release does not have is shown as it is now: a link that
    somebody passed on must not end in nothing.
    """
    if isinstance(reading, IndexReading) or reading.release_id is None:
        return reading
    if not may_keep_progress(request.user):
        return reading
    module_id = reading.module.page_id if isinstance(reading, LessonReading) else reading.page_id
    release_id = held_by(request.user).get(module_id)
    if release_id is None:
        return reading
    return _in_release(request, reading, release_id) or reading


def held_by(user: Any) -> dict[int, int]:
    """Module page key -> release key, where `user` does not read the latest; mostly kept."""
    if not shelf.pins_exist():
        return {}
    held = shelf.find_held(user)
    if held is None:
        held = releases_held_for(user)
        shelf.keep_held(user, held)
    return held


def _in_release(
    request: HttpRequest, reading: LessonReading | Any, release_id: int
) -> Reading | None:
    key = shelf.held_reading_key(reading, release_id)
    found = shelf.find_held_reading(key)
    if found is None:
        release = ModuleRelease.objects.with_lessons().get(pk=release_id)
        pages = ModuleRelease._meta.get_field("page").related_model._default_manager
        page = pages.get(pk=reading.page_id).specific
        make = lesson_reading if isinstance(reading, LessonReading) else module_reading
        found = make(page, request, release=release)
        if found is not None:
            shelf.keep_reading(key, found)
    return found
