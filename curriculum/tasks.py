"""Celery tasks: keys in, one service call. Each is safe to run twice."""

from celery import shared_task

from curriculum import conf
from curriculum.models import ModuleRelease
from curriculum.services import make_packs_of, print_module, requeue_stale_prints


@shared_task(name=conf.PRINT_MODULE, acks_late=True, reject_on_worker_lost=True)
def print_module_task(print_id: str) -> bool:
    return print_module(print_id=print_id)


@shared_task(name=conf.REQUEUE_STALE_PRINTS)
def requeue_stale_prints_task() -> int:
    return requeue_stale_prints()


@shared_task(name=conf.MAKE_PACKS)
def make_packs(release_id: int) -> None:
    """Make the packs of a release before somebody waits for one.

    Only a nudge: a phone that asks earlier has its pack made at once, and so has one
    whose message was lost.
    """
    release = ModuleRelease.objects.select_related("page").filter(pk=release_id).first()
    if release is not None:
        make_packs_of(release=release, languages=conf.pack_languages())
