"""How far one reader is, for the page she has open: one query."""

from dataclasses import dataclass, field
from typing import Any

from curriculum.models import EventKind, ProgressEvent
from curriculum.rendering import IndexReading, ModuleReading, Reading


@dataclass(frozen=True)
class Progress:
    """Page keys of lessons done, block ids of checks passed."""

    lessons: frozenset[int] = field(default_factory=frozenset)
    checks: frozenset[str] = field(default_factory=frozenset)


def progress_in(user: Any, reading: Reading) -> Progress:
    """What `user` did in the lessons that `reading` shows or lists."""
    # No DISTINCT and no conditions on the kind: a reader has few events in a module, and a
    # plain question is answered from the index in half the time.
    kin = dict(reading.kin)
    wanted = [*_lesson_ids(reading), *kin]
    events = ProgressEvent.objects.filter(user_id=user.pk, lesson_id__in=wanted)
    facts = events.order_by().values_list("kind", "lesson_id", "block_id", "is_correct")
    lessons, checks = set(), set()
    for kind, lesson_id, block_id, is_correct in facts:
        if kind == EventKind.LESSON_DONE:
            lessons.add(kin.get(lesson_id, lesson_id))
        elif is_correct:
            checks.add(str(block_id))
    return Progress(frozenset(lessons), frozenset(checks))


def _lesson_ids(reading: Reading) -> list[int]:
    if isinstance(reading, IndexReading):
        tiles = (tile for craft in reading.crafts for tile in craft.modules)
        return [lesson_id for tile in tiles for lesson_id in tile.lesson_ids]
    own = [place.page_id for place in reading.lessons]
    if isinstance(reading, ModuleReading):
        return own + [lesson_id for each in reading.before for lesson_id in each.lesson_ids]
    return own
