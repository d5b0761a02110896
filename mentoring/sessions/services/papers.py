"""Attendance sheets and minutes: asked for with a reason, made by a worker, gone in some days."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from mentoring.registry.models import CrafterGroup
from mentoring.registry.models.made_papers import MadePaperFormat
from mentoring.registry.services.made_papers import (
    ask_for_made_paper,
    make_paper_of,
    tidy_papers_of,
)
from mentoring.sessions import conf
from mentoring.sessions.attendance_papers import paper_of, sessions_of
from mentoring.sessions.errors import NothingToPrint
from mentoring.sessions.models import (
    AttendancePaper,
    MentoringSession,
    PaperKind,
    StudyVisit,
    TrainingRun,
)
from mentoring.sessions.models.papers import LISTS
from mentoring.sessions.rendering import paper_pdf, paper_workbook
from mentoring.sessions.services.clock import moment
from mentoring.sessions.study_thanks import thank_you_sheet

MOST_SESSIONS = 200


def ask_for_paper(
    *,
    kind: str,
    format: str,
    reason: str,
    asked_by: Any,
    run: TrainingRun | None = None,
    session: MentoringSession | None = None,
    group: CrafterGroup | None = None,
    month: date | None = None,
    now: datetime | None = None,
) -> AttendancePaper:
    """Return the paper that a worker is going to make; that names leave is kept with why.

    A thank-you sheet names nobody of the group, so it needs no reason. month: any day of it,
    with `group`. Raises ExportNeedsReason, NothingToPrint (no session of the kind asked for,
    or more than MOST_SESSIONS).
    """
    paper = AttendancePaper(
        kind=kind,
        format=format,
        run=run,
        session=session,
        group=group,
        month=month.replace(day=1) if month else None,
        language=get_language() or "id",
        reason=" ".join(reason.split()),
        asked_by=asked_by,
        asked_at=moment(now),
    )
    count = sessions_of(paper).count()
    if not 0 < count <= MOST_SESSIONS:
        raise NothingToPrint(count=count, most=MOST_SESSIONS)
    paper.total = count
    return ask_for_made_paper(
        paper=paper,
        has_names=kind in LISTS,
        row_count=count,
        reason=reason,
        task=conf.MAKE_PAPER_TASK,
    )


def make_paper(*, paper_id: UUID, now: datetime | None = None) -> bool:
    """Write the file of a paper, as `make_paper_of` says; return whether this call did."""
    return make_paper_of(model=AttendancePaper, paper_id=paper_id, write=_written, now=now)


def _written(paper: AttendancePaper) -> bytes:
    """The file, in the active language."""
    sessions = list(sessions_of(paper))
    paper.done = paper.total = len(sessions)
    if paper.kind == PaperKind.THANKS:
        visits = StudyVisit.objects.select_related("group", "sentra__place", "session")
        return thank_you_sheet(visits.get(session=paper.session_id))
    content = paper_of(paper, sessions)
    AttendancePaper.objects.filter(pk=paper.pk).update(done=len(sessions) // 2)
    write = paper_pdf if paper.format == MadePaperFormat.PDF else paper_workbook
    return write(content)


def tidy_papers(*, now: datetime | None = None) -> int:
    """Delete papers past their day, and wake those nobody is working on; return how many."""
    return tidy_papers_of(model=AttendancePaper, task=conf.MAKE_PAPER_TASK, now=now)
