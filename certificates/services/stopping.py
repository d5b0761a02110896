"""Stopping a batch that is being printed, letting it go on, repeating what failed."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from certificates.errors import (
    BatchNotRunning,
    BatchNotStopped,
    BatchStopped,
    NotAllowed,
    NothingFailed,
)
from certificates.models import BatchState, IssueBatch, IssueItem, ItemState
from certificates.models.batches import OPEN_ITEM_STATES
from certificates.permissions import can_head, can_prepare
from certificates.services.issuing import close_if_finished
from certificates.services.queue import queue_items


@transaction.atomic
def stop_batch(*, batch: IssueBatch, stopped_by: Any) -> IssueBatch:
    """Let no worker take another certificate of `batch`.

    The few that a worker holds right now are finished; everything keeps its number.
    Raises NotAllowed, BatchNotRunning.
    """
    _require_staff(batch, stopped_by)
    if not _moved(batch, BatchState.ISSUING, BatchState.STOPPED):
        raise BatchNotRunning()
    log(instance=batch, action="certificates.stop", user=stopped_by)
    return batch


@transaction.atomic
def resume_batch(*, batch: IssueBatch, resumed_by: Any) -> int:
    """Let `batch` go on with all that is not finished; return how many that are.

    Raises NotAllowed, BatchNotStopped.
    """
    _require_staff(batch, resumed_by)
    if not _moved(batch, BatchState.STOPPED, BatchState.ISSUING):
        raise BatchNotStopped()
    waiting = batch.items.filter(state__in=OPEN_ITEM_STATES)
    waiting.filter(state=ItemState.QUEUED).update(heartbeat_at=timezone.now())
    item_ids = list(waiting.values_list("pk", flat=True))
    log(instance=batch, action="certificates.resume", user=resumed_by)
    queue_items(item_ids)
    close_if_finished(batch)
    return len(item_ids)


@transaction.atomic
def retry_failed_items(*, batch: IssueBatch, retried_by: Any) -> int:
    """Queue the failed items of `batch` once more, with the numbers they have; return how many.

    Raises NotAllowed, BatchStopped, NothingFailed.
    """
    _require_staff(batch, retried_by)
    if IssueBatch.objects.filter(pk=batch.pk, state=BatchState.STOPPED).exists():
        raise BatchStopped()
    failed = list(batch.items.filter(state=ItemState.FAILED).values_list("pk", flat=True))
    if not failed:
        raise NothingFailed()
    IssueItem.objects.filter(pk__in=failed).update(
        state=ItemState.QUEUED, heartbeat_at=timezone.now(), error_code=""
    )
    IssueBatch.objects.filter(pk=batch.pk).update(state=BatchState.ISSUING, finished_at=None)
    log(instance=batch, action="certificates.retry", user=retried_by)
    queue_items(failed)
    return len(failed)


def _require_staff(batch: IssueBatch, user: Any) -> None:
    issuer = batch.type.issuer
    if not (can_prepare(user, issuer) or can_head(user, issuer.pk)):
        raise NotAllowed(issuer=issuer)


def _moved(batch: IssueBatch, before: str, after: str) -> bool:
    """Whether `batch` was in the state `before`; then it is in `after` now."""
    moved = IssueBatch.objects.filter(pk=batch.pk, state=before).update(state=after)
    batch.refresh_from_db()
    return bool(moved)
