"""Take in what should change in a module, and say what became of it."""

import uuid
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from curriculum.errors import (
    AlreadyDecided,
    EventIdTaken,
    ModuleNotPublished,
    ReasonMissing,
    ReleaseMissing,
)
from curriculum.models import ModuleChangeRequest, ModuleRelease, RequestState
from curriculum.models.change_requests import REQUEST_TRANSITIONS
from curriculum.signals import change_request_decided


def file_change_request(
    *,
    request_id: uuid.UUID,
    page_id: int,
    evidence: str,
    proposal: str,
    filed_by: Any,
    source_key: str = "",
    source_label: str = "",
) -> ModuleChangeRequest:
    """Keep the proposal; the same `request_id` again is the same one.

    page_id: a module that was released. source_key: opaque, of the session or group where
    it was seen; source_label: the same in words, cut at 200 characters.
    Raises ModuleNotPublished, EventIdTaken if somebody else sent this id.
    """
    release = ModuleRelease.objects.filter(page_id=page_id).order_by("-number").first()
    if release is None:
        raise ModuleNotPublished(title=page_id)
    request, _created = ModuleChangeRequest.objects.get_or_create(
        pk=request_id,
        defaults={
            "module_id": page_id,
            "release": release,
            "evidence": evidence,
            "proposal": proposal,
            "filed_by": filed_by,
            "source_key": source_key,
            "source_label": source_label[:200],
        },
    )
    if request.filed_by_id != filed_by.pk:
        raise EventIdTaken()
    return request


def check_decision(
    *, request: ModuleChangeRequest, state: str, reason: str, answered_by: ModuleRelease | None
) -> None:
    """Raises AlreadyDecided, ReasonMissing or ReleaseMissing; request as it is kept now."""
    if state not in REQUEST_TRANSITIONS[request.state]:
        raise AlreadyDecided(state=request.get_state_display())
    if state == RequestState.DECLINED and not reason.strip():
        raise ReasonMissing()
    if state == RequestState.DONE and (
        answered_by is None or answered_by.page_id != request.module_id
    ):
        raise ReleaseMissing()


@transaction.atomic
def decide_change_request(
    *,
    request: ModuleChangeRequest,
    state: str,
    decided_by: Any,
    reason: str = "",
    answered_by: ModuleRelease | None = None,
) -> ModuleChangeRequest:
    """Accept, decline (with a reason) or close as done in a release of the same module.

    Sends `change_request_decided`. Raises what `check_decision` raises.
    """
    kept = ModuleChangeRequest.objects.select_for_update().get(pk=request.pk)
    check_decision(request=kept, state=state, reason=reason, answered_by=answered_by)
    kept.state, kept.reason = state, reason.strip()
    kept.answered_by = answered_by if state == RequestState.DONE else None
    kept.decided_by, kept.decided_at = decided_by, timezone.now()
    kept.save()
    transaction.on_commit(
        partial(change_request_decided.send_robust, sender=ModuleChangeRequest, change_request=kept)
    )
    return kept
