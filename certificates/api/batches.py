"""Routes of batches: prepare, approve, look how far they are."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from certificates.api.keys import batch_of_key, key_of
from certificates.api.shapes import BatchOut, PrepareIn, Refusal
from certificates.api.trainings import kind_and_occasion
from certificates.errors import BatchAlreadyOpen, NotAllowed
from certificates.models import BatchState, IssueBatch
from certificates.permissions import can_prepare
from certificates.services import approve_batch, prepare_batch

router = Router(tags=["batches"])
_REFUSALS: dict[int, Any] = {401: Refusal, 403: Refusal, 404: Refusal, 409: Refusal}


@router.post("", response={201: BatchOut, 200: BatchOut, 400: Refusal, **_REFUSALS})
def prepare(request: HttpRequest, body: PrepareIn) -> Any:
    """Freeze the check as a batch that waits for the head; needs `Idempotency-Key`.

    The same key again answers 200 with the batch it made.
    """
    kind, occasion = kind_and_occasion(request, body.type, body.training)
    if not can_prepare(request.user, kind.issuer):
        raise NotAllowed(issuer=kind.issuer)
    key = key_of(request, request.user)
    about = {"type_id": kind.pk, "training": occasion.key}
    if (made := batch_of_key(key, **about)) is not None:
        return 200, _told(made)
    try:
        batch = prepare_batch(
            occasion=occasion,
            certificate_type=kind,
            prepared_by=request.user,
            issued_on=body.issued_on,
            seen_hash=body.seen,
            idempotency_key=key,
        )
    except BatchAlreadyOpen:
        # The same call at the same moment: the other one made it.
        if (made := batch_of_key(key, **about)) is None:
            raise
        return 200, _told(made)
    return 201, _told(_batch(request, batch.pk))


@router.get("{batch_id}/", response={200: BatchOut, **_REFUSALS})
def progress(request: HttpRequest, batch_id: UUID) -> Any:
    """How far a batch is, counted from its rows."""
    return _told(_batch(request, batch_id))


@router.post("{batch_id}/approve/", response={200: BatchOut, **_REFUSALS})
def approve(request: HttpRequest, batch_id: UUID) -> Any:
    """Approve what somebody else prepared. Repeating it says how far the batch is."""
    batch = _batch(request, batch_id)
    is_done = batch.approved_by_id == request.user.pk and batch.state != BatchState.PREPARED
    if not is_done:
        approve_batch(batch=batch, approved_by=request.user)
    return _told(_batch(request, batch_id))


def _batch(request: HttpRequest, key: UUID) -> IssueBatch:
    visible = IssueBatch.objects.visible_to(request.user).with_counts()
    return get_object_or_404(visible.select_related("type__issuer"), pk=key)


def _told(batch: Any) -> dict[str, Any]:
    return {
        "id": batch.pk,
        "training": batch.occasion_key,
        "type": batch.type_id,
        "issuer": batch.type.issuer.code,
        "state": batch.state,
        "issued_on": batch.issued_on,
        "total": batch.item_count,
        "done": batch.done_count,
        "failed": batch.failed_count,
        "voided": batch.voided_count,
        "made_at": batch.made_at,
        "approved_at": batch.approved_at,
        "finished_at": batch.finished_at,
    }
