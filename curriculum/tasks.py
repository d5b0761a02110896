"""Celery tasks: keys in, one service call. Each is safe to run twice."""

from celery import shared_task

from curriculum import conf
from curriculum.services import print_module, requeue_stale_prints


@shared_task(name=conf.PRINT_MODULE, acks_late=True, reject_on_worker_lost=True)
def print_module_task(print_id: str) -> bool:
    return print_module(print_id=print_id)


@shared_task(name=conf.REQUEUE_STALE_PRINTS)
def requeue_stale_prints_task() -> int:
    return requeue_stale_prints()
