"""Changing figures that others already read: asked for, compared, decided by somebody else."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from celery import current_app
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.canonical_json import digest_of
from mentoring.incubation import conf
from mentoring.incubation.errors.evaluations import (
    AmendmentNotWaiting,
    AmendmentReasonMissing,
    AmendmentWaits,
    FiguresMovedSince,
    FiguresNotReady,
    NotYoursToDecideAmendment,
    NotYoursToRequestAmendment,
)
from mentoring.incubation.evaluations.figure_changes import changed, differences
from mentoring.incubation.evaluations.permissions import (
    can_decide_amendments,
    can_request_amendment,
)
from mentoring.incubation.models import (
    PENDING,
    Amendment,
    AmendmentState,
    Evaluation,
    EvaluationState,
)
from mentoring.incubation.services.evaluations import figures_now
from mentoring.incubation.signals import evaluation_amended


def request_amendment(
    *, evaluation: Evaluation, reason: str, requested_by: Any, now: datetime | None = None
) -> Amendment:
    """Ask that figures take in what was corrected or came late; a worker compares them with
    the records of today. The figures stay until somebody else says yes.

    Raises NotYoursToRequestAmendment, AmendmentReasonMissing, FiguresNotReady, AmendmentWaits.
    """
    if not can_request_amendment(requested_by, evaluation, timezone.localdate()):
        raise NotYoursToRequestAmendment(subject=str(evaluation.subject))
    if not reason.strip():
        raise AmendmentReasonMissing()
    with transaction.atomic():
        evaluation = Evaluation.objects.select_for_update(of=("self",)).get(pk=evaluation.pk)
        if not evaluation.is_computed:
            raise FiguresNotReady()
        if evaluation.amendments.filter(state__in=PENDING).exists():
            raise AmendmentWaits(subject=str(evaluation.subject))
        amendment = Amendment.objects.create(
            evaluation=evaluation,
            reason=reason.strip(),
            was_locked=evaluation.is_locked,
            digest_before=digest_of(evaluation.figures),
            requested_by=requested_by,
            requested_at=now or timezone.now(),
        )
        log(instance=amendment, action="mentoring.request_amendment", user=requested_by)
        transaction.on_commit(partial(_nudge, str(amendment.pk)))
    return amendment


def prepare_amendment(*, amendment_id: UUID) -> bool:
    """Compare the figures with the records of today; return whether this call did. Where
    nothing differs there is nothing to decide. Safe to run twice."""
    waiting = Amendment.objects.filter(pk=amendment_id, state=AmendmentState.PREPARING)
    found = waiting.first()
    if found is None:
        return False
    evaluation = Evaluation.objects.with_scope().get(pk=found.evaluation_id)
    fresh = figures_now(evaluation)
    changes = differences(evaluation.figures, fresh)
    return bool(
        waiting.update(
            state=AmendmentState.REQUESTED if changes else AmendmentState.UNCHANGED,
            changes=changes,
            digest_before=digest_of(evaluation.figures),
            digest_after=digest_of(fresh),
        )
    )


def decide_amendment(
    *,
    amendment: Amendment,
    approve: bool,
    decided_by: Any,
    note: str = "",
    now: datetime | None = None,
) -> Amendment:
    """Approve or decline; an approved one writes its changes and gives the figures a new digest.

    Up to the lock a coordinator decides, after it a programme manager; nobody her own request.
    Raises NotYoursToDecideAmendment, AmendmentNotWaiting, FiguresMovedSince. Sends
    `evaluation_amended` after commit where locked figures changed.
    """
    with transaction.atomic():
        # Two who decide meet at the evaluation's row, then read the amendment.
        evaluation = (
            Evaluation.objects.select_for_update(of=("self",))
            .with_scope()
            .get(pk=amendment.evaluation_id)
        )
        amendment = Amendment.objects.get(pk=amendment.pk)
        _refuse_decider(amendment, evaluation, decided_by)
        amendment.state = AmendmentState.APPROVED if approve else AmendmentState.DECLINED
        amendment.was_locked = evaluation.is_locked
        amendment.decided_by, amendment.decided_at = decided_by, now or timezone.now()
        amendment.decision_note = note.strip()
        if approve:
            _write(evaluation, amendment)
        amendment.save()
        log(
            instance=amendment,
            action="mentoring.decide_amendment",
            user=decided_by,
            data={"approved": approve, "digest": amendment.digest_after if approve else ""},
        )
    return amendment


def wake_amendments() -> int:
    """Queue again what waits to be compared; comparing twice changes nothing."""
    keys = list(
        Amendment.objects.filter(state=AmendmentState.PREPARING).values_list("pk", flat=True)
    )
    for key in keys:
        transaction.on_commit(partial(_nudge, str(key)))
    return len(keys)


def _refuse_decider(amendment: Amendment, evaluation: Evaluation, user: Any) -> None:
    if not can_decide_amendments(user, evaluation, timezone.localdate()):
        raise NotYoursToDecideAmendment()
    if amendment.requested_by_id == user.pk:
        raise NotYoursToDecideAmendment()
    if not amendment.is_waiting:
        raise AmendmentNotWaiting()


def _write(evaluation: Evaluation, amendment: Amendment) -> None:
    if digest_of(evaluation.figures) != amendment.digest_before:
        raise FiguresMovedSince()
    evaluation.figures = changed(evaluation.figures, amendment.changes)
    if evaluation.is_locked:
        evaluation.state = EvaluationState.AMENDED
        evaluation.digest = digest_of(evaluation.figures)
        transaction.on_commit(
            partial(
                evaluation_amended.send_robust,
                sender=Evaluation,
                evaluation=evaluation,
                amendment=amendment,
            )
        )
    evaluation.save(update_fields=["figures", "state", "digest"])


def _nudge(key: str) -> None:
    current_app.tasks[conf.PREPARE_AMENDMENT_TASK].apply_async(args=[key])
