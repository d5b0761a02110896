"""Listen to Wagtail. Releases hang on publishing, never on saving: drafts save themselves."""

from contextlib import suppress
from typing import Any

from celery import current_app
from django.db.models.signals import post_delete, post_save, pre_save
from kombu.exceptions import OperationalError
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction, Site, UploadedFile, WorkflowState
from wagtail.signals import page_published, page_unpublished, post_page_move, task_approved

from curriculum import conf, shelf
from curriculum.mixins import LessonMixin, ModuleMixin
from curriculum.services import (
    clean_stored_file,
    refresh_release,
    release_module,
    require_ready,
)
from curriculum.signals import module_released


def release_what_was_published(instance: Any, revision: Any = None, **kwargs: Any) -> None:
    facts = {
        "published_by": getattr(revision, "user", None),
        "change_kind": getattr(instance, "change_kind", ""),
        "note": getattr(instance, "change_note", ""),
    }
    if isinstance(instance, ModuleMixin):
        release_module(module=instance, **facts)
    elif isinstance(instance, LessonMixin):
        _refresh_module(instance.get_module(), **facts)


def release_without_what_was_taken_back(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, LessonMixin):
        _refresh_module(instance.get_module())


def release_in_the_new_order(
    instance: Any, parent_page_before: Any, parent_page_after: Any, **kwargs: Any
) -> None:
    # Wagtail sends the moved page as a plain one.
    if isinstance(instance.specific, LessonMixin):
        parents = {page.pk: page for page in (parent_page_before, parent_page_after)}
        for parent in parents.values():
            # A page keeps its place in the tree on the object: read it again.
            parent.refresh_from_db()
            _refresh_module(parent.specific)


def take_back_what_is_not_ready(instance: Any, **kwargs: Any) -> None:
    """A review approved outside the editor (Wagtail's front page) asks nobody for a reason.

    Wagtail publishes and sends this signal in one transaction; refusing undoes both.
    """
    state = instance.workflow_state
    page = getattr(state.content_object, "specific", None)
    if state.status == WorkflowState.STATUS_APPROVED and isinstance(page, LessonMixin):
        require_ready(lesson=page, revision=page.live_revision)


def make_packs_soon(release: Any, **kwargs: Any) -> None:
    """Sent after commit. Without a broker packs are made when the first phone asks."""
    if conf.pack_languages():
        with suppress(OperationalError):
            current_app.tasks[conf.MAKE_PACKS].apply_async(args=[release.pk], retry=False)


def _refresh_module(module: Any, **facts: Any) -> None:
    if isinstance(module, ModuleMixin):
        refresh_release(module=module, **facts)


def clean_picture_before_saving(instance: Any, **kwargs: Any) -> None:
    """No way in, by form or by code, stores where a picture was taken.

    Raises PictureUnreadable; the editor's form has said so before (`media_forms`).
    """
    if instance.file and not instance.file._committed:
        clean_stored_file(instance)


def clean_upload_before_saving(instance: Any, **kwargs: Any) -> None:
    """The same for a picture that waits until the rest of its form is filled in."""
    kind = instance.for_content_type
    if kind is not None and kind.model_class() is get_image_model():
        clean_picture_before_saving(instance)


def connect() -> None:
    """Called once by the app when everything is loaded."""
    page_published.connect(release_what_was_published, dispatch_uid="curriculum_published")
    page_unpublished.connect(release_without_what_was_taken_back, dispatch_uid="curriculum_taken")
    post_page_move.connect(release_in_the_new_order, dispatch_uid="curriculum_moved")
    pre_save.connect(
        clean_picture_before_saving, sender=get_image_model(), dispatch_uid="curriculum_picture"
    )
    pre_save.connect(
        clean_upload_before_saving, sender=UploadedFile, dispatch_uid="curriculum_upload"
    )
    task_approved.connect(take_back_what_is_not_ready, dispatch_uid="curriculum_not_ready")
    module_released.connect(make_packs_soon, dispatch_uid="curriculum_packs")
    for signal in (page_published, page_unpublished, post_page_move, module_released):
        signal.connect(shelf.forget_after_commit, dispatch_uid="curriculum_shelf")
    for model in (PageViewRestriction, Site):
        for signal in (post_save, post_delete):
            signal.connect(
                shelf.forget_after_commit, sender=model, dispatch_uid=f"curriculum_{model.__name__}"
            )
