"""Open the lesson index of a site, and say which groups may write, translate and publish."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

AUTHOR_RIGHTS = ("add", "change")
TRANSLATOR_RIGHTS = ("change",)
PUBLISHER_RIGHTS = ("add", "change", "publish", "lock", "unlock")


@transaction.atomic
def open_lesson_index(
    *, parent: Any, index_model: Any, title: str, slug: str, intro: str = "", by: Any = None
) -> Any:
    """The published lesson index below `parent`; an index of this address is kept as it is.

    index_model: a page type with ModuleIndexMixin.
    """
    found = index_model.objects.child_of(parent).filter(slug=slug).first()
    if found is not None:
        return found
    index = index_model(title=title, slug=slug, intro=intro, owner=by, live=False)
    # A base page of the site's own may know no menus; this field is Wagtail's `Page`'s.
    index.show_in_menus = True
    parent.add_child(instance=index)
    index.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    index.refresh_from_db()
    return index


@transaction.atomic
def give_lesson_rights(
    *,
    index: Any,
    authors: Iterable[Group] = (),
    translators: Iterable[Group] = (),
    publishers: Iterable[Group] = (),
    workflow_name: str = "",
) -> None:
    """Let groups work on the pages below `index`, and publishers approve what others send.

    Authors write and change, translators change, publishers also publish; all may use
    pictures, authors and publishers may add them. With a `workflow_name` a moderation
    workflow of that name asks the publishers. Safe to run again.
    """
    publishers = list(publishers)
    for groups, rights in (
        (authors, AUTHOR_RIGHTS),
        (translators, TRANSLATOR_RIGHTS),
        (publishers, PUBLISHER_RIGHTS),
    ):
        for group in groups:
            _give_page_rights(index, group, rights)
            _give_picture_rights(group, may_add="add" in rights)
    if workflow_name:
        _ask_publishers(index, publishers, workflow_name)


def _give_page_rights(index: Any, group: Group, rights: Iterable[str]) -> None:
    base = GroupPagePermission._meta.get_field("page").remote_field.model._meta
    for permission in Permission.objects.filter(
        content_type__app_label=base.app_label,
        content_type__model=base.model_name,
        codename__in=[f"{right}_{base.model_name}" for right in rights],
    ):
        GroupPagePermission.objects.get_or_create(
            group=group, page_id=index.pk, permission=permission
        )


def _give_picture_rights(group: Group, *, may_add: bool) -> None:
    meta = get_image_model()._meta
    wanted = [f"choose_{meta.model_name}"]
    if may_add:
        wanted += [f"add_{meta.model_name}", f"change_{meta.model_name}"]
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label=meta.app_label, codename__in=wanted
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def _ask_publishers(index: Any, publishers: list[Group], name: str) -> None:
    workflow, _created = Workflow.objects.get_or_create(name=name)
    task, _created = GroupApprovalTask.objects.get_or_create(name=name)
    task.groups.set(publishers)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(page_id=index.pk, defaults={"workflow": workflow})
