"""Reports of locked figures: asked for, made by a worker, gone in some days."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from celery import current_app
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, override

from mentoring.incubation import conf
from mentoring.incubation.errors.evaluations import FiguresNotLocked, NotYoursToPrint
from mentoring.incubation.evaluations.group_result import result_of
from mentoring.incubation.evaluations.permissions import can_take_paper
from mentoring.incubation.evaluations.rendering import report_pdf, report_workbook, result_pdf
from mentoring.incubation.evaluations.report import report_of
from mentoring.incubation.models import (
    Evaluation,
    EvaluationPaper,
    EvaluationPaperFormat,
    EvaluationPaperKind,
    EvaluationPaperState,
)
from mentoring.registry.services.exports import note_export
from mentoring.sessions.conf import paper_days, stale_paper_seconds

MOST_ATTEMPTS = 3


@transaction.atomic
def ask_for_evaluation_paper(
    *, evaluation: Evaluation, kind: str, format: str, asked_by: Any, now: datetime | None = None
) -> EvaluationPaper:
    """Return the paper that a worker is going to make of locked figures. It names no person.

    Raises NotYoursToPrint, FiguresNotLocked.
    """
    if not can_take_paper(asked_by, evaluation, kind):
        raise NotYoursToPrint()
    if not evaluation.is_locked:
        raise FiguresNotLocked()
    paper = EvaluationPaper.objects.create(
        evaluation=evaluation,
        kind=kind,
        format=format,
        language=get_language() or "id",
        asked_by=asked_by,
        asked_at=now or timezone.now(),
    )
    note_export(
        register=str(paper.get_kind_display()),
        format=format,
        has_names=False,
        row_count=len(evaluation.figures.get("rows", {})) or 1,
        exported_by=asked_by,
    )
    _queue(paper.pk)
    return paper


def make_evaluation_paper(*, paper_id: UUID, now: datetime | None = None) -> bool:
    """Write the file of a paper; return whether this call did. Safe to run twice.

    Figures that no longer fit their digest are not printed: the paper stays failed. So does
    one that was begun MOST_ATTEMPTS times.
    """
    now = now or timezone.now()
    paper = _taken(paper_id, now)
    if paper is None or paper.state == EvaluationPaperState.FAILED:
        return False
    with override(paper.language):
        written = _written(paper)
    with transaction.atomic():
        # Whoever wrote first has written: a second file would be known to nobody.
        waiting = EvaluationPaper.objects.select_for_update().filter(
            pk=paper.pk, state=EvaluationPaperState.WAITING
        )
        if waiting.first() is None:
            return False
        paper.file.save(f"paper.{paper.format}", ContentFile(written), save=False)
        paper.state, paper.ready_at = EvaluationPaperState.READY, now
        paper.digest = paper.evaluation.digest
        paper.expires_at = now + timedelta(days=paper_days())
        paper.save()
    return True


def _taken(paper_id: UUID, now: datetime) -> EvaluationPaper | None:
    with transaction.atomic():
        waiting = EvaluationPaper.objects.select_for_update(of=("self",))
        paper = waiting.filter(pk=paper_id, state=EvaluationPaperState.WAITING).first()
        if paper is None:
            return None
        paper.evaluation = Evaluation.objects.with_scope().get(pk=paper.evaluation_id)
        paper.attempts, paper.heartbeat_at = paper.attempts + 1, now
        if paper.attempts > MOST_ATTEMPTS or not paper.evaluation.has_kept_its_digest():
            paper.state = EvaluationPaperState.FAILED
        paper.save(update_fields=["attempts", "heartbeat_at", "state"])
    return paper


def _written(paper: EvaluationPaper) -> bytes:
    """The file, in the active language."""
    if paper.kind == EvaluationPaperKind.RESULT:
        return result_pdf(result_of(paper.evaluation))
    write = report_pdf if paper.format == EvaluationPaperFormat.PDF else report_workbook
    return write(report_of(paper.evaluation))


def tidy_evaluation_papers(*, now: datetime | None = None) -> int:
    """Delete papers past their day, and wake those nobody is working on; return how many."""
    now = now or timezone.now()
    silent = now - timedelta(seconds=stale_paper_seconds())
    stale = EvaluationPaper.objects.filter(state=EvaluationPaperState.WAITING).filter(
        Q(heartbeat_at__lt=silent) | Q(heartbeat_at__isnull=True, asked_at__lt=silent)
    )
    touched = 0
    for key in stale.values_list("pk", flat=True):
        _queue(key)
        touched += 1
    kept_since = now - timedelta(days=paper_days())
    over = Q(expires_at__lte=now) | Q(state=EvaluationPaperState.FAILED, asked_at__lte=kept_since)
    for paper in EvaluationPaper.objects.filter(over):
        if paper.file:
            paper.file.delete(save=False)
        paper.delete()
        touched += 1
    return touched


def _queue(key: UUID) -> None:
    transaction.on_commit(partial(_nudge, str(key)))


def _nudge(key: str) -> None:
    # Looked up by name: services never import tasks, and eager tests still run it.
    current_app.tasks[conf.MAKE_EVALUATION_PAPER_TASK].apply_async(args=[key])
