"""Celery tasks of the registry: keys in, one service call. Each is safe to run twice."""

from celery import shared_task

from mentoring.registry import conf
from mentoring.registry.errors import ScanIsRunning
from mentoring.registry.services import requeue_stale_scans, scan_for_duplicates, start_scan


@shared_task(name=conf.SCAN_FOR_DUPLICATES, acks_late=True, reject_on_worker_lost=True)
def scan_for_duplicates_task(scan_id: int) -> int:
    return scan_for_duplicates(scan_id=scan_id)


@shared_task(name=conf.START_DUPLICATE_SCAN)
def start_duplicate_scan_task() -> None:
    """The nightly search; one that somebody started by hand goes first."""
    try:
        start_scan(started_by=None)
    except ScanIsRunning:
        return


@shared_task(name=conf.REQUEUE_STALE_WORK)
def requeue_stale_work_task() -> int:
    return requeue_stale_scans()
