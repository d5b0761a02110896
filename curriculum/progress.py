"""How far one reader is, for the page she has open: one query."""

from dataclasses import dataclass, field
from typing import Any

from curriculum.models import EventKind, ProgressEvent
from curriculum.rendering import IndexReading, LessonReading, ModuleReading, Reading


@dataclass(frozen=True)
class Progress:
    """Page keys of lessons done, block ids of checks passed."""

    lessons: frozenset[int] = field(default_factory=frozenset)
    checks: frozenset[str] = field(default_factory=frozenset)


def progress_in(user: Any, reading: Reading) -> Progress:
    """What `user` did in the lessons that `reading` shows or lists."""
    events = (
        ProgressEvent.objects.filter(user=user, lesson_id__in=_lesson_ids(reading))
        .exclude(kind=EventKind.LESSON_OPENED)
        .exclude(is_correct=False)
        .order_by()
        .values_list("kind", "lesson_id", "block_id")
        .distinct()
    )
    lessons, checks = set(), set()
    for kind, lesson_id, block_id in events:
        if kind == EventKind.LESSON_DONE:
            lessons.add(lesson_id)
        else:
            checks.add(str(block_id))
    return Progress(frozenset(lessons), frozenset(checks))


def _lesson_ids(reading: Reading) -> list[int]:
    if isinstance(reading, IndexReading):
        tiles = (tile for craft in reading.crafts for tile in craft.modules)
        return [lesson_id for tile in tiles for lesson_id in tile.lesson_ids]
    assert isinstance(reading, LessonReading | ModuleReading)  # noqa: S101 - for the type checker
    return [place.page_id for place in reading.lessons]
