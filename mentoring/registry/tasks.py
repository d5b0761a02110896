"""Celery tasks of the registry: keys in, one service call. Each is safe to run twice."""

from uuid import UUID

from celery import current_app, shared_task
from django.utils import timezone

from mentoring.registry import conf
from mentoring.registry.errors import ScanIsRunning
from mentoring.registry.models import Sentra
from mentoring.registry.services import (
    escalate_late_complaints,
    make_data_copy,
    recount_reach,
    requeue_stale_scans,
    scan_for_duplicates,
    start_scan,
    tidy_data_copies,
)
from mentoring.registry.services.import_work import run_import
from mentoring.registry.services.imports import requeue_stale_imports


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
    return requeue_stale_scans() + requeue_stale_imports()


@shared_task(name=conf.RECOUNT_REACH, acks_late=True)
def recount_reach_task(sentra_id: int) -> None:
    sentra = Sentra.objects.filter(pk=sentra_id).first()
    if sentra is not None:
        recount_reach(sentra=sentra, on=timezone.localdate(), now=timezone.now())


@shared_task(name=conf.RECOUNT_ALL_REACH)
def recount_all_reach_task() -> int:
    """One message for each craft centre, so that a long night is shared by all workers."""
    keys = list(Sentra.objects.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        current_app.tasks[conf.RECOUNT_REACH].apply_async(args=[key])
    return len(keys)


@shared_task(name=conf.ESCALATE_COMPLAINTS)
def escalate_complaints_task() -> int:
    return escalate_late_complaints(now=timezone.now())


@shared_task(name=conf.RUN_IMPORT, acks_late=True, reject_on_worker_lost=True)
def run_import_task(batch_id: str) -> None:
    run_import(batch_id=UUID(batch_id))


@shared_task(name=conf.MAKE_DATA_COPY, acks_late=True, reject_on_worker_lost=True)
def make_data_copy_task(copy_id: str) -> bool:
    return make_data_copy(copy_id=UUID(copy_id), now=timezone.now())


@shared_task(name=conf.TIDY_DATA_COPIES)
def tidy_data_copies_task() -> int:
    return tidy_data_copies(now=timezone.now())
