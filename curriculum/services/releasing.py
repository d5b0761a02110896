"""Make releases: what readers read from now on."""

from functools import partial
from typing import Any

from django.db import transaction

from curriculum import shelf
from curriculum.errors import ModuleNotPublished
from curriculum.frozen import plain
from curriculum.models import (
    ChangeKind,
    ModulePrint,
    ModuleRelease,
    OfflinePack,
    ReleasedLesson,
)
from curriculum.originals import original_of
from curriculum.readings import face_of
from curriculum.rendering import cards_of
from curriculum.services.keeping import Shelving, let_go_of_files
from curriculum.services.pinning import hold_back
from curriculum.services.translating import translated_lessons
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
    for a new release. Copies the files that readers see, at the sizes they see.
    A translation follows its first language (`services.translating`), and what changes
    there is told there: here it is always a small change.
    """
    if not module.live or module.live_revision_id is None:
        raise ModuleNotPublished(title=module.title)
    with transaction.atomic():
        # Two publishers at once would take the same number.
        type(module)._base_manager.select_for_update().filter(pk=module.pk).first()
        latest = ModuleRelease.objects.filter(page_id=module.pk).with_lessons().first()
        shelving = Shelving()
        translated = _translated(module, latest, shelving)
        lessons = _lessons(module) if translated is None else translated
        if latest is not None and _same(latest, module, lessons):
            return latest
        if translated is not None:
            change_kind, note = ChangeKind.MINOR, ""
        face = _freeze(module, lessons, shelving)
        release = ModuleRelease.objects.create(
            page_id=module.pk,
            number=latest.number + 1 if latest else 1,
            revision_id=module.live_revision_id,
            code=module.code,
            title=module.title,
            change_kind=change_kind if latest else ChangeKind.MAJOR,
            note=note,
            published_by=published_by,
            face=face,
            manifest=shelving.manifest(),
            **{f"{tier}_bytes": weight for tier, weight in shelving.weights().items()},
        )
        for lesson in lessons:
            lesson.release = release
        ReleasedLesson.objects.bulk_create(lessons)
        if latest is not None and release.change_kind == ChangeKind.MAJOR:
            hold_back(release=release, previous=latest)
        transaction.on_commit(
            partial(module_released.send_robust, sender=ModuleRelease, release=release)
        )
    return release


def _translated(
    module: Any, latest: ModuleRelease | None, shelving: Shelving
) -> list[ReleasedLesson] | None:
    """The lessons of a translation; None for a module that stands for itself."""
    original = original_of(module)
    if original is None:
        return None
    return translated_lessons(module=module, original=original, latest=latest, shelving=shelving)


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


def _freeze(module: Any, rows: list[ReleasedLesson], shelving: Shelving) -> dict[str, Any]:
    """Keep the files and the words of `module`; fill `cards` of the rows; return its face."""
    pages = {page.pk: page for page in module.get_lessons()}
    for row in rows:
        if row.cards is None:
            row.cards = plain(cards_of(pages[row.page_id].body, shelving))
        shelving.keep_text({"title": row.title, "cards": row.cards})
    # As the database has it: 40 hours written by an editor are 40.0 when read again, and
    # the same words must be the same file.
    kept = type(module)._base_manager.get(pk=module.pk)
    face = plain(face_of(kept, shelving))
    shelving.keep_text({"code": kept.code, "title": kept.title, **face})
    return face


def _same(release: ModuleRelease, module: Any, lessons: list[ReleasedLesson]) -> bool:
    """Whether `release` has these lessons; cards count where they may change by themselves."""
    kept = list(release.lessons.all())
    return (
        release.revision_id == module.live_revision_id
        and [(row.page_id, row.revision_id) for row in kept]
        == [(row.page_id, row.revision_id) for row in lessons]
        and all(
            new.cards is None or new.cards == old.cards
            for new, old in zip(lessons, kept, strict=True)
        )
    )


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
        releases = ModuleRelease.objects.filter(page_id=module.pk)
        paths = {line["path"] for release in releases for line in release.manifest}
        papers = ModulePrint.objects.filter(release__in=releases).exclude(pdf="")
        paths |= set(papers.values_list("pdf", flat=True))
        paths |= OfflinePack.objects.filter(release__in=releases).paths()
        releases.delete()
        type(module).objects.get(pk=module.pk).delete()
        transaction.on_commit(partial(let_go_of_files, paths=paths))
        transaction.on_commit(shelf.start_new_generation)
