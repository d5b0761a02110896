"""Celery tasks: keys in, one service call. Each is safe to run twice."""

from celery import shared_task

from certificates import conf
from certificates.services import issue_items, requeue_stale_items


@shared_task(name=conf.ISSUE_ITEMS, acks_late=True, reject_on_worker_lost=True)
def issue_items_task(item_ids: list[int]) -> int:
    return issue_items(item_ids=item_ids)


@shared_task(name=conf.REQUEUE_STALE_ITEMS)
def requeue_stale_items_task() -> int:
    return requeue_stale_items()
