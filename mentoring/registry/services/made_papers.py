"""Papers that a worker makes: asked for and noted, made once, deleted after some days."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

from celery import current_app
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from mentoring.conf import paper_days, stale_paper_seconds
from mentoring.registry.models.made_papers import MadePaper, MadePaperState
from mentoring.registry.services.exports import note_export

MOST_ATTEMPTS = 3

Paper = TypeVar("Paper", bound=MadePaper)


@transaction.atomic
def ask_for_made_paper(
    *, paper: Paper, has_names: bool, row_count: int, task: str, reason: str = ""
) -> Paper:
    """Keep `paper` and that it leaves the registers, and wake a worker on commit.

    row_count: of what is printed. task: the name of the room's task, called with the key of
    the paper. Raises ExportNeedsReason for a paper that names people.
    """
    note_export(
        register=str(paper.get_kind_display()),
        format=paper.format,
        has_names=has_names,
        row_count=row_count,
        exported_by=paper.asked_by,
        reason=reason,
    )
    paper.save()
    _queue(paper.pk, task)
    return paper


def make_paper_of(
    *,
    model: type[Paper],
    paper_id: UUID,
    write: Callable[[Paper], bytes | None],
    now: datetime | None = None,
) -> bool:
    """Write the file of a paper; return whether this call did. Safe to run twice.

    write: the file, in the paper's language; it may set fields of the paper. None when what
    is to be printed must not be: the paper stays failed. So does one that was begun
    MOST_ATTEMPTS times; the reason is in the site's log.
    """
    now = now or timezone.now()
    paper = _taken(model, paper_id, now)
    if paper is None:
        return False
    with override(paper.language):
        content = write(paper)
    with transaction.atomic():
        # Whoever wrote first has written: a second file would be known to nobody.
        if _waiting(model, paper.pk) is None:
            return False
        if content is None:
            paper.state = MadePaperState.FAILED
        else:
            paper.file.save(f"paper.{paper.format}", ContentFile(content), save=False)
            paper.state, paper.ready_at = MadePaperState.READY, now
            paper.expires_at = now + timedelta(days=paper_days())
        paper.save()
    return content is not None


def tidy_papers_of(*, model: type[MadePaper], task: str, now: datetime | None = None) -> int:
    """Delete papers past their day, and wake those nobody is working on; return how many."""
    now = now or timezone.now()
    silent = now - timedelta(seconds=stale_paper_seconds())
    stale = model._default_manager.filter(state=MadePaperState.WAITING).filter(
        Q(heartbeat_at__lt=silent) | Q(heartbeat_at__isnull=True, asked_at__lt=silent)
    )
    touched = 0
    for key in stale.values_list("pk", flat=True):
        _queue(key, task)
        touched += 1
    kept_since = now - timedelta(days=paper_days())
    over = Q(expires_at__lte=now) | Q(state=MadePaperState.FAILED, asked_at__lte=kept_since)
    for paper in model._default_manager.filter(over):
        if paper.file:
            paper.file.delete(save=False)
        paper.delete()
        touched += 1
    return touched


def _taken(model: type[Paper], paper_id: UUID, now: datetime) -> Paper | None:
    """The paper that this worker is to write; None if there is nothing to write."""
    with transaction.atomic():
        paper = _waiting(model, paper_id)
        if paper is None:
            return None
        paper.attempts, paper.heartbeat_at = paper.attempts + 1, now
        if paper.attempts > MOST_ATTEMPTS:
            paper.state = MadePaperState.FAILED
        paper.save(update_fields=["attempts", "heartbeat_at", "state"])
    return paper if paper.state == MadePaperState.WAITING else None


def _waiting(model: type[Paper], paper_id: UUID) -> Paper | None:
    locked = model._default_manager.select_for_update(of=("self",))
    return locked.filter(pk=paper_id, state=MadePaperState.WAITING).first()


def _queue(key: UUID, task: str) -> None:
    transaction.on_commit(partial(_nudge, str(key), task))


def _nudge(key: str, task: str) -> None:
    # Looked up by name: services never import tasks, and eager tests still run it.
    current_app.tasks[task].apply_async(args=[key])
