"""Make releases: what readers read from now on."""

from functools import partial
from typing import Any

from django.db import transaction

from curriculum import shelf
from curriculum.errors import ModuleNotPublished
from curriculum.models import ChangeKind, ModuleRelease, ReleasedLesson
from curriculum.signals import module_released


def release_module(
    *,
    module: Any,
    published_by: Any = None,
    change_kind: str = ChangeKind.MINOR,
    note: str = "",
) -> ModuleRelease:
    """The release of `module` as it is published now, made if nothing like it is current.

    module: a live page with ModuleMixin. The first release counts as a big change.
    Raises ModuleNotPublished for a draft. Sends `module_released` after commit, and only
    for a new release.
    """
    if not module.live or module.live_revision_id is None:
        raise ModuleNotPublished(title=module.title)
    with transaction.atomic():
        # Two publishers at once would take the same number.
        type(module)._base_manager.select_for_update().filter(pk=module.pk).first()
        latest = ModuleRelease.objects.filter(page_id=module.pk).with_lessons().first()
        lessons = _lessons(module)
        if latest is not None and _same(latest, module, lessons):
            return latest
        release = ModuleRelease.objects.create(
            page_id=module.pk,
            number=latest.number + 1 if latest else 1,
            revision_id=module.live_revision_id,
            code=module.code,
            title=module.title,
            change_kind=change_kind if latest else ChangeKind.MAJOR,
            note=note,
            published_by=published_by,
        )
        for lesson in lessons:
            lesson.release = release
        ReleasedLesson.objects.bulk_create(lessons)
        transaction.on_commit(
            partial(module_released.send_robust, sender=ModuleRelease, release=release)
        )
    return release


def _lessons(module: Any) -> list[ReleasedLesson]:
    """The published lessons as rows not yet saved; those never published properly are left out."""
    return [
        ReleasedLesson(
            page_id=lesson.pk,
            revision_id=lesson.live_revision_id,
            position=position,
            title=lesson.title,
            check_ids=lesson.check_ids(),
        )
        for position, lesson in enumerate(module.get_lessons(), start=1)
        if lesson.live_revision_id is not None
    ]


def _same(release: ModuleRelease, module: Any, lessons: list[ReleasedLesson]) -> bool:
    return release.revision_id == module.live_revision_id and [
        (lesson.page_id, lesson.revision_id) for lesson in release.lessons.all()
    ] == [(lesson.page_id, lesson.revision_id) for lesson in lessons]


def refresh_release(
    *, module: Any, published_by: Any = None, change_kind: str = ChangeKind.MINOR, note: str = ""
) -> ModuleRelease | None:
    """Release `module` again after one of its lessons changed; None while it is a draft."""
    if not module.live or module.live_revision_id is None:
        return None
    return release_module(
        module=module, published_by=published_by, change_kind=change_kind, note=note
    )


def remove_module(*, module: Any) -> None:
    """Delete `module` with its lessons and releases, for data that was never real.

    Raises django.db.models.ProtectedError, and deletes nothing, where a reader's progress,
    a programme, a session or anything else points at it.
    """
    with transaction.atomic():
        # Deleting unpublishes first, page by page: a live module would be released again.
        module.get_descendants(inclusive=True).update(live=False)
        ModuleRelease.objects.filter(page_id=module.pk).delete()
        type(module).objects.get(pk=module.pk).delete()
        transaction.on_commit(shelf.start_new_generation)
