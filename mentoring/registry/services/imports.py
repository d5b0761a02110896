"""What people do with lists that come as a file: take in, check, write, take back, try again.

Each moves the row of the import and nudges a worker (`import_work`).
"""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from celery import current_app
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.private_files import delete_on_commit
from mentoring.registry import conf
from mentoring.registry.errors import (
    ColumnsMissing,
    ImportFileGone,
    ImportFileTooLarge,
    NotReadyForThat,
    RowsStillWrong,
    TooLateToTakeBack,
)
from mentoring.registry.importing.kinds import KINDS, guessed_columns, known_headings
from mentoring.registry.importing.tables import heading_line
from mentoring.registry.models import (
    TRANSITIONS,
    ImportBatch,
    ImportRow,
    ImportState,
    RowState,
)
from mentoring.registry.services.taking_back import TAKE_BACK

_AT_ONCE = 500
_MEGABYTE = 1_000_000


@transaction.atomic
def take_in_list(
    *, kind: str, file: File, file_name: str, uploaded_by: Any, about: str = ""
) -> ImportBatch:
    """A new import whose columns are guessed from the headings; nothing is written yet.

    about: what a list of another room belongs to.
    Raises ImportFileTooLarge, ImportFileUnreadable.
    """
    if file.size > conf.import_max_bytes():
        raise ImportFileTooLarge(megabytes=conf.import_max_bytes() // _MEGABYTE)
    headings = [cell for cell in heading_line(file, known_headings(kind)).cells if cell]
    file.seek(0)
    batch = ImportBatch(
        kind=kind,
        about=about,
        file_name=file_name[-120:],
        headings=list(dict.fromkeys(headings)),
        columns=guessed_columns(kind, headings),
        uploaded_by=uploaded_by,
    )
    batch.file.save(f"{batch.pk}.table", file, save=False)
    batch.save()
    log(instance=batch, action="mentoring.take_in", user=uploaded_by, data={"kind": kind})
    return batch


@transaction.atomic
def check_list(*, batch: ImportBatch, columns: Mapping[str, str], asked_by: Any) -> ImportBatch:
    """Let a worker read and check every line. columns: field name -> heading.

    Raises NotReadyForThat, ImportFileGone, ColumnsMissing.
    """
    batch = _readable(_moved(batch, ImportState.CHECKING))
    if _stands(batch):
        raise NotReadyForThat(batch=batch, state=batch.get_state_display())
    wanted = {name: heading for name, heading in columns.items() if heading in batch.headings}
    missing = [c for c in KINDS[batch.kind].columns if c.is_required and c.name not in wanted]
    if missing:
        raise ColumnsMissing(columns=", ".join(str(column.label) for column in missing))
    batch.rows.all().delete()
    batch.columns, batch.rows_total, batch.rows_wrong = wanted, 0, 0
    batch.error_code, batch.written_at, batch.undone_at = "", None, None
    return _hand_to_worker(batch)


@transaction.atomic
def take_over_suggestions(*, batch: ImportBatch, asked_by: Any) -> ImportBatch:
    """Write the suggested words into lines whose every problem has one, and check those again.

    Raises NotReadyForThat, ImportFileGone.
    """
    batch = _readable(_moved(batch, ImportState.CHECKING))
    changed = []
    for row in batch.rows.filter(state=RowState.WRONG).iterator(_AT_ONCE):
        if all(problem["suggestion"] for problem in row.problems):
            row.said |= {each["field"]: each["suggestion"] for each in row.problems}
            row.state, row.problems = RowState.READ, []
            changed.append(row)
    ImportRow.objects.bulk_update(changed, ["said", "state", "problems"], batch_size=_AT_ONCE)
    return _hand_to_worker(batch)


@transaction.atomic
def write_list(*, batch: ImportBatch, written_by: Any) -> ImportBatch:
    """Let a worker write every line. Raises NotReadyForThat, ImportFileGone,
    RowsStillWrong.
    """
    batch = _readable(_moved(batch, ImportState.WRITING))
    if batch.rows_wrong:
        raise RowsStillWrong(count=batch.rows_wrong)
    log(instance=batch, action="mentoring.write_list", user=written_by)
    return _hand_to_worker(batch)


@transaction.atomic
def take_back_list(*, batch: ImportBatch, taken_back_by: Any) -> ImportBatch:
    """Let a worker delete what was written. What somebody worked on since stays, and so does
    what `taken_back_by` does not answer for.

    Raises NotReadyForThat, TooLateToTakeBack.
    """
    batch = _moved(batch, ImportState.UNDOING)
    if not batch.can_be_taken_back(timezone.now()):
        raise TooLateToTakeBack(batch=batch, days=conf.import_undo_days())
    batch.error_code = ""
    log(instance=batch, action=TAKE_BACK, user=taken_back_by)
    return _hand_to_worker(batch)


@transaction.atomic
def try_again(*, batch: ImportBatch, asked_by: Any) -> ImportBatch:
    """Let a worker begin once more with a list that came to nothing.

    What still stands of it is taken back; then, or where nothing stands, it is checked anew
    with the columns that were chosen. Raises NotReadyForThat, ImportFileGone.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not batch.came_to_nothing:
        raise NotReadyForThat(batch=batch, state=batch.get_state_display())
    if _stands(batch):
        return take_back_list(batch=batch, taken_back_by=asked_by)
    return check_list(batch=batch, columns=batch.columns, asked_by=asked_by)


@transaction.atomic
def forget_list(*, batch: ImportBatch) -> None:
    """Delete the file and what its lines said. What was written can still be taken back."""
    delete_on_commit(batch.file)
    ImportBatch.objects.filter(pk=batch.pk).update(file="")
    batch.rows.update(said={}, problems=[])
    log(instance=batch, action="mentoring.forget_list")


def _moved(batch: ImportBatch, state: ImportState) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if state not in TRANSITIONS[batch.state]:
        raise NotReadyForThat(batch=batch, state=batch.get_state_display())
    batch.state = state
    return batch


def _stands(batch: ImportBatch) -> bool:
    """Whether something of the list is written."""
    return batch.rows.filter(state=RowState.WRITTEN).exists()


def _readable(batch: ImportBatch) -> ImportBatch:
    if not batch.file:
        raise ImportFileGone
    return batch


def _hand_to_worker(batch: ImportBatch) -> ImportBatch:
    batch.rows_done, batch.claim, batch.heartbeat_at = 0, None, timezone.now()
    batch.tries = 0
    batch.save()
    transaction.on_commit(lambda: _nudge(batch.pk), robust=True)
    return batch


def _nudge(batch_id: uuid.UUID) -> None:
    current_app.tasks[conf.RUN_IMPORT].apply_async(args=[str(batch_id)])


def requeue_stale_imports() -> int:
    """Nudge a worker for imports nobody has worked on for a while; return how many."""
    silent_since = timezone.now() - timedelta(seconds=conf.stale_after_seconds())
    stale = ImportBatch.objects.at_work().filter(heartbeat_at__lt=silent_since)
    batch_ids = list(stale.values_list("pk", flat=True))
    for batch_id in batch_ids:
        _nudge(batch_id)
    return len(batch_ids)
