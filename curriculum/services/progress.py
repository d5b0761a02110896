"""Keep what readers did, and derive how far they are."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from curriculum.answer_keys import ReleaseKey, answer_keys
from curriculum.errors import EventIdTaken, NotInThisLesson
from curriculum.languages import same_in_all_languages
from curriculum.models import EventKind, ModuleRelease, ProgressEvent, ProgressSummary
from curriculum.rendering import Card, LessonReading, Option
from curriculum.signals import module_completed


def record_answer(
    *,
    event_id: uuid.UUID,
    reader: Any,
    reading: LessonReading,
    card: Card,
    option: Option,
    recorded_at: datetime | None = None,
) -> ProgressEvent:
    """Keep that `reader` chose `option` at the check `card`; the same `event_id` again is one.

    recorded_at: the device's clock, None for a form sent from a page.
    Raises NotInThisLesson for a preview or a card of another lesson, EventIdTaken if
    somebody else sent this id.
    """
    if reading.check(card.id) is None or card.option(option.id) is None:
        raise NotInThisLesson()
    return _record(
        reading,
        recorded_at,
        id=event_id,
        user=reader,
        kind=EventKind.CHECK_ANSWERED,
        block_id=uuid.UUID(card.id),
        option_id=uuid.UUID(option.id),
        is_correct=option.is_correct,
    )


def record_lesson_done(
    *,
    event_id: uuid.UUID,
    reader: Any,
    reading: LessonReading,
    recorded_at: datetime | None = None,
) -> ProgressEvent:
    """Keep that `reader` has done the lesson; the same `event_id` again is one.

    Raises NotInThisLesson for a preview, EventIdTaken if somebody else sent this id.
    Sends `module_completed` after commit when this was the last lesson missing.
    """
    return _record(reading, recorded_at, id=event_id, user=reader, kind=EventKind.LESSON_DONE)


def _record(
    reading: LessonReading, recorded_at: datetime | None, *, id: uuid.UUID, **facts: Any
) -> ProgressEvent:
    if reading.release_id is None:
        raise NotInThisLesson()
    with transaction.atomic():
        event, is_new = ProgressEvent.objects.get_or_create(
            id=id,
            defaults={
                "release_id": reading.release_id,
                "lesson_id": reading.page_id,
                "recorded_at": recorded_at,
                "locale": reading.language,
                **facts,
            },
        )
        if event.user_id != facts["user"].pk:
            raise EventIdTaken()
        if is_new:
            _refresh_summary(event, reading)
    return event


def _refresh_summary(event: ProgressEvent, reading: LessonReading) -> None:
    """Derive the reader's summary of this module again, and tell when it became complete."""
    pages = same_in_all_languages([reading.module.page_id]).values("pk")
    events = ProgressEvent.objects.filter(user=event.user, release__page_id__in=pages)
    keys = answer_keys(_release_ids(events))
    module_id = keys[event.release_id].module_id
    before = ProgressSummary.objects.filter(user=event.user, module_id=module_id).first()
    derived = derive(events.order_by("received_at", "pk"), keys)
    summary, _created = ProgressSummary.objects.update_or_create(
        user=event.user, module_id=module_id, defaults=derived
    )
    if summary.completed_at and not (before and before.completed_at):
        tell_completed(summary)


def tell_completed(*summaries: ProgressSummary) -> None:
    """Send `module_completed` for each of `summaries` after commit."""
    transaction.on_commit(partial(_send_completed, summaries))


def _send_completed(summaries: tuple[ProgressSummary, ...]) -> None:
    if not summaries or not module_completed.has_listeners(ProgressSummary):
        return
    releases = ModuleRelease.objects.in_bulk({summary.release_id for summary in summaries})
    for summary in summaries:
        module_completed.send_robust(
            sender=ProgressSummary, summary=summary, release=releases[summary.release_id]
        )


def _release_ids(events: Any) -> set[int]:
    return set(events.order_by().values_list("release_id", flat=True).distinct())


def derive(events: Iterable[ProgressEvent], keys: Mapping[int, ReleaseKey]) -> dict[str, Any]:
    """The fields of a summary from one reader's events of one module, oldest first.

    Walked in the order the server received them, so that rebuilding gives the same
    moment of completion: the first at which all lessons of the release then read were done.
    """
    done: set[int] = set()
    passed: set[str] = set()
    completed_at = None
    key: ReleaseKey | None = None
    last = None
    for last in events:
        key = keys[last.release_id]
        if last.kind == EventKind.LESSON_DONE:
            # In whatever language: the same lesson.
            done.add(key.first(last.lesson_id))
        elif last.is_right_answer():
            passed.add(str(last.block_id))
        if completed_at is None and key.lessons and key.lesson_firsts <= done:
            completed_at = last.received_at
    if last is None or key is None:
        raise ValueError("a summary needs at least one event")
    return {
        "release_id": last.release_id,
        "lessons_done": len(done & key.lesson_firsts),
        "checks_passed": len(passed & key.check_ids),
        "completed_at": completed_at,
        "last_event_at": last.received_at,
    }


def rebuild_progress(*, user_ids: Iterable[int] | None = None) -> int:
    """Derive every summary (of `user_ids`, if given) again from the events; return how many.

    Summaries without events go. Sends no signal. One transaction for each reader.
    """
    readers = ProgressEvent.objects.order_by().values_list("user_id", flat=True).distinct()
    wanted = set(readers) if user_ids is None else set(readers) & set(user_ids)
    stale = ProgressSummary.objects.exclude(user_id__in=readers)
    (stale if user_ids is None else stale.filter(user_id__in=list(user_ids))).delete()
    keys = answer_keys(_release_ids(ProgressEvent.objects.all()))
    return sum(_rebuild_reader(user_id, keys) for user_id in sorted(wanted))


@transaction.atomic
def _rebuild_reader(user_id: int, keys: Mapping[int, ReleaseKey]) -> int:
    by_module: dict[int, list[ProgressEvent]] = defaultdict(list)
    for event in ProgressEvent.objects.filter(user_id=user_id).order_by("received_at", "pk"):
        by_module[keys[event.release_id].module_id].append(event)
    ProgressSummary.objects.filter(user_id=user_id).delete()
    ProgressSummary.objects.bulk_create(
        ProgressSummary(user_id=user_id, module_id=module_id, **derive(events, keys))
        for module_id, events in by_module.items()
    )
    return len(by_module)
