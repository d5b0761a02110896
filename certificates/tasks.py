"""Celery tasks: keys in, one service call. Each is safe to run twice."""

from uuid import UUID

from celery import shared_task

from certificates import conf
from certificates.services import issue_items, publish_revocation_lists, requeue_stale_items
from certificates.services.packaging import make_package, sweep_packages
from certificates.services.past import sweep_past
from certificates.services.past_work import work_on_past
from certificates.services.status_lists import publish_status_lists


@shared_task(name=conf.ISSUE_ITEMS, acks_late=True, reject_on_worker_lost=True)
def issue_items_task(item_ids: list[int]) -> int:
    return issue_items(item_ids=item_ids)


@shared_task(name=conf.MAKE_PACKAGE, acks_late=True, reject_on_worker_lost=True)
def make_package_task(package_id: str) -> bool:
    return make_package(package_id=UUID(package_id))


@shared_task(name=conf.WORK_ON_PAST, acks_late=True, reject_on_worker_lost=True)
def work_on_past_task(import_id: str) -> None:
    work_on_past(import_id=UUID(import_id))


@shared_task(name=conf.REQUEUE_STALE_ITEMS)
def requeue_stale_items_task() -> int:
    """Items, packages and lists alike: what stands still, and files whose time is over."""
    return requeue_stale_items() + sweep_packages() + sweep_past()


@shared_task(name=conf.PUBLISH_REVOCATION_LISTS)
def publish_revocation_lists_task() -> int:
    """Both kinds of lists: the one of the saved page, and those of validators of credentials."""
    return publish_revocation_lists() + publish_status_lists()
