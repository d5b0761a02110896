"""Attendance sheets and minutes: asked for with a reason, made by a worker, gone in some days."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from celery import current_app
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, override

from mentoring.registry.models import CrafterGroup
from mentoring.registry.services.exports import note_export
from mentoring.sessions import conf
from mentoring.sessions.attendance_papers import paper_of, sessions_of
from mentoring.sessions.errors import NothingToPrint
from mentoring.sessions.models import (
    AttendancePaper,
    MentoringSession,
    PaperFormat,
    PaperKind,
    PaperState,
    StudyVisit,
    TrainingRun,
)
from mentoring.sessions.models.papers import LISTS
from mentoring.sessions.rendering import paper_pdf, paper_workbook
from mentoring.sessions.services.clock import moment
from mentoring.sessions.study_thanks import thank_you_sheet

MOST_ATTEMPTS = 3
MOST_SESSIONS = 200


@transaction.atomic
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
    note_export(
        register=str(paper.get_kind_display()),
        format=format,
        has_names=kind in LISTS,
        row_count=count,
        exported_by=asked_by,
        reason=reason,
    )
    paper.total = count
    paper.save()
    _queue(paper.pk)
    return paper


def make_paper(*, paper_id: UUID, now: datetime | None = None) -> bool:
    """Write the file of a paper; return whether this call did. Safe to run twice.

    A paper that failed MOST_ATTEMPTS times stays failed; the reason is in the site's log.
    """
    with transaction.atomic():
        waiting = AttendancePaper.objects.select_for_update(of=("self",))
        paper = waiting.filter(pk=paper_id, state=PaperState.WAITING).first()
        if paper is None:
            return False
        paper.attempts, paper.heartbeat_at = paper.attempts + 1, moment(now)
        if paper.attempts > MOST_ATTEMPTS:
            paper.state = PaperState.FAILED
        paper.save(update_fields=["attempts", "heartbeat_at", "state"])
    if paper.state == PaperState.FAILED:
        return False
    with override(paper.language):
        sessions = list(sessions_of(paper))
        written = _written(paper, sessions)
    with transaction.atomic():
        paper.file.save(f"paper.{paper.format}", ContentFile(written), save=False)
        paper.state, paper.ready_at = PaperState.READY, moment(now)
        paper.done = paper.total = len(sessions)
        paper.expires_at = moment(now) + timedelta(days=conf.paper_days())
        paper.save()
    return True


def _written(paper: AttendancePaper, sessions: list[MentoringSession]) -> bytes:
    """The file, in the active language."""
    if paper.kind == PaperKind.THANKS:
        visits = StudyVisit.objects.select_related("group", "sentra__place", "session")
        return thank_you_sheet(visits.get(session=paper.session_id))
    content = paper_of(paper, sessions)
    AttendancePaper.objects.filter(pk=paper.pk).update(done=len(sessions) // 2)
    write = paper_pdf if paper.format == PaperFormat.PDF else paper_workbook
    return write(content)


def tidy_papers(*, now: datetime | None = None) -> int:
    """Delete papers past their day, and wake those nobody is working on; return how many."""
    now = moment(now)
    silent = now - timedelta(seconds=conf.stale_paper_seconds())
    stale = AttendancePaper.objects.filter(state=PaperState.WAITING).filter(
        Q(heartbeat_at__lt=silent) | Q(heartbeat_at__isnull=True, asked_at__lt=silent)
    )
    touched = 0
    for key in stale.values_list("pk", flat=True):
        _queue(key)
        touched += 1
    kept_since = now - timedelta(days=conf.paper_days())
    over = Q(expires_at__lte=now) | Q(state=PaperState.FAILED, asked_at__lte=kept_since)
    for paper in AttendancePaper.objects.filter(over):
        if paper.file:
            paper.file.delete(save=False)
        paper.delete()
        touched += 1
    return touched


def _queue(key: UUID) -> None:
    transaction.on_commit(partial(_nudge, str(key)))


def _nudge(key: str) -> None:
    # Looked up by name: services never import tasks, and eager tests still run it.
    current_app.tasks[conf.MAKE_PAPER_TASK].apply_async(args=[key])


def is_open(paper: AttendancePaper) -> bool:
    """Whether the file may still be fetched."""
    return bool(paper.file) and paper.expires_at is not None and paper.expires_at > timezone.now()
