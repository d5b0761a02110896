"""Reports of locked figures: asked for, made by a worker, gone in some days."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from mentoring.incubation import conf
from mentoring.incubation.errors.evaluations import FiguresNotLocked, NotYoursToPrint
from mentoring.incubation.evaluations.group_result import result_of
from mentoring.incubation.evaluations.permissions import can_take_paper
from mentoring.incubation.evaluations.rendering import report_pdf, report_workbook, result_pdf
from mentoring.incubation.evaluations.report import report_of
from mentoring.incubation.models import Evaluation, EvaluationPaper, EvaluationPaperKind
from mentoring.registry.models.made_papers import MadePaperFormat
from mentoring.registry.services.made_papers import (
    ask_for_made_paper,
    make_paper_of,
    tidy_papers_of,
)


def ask_for_evaluation_paper(
    *,
    evaluation: Evaluation,
    kind: str,
    format: str,
    asked_by: Any,
    language: str = "",
    now: datetime | None = None,
) -> EvaluationPaper:
    """Return the paper that a worker is going to make of locked figures. It names no person.

    language: its code; "" for the active one.

    Raises NotYoursToPrint, FiguresNotLocked.
    """
    if not can_take_paper(asked_by, evaluation, kind):
        raise NotYoursToPrint()
    if not evaluation.is_locked:
        raise FiguresNotLocked()
    paper = EvaluationPaper(
        evaluation=evaluation,
        kind=kind,
        format=format,
        language=language or get_language() or "id",
        asked_by=asked_by,
        asked_at=now or timezone.now(),
    )
    return ask_for_made_paper(
        paper=paper,
        has_names=False,
        row_count=len(evaluation.figures.get("rows", {})) or 1,
        task=conf.MAKE_EVALUATION_PAPER_TASK,
    )


def make_evaluation_paper(*, paper_id: UUID, now: datetime | None = None) -> bool:
    """Write the file of a paper, as `make_paper_of` says.

    Figures that no longer fit their digest are not printed: the paper stays failed.
    """
    return make_paper_of(model=EvaluationPaper, paper_id=paper_id, write=_written, now=now)


def _written(paper: EvaluationPaper) -> bytes | None:
    """The file, in the active language; None of figures that do not fit their digest."""
    evaluation = Evaluation.objects.with_scope().get(pk=paper.evaluation_id)
    if not evaluation.has_kept_its_digest():
        return None
    paper.digest = evaluation.digest
    if paper.kind == EvaluationPaperKind.RESULT:
        return result_pdf(result_of(evaluation))
    write = report_pdf if paper.format == MadePaperFormat.PDF else report_workbook
    return write(report_of(evaluation))


def tidy_evaluation_papers(*, now: datetime | None = None) -> int:
    """Delete papers past their day, and wake those nobody is working on; return how many."""
    return tidy_papers_of(model=EvaluationPaper, task=conf.MAKE_EVALUATION_PAPER_TASK, now=now)
