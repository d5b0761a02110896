"""What is done with lists that come as a file: taken in, checked, written whole, taken back.

The batch and its rows are the truth; workers claim a batch, leave a heartbeat with every part
and go on where the rows stand. A list is written whole or not at all: what cannot be finished
is taken back.
"""

import logging
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import chain, islice
from typing import Any

from celery import current_app
from django.apps import apps
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone, translation
from wagtail.log_actions import log

from mentoring.errors import MentoringError
from mentoring.private_files import delete_on_commit
from mentoring.registry import conf
from mentoring.registry.errors import (
    ColumnsMissing,
    ImportFileGone,
    ImportFileTooLarge,
    ImportFileUnreadable,
    NotReadyForThat,
    RowsStillWrong,
    TooLateToTakeBack,
)
from mentoring.registry.importing.kinds import KINDS, guessed_columns, known_headings
from mentoring.registry.importing.lines import CheckedLine, Known, ListKind, check_lines
from mentoring.registry.importing.tables import heading_line, lines
from mentoring.registry.models import (
    BACKGROUND,
    TRANSITIONS,
    ImportBatch,
    ImportRow,
    ImportState,
    Membership,
    Person,
    RowState,
)
from mentoring.registry.services.keeping import tell_after_commit
from mentoring.registry.services.taking_back import TAKE_BACK, who_takes_back, why_lines_stay
from mentoring.registry.signals import member_added

logger = logging.getLogger(__name__)

PART = 500
_MEGABYTE = 1_000_000


class _TakenOver(Exception):
    """The claim no longer stands."""


class _CannotFinish(Exception):
    """What was in order when it was checked no longer is."""


@transaction.atomic
def take_in_list(*, kind: str, file: File, file_name: str, uploaded_by: Any) -> ImportBatch:
    """A new import whose columns are guessed from the headings; nothing is written yet.

    Raises ImportFileTooLarge, ImportFileUnreadable.
    """
    if file.size > conf.import_max_bytes():
        raise ImportFileTooLarge(megabytes=conf.import_max_bytes() // _MEGABYTE)
    headings = [cell for cell in heading_line(file, known_headings(kind)).cells if cell]
    file.seek(0)
    batch = ImportBatch(
        kind=kind,
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
    wanted = {name: heading for name, heading in columns.items() if heading in batch.headings}
    missing = [c for c in KINDS[batch.kind].columns if c.is_required and c.name not in wanted]
    if missing:
        raise ColumnsMissing(columns=", ".join(str(column.label) for column in missing))
    batch.rows.all().delete()
    batch.columns, batch.rows_total, batch.rows_wrong = wanted, 0, 0
    batch.error_code = ""
    return _hand_to_worker(batch)


@transaction.atomic
def take_over_suggestions(*, batch: ImportBatch, asked_by: Any) -> ImportBatch:
    """Write the suggested words into lines whose every problem has one, and check those again.

    Raises NotReadyForThat, ImportFileGone.
    """
    batch = _readable(_moved(batch, ImportState.CHECKING))
    changed = []
    for row in batch.rows.filter(state=RowState.WRONG).iterator(PART):
        if all(problem["suggestion"] for problem in row.problems):
            row.said |= {each["field"]: each["suggestion"] for each in row.problems}
            row.state, row.problems = RowState.READ, []
            changed.append(row)
    ImportRow.objects.bulk_update(changed, ["said", "state", "problems"], batch_size=PART)
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
    days = conf.import_undo_days()
    if batch.written_at and batch.written_at < timezone.now() - timedelta(days=days):
        raise TooLateToTakeBack(batch=batch, days=days)
    batch.error_code = ""
    log(instance=batch, action=TAKE_BACK, user=taken_back_by)
    return _hand_to_worker(batch)


@transaction.atomic
def forget_list(*, batch: ImportBatch) -> None:
    """Delete the file and what its lines said. What was written can still be taken back."""
    delete_on_commit(batch.file)
    ImportBatch.objects.filter(pk=batch.pk).update(file="")
    batch.rows.update(said={}, problems=[])
    log(instance=batch, action="mentoring.forget_list")


def run_import(*, batch_id: uuid.UUID) -> None:
    """Do what the state of the batch asks for. Safe to call twice: one caller claims it."""
    if (batch := _claimed(batch_id)) is None:
        return
    work = {
        ImportState.CHECKING: _check,
        ImportState.WRITING: _write,
        ImportState.UNDOING: _take_back,
    }
    # Words of choices are those of the site's own language, whoever started the worker.
    with translation.override("id"):
        try:
            work[ImportState(batch.state)](batch)
        except _TakenOver:
            return
        except MentoringError as refusal:
            _give_up(batch, refusal.code)
        except ValueError:
            # Whatever a broken file makes of the parts that read it: another try ends alike.
            logger.exception("The import %s cannot be worked on.", batch.pk)
            _give_up(batch, ImportFileUnreadable.code)


def requeue_stale_imports() -> int:
    """Nudge a worker for imports nobody has worked on for a while; return how many."""
    silent_since = timezone.now() - timedelta(seconds=conf.stale_after_seconds())
    stale = ImportBatch.objects.at_work().filter(heartbeat_at__lt=silent_since)
    batch_ids = list(stale.values_list("pk", flat=True))
    for batch_id in batch_ids:
        _nudge(batch_id)
    return len(batch_ids)


def _moved(batch: ImportBatch, state: ImportState) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if state not in TRANSITIONS[batch.state]:
        raise NotReadyForThat(batch=batch, state=batch.get_state_display())
    batch.state = state
    return batch


def _readable(batch: ImportBatch) -> ImportBatch:
    if not batch.file:
        raise ImportFileGone
    return batch


def _hand_to_worker(batch: ImportBatch) -> ImportBatch:
    batch.rows_done, batch.claim, batch.heartbeat_at = 0, None, timezone.now()
    batch.save()
    transaction.on_commit(partial(_nudge, batch.pk), robust=True)
    return batch


def _nudge(batch_id: uuid.UUID) -> None:
    current_app.tasks[conf.RUN_IMPORT].apply_async(args=[str(batch_id)])


def _claimed(batch_id: uuid.UUID) -> ImportBatch | None:
    claim, now = uuid.uuid4(), timezone.now()
    silent_since = now - timedelta(seconds=conf.stale_after_seconds())
    free = Q(claim__isnull=True) | Q(heartbeat_at__lt=silent_since)
    ImportBatch.objects.filter(free, pk=batch_id, state__in=BACKGROUND).update(
        claim=claim, heartbeat_at=now
    )
    return ImportBatch.objects.filter(pk=batch_id, claim=claim).first()


def _sign(batch: ImportBatch, **progress: Any) -> None:
    """Write progress and a heartbeat, inside the transaction of a part.

    Raises _TakenOver when another worker holds the claim: the part is then rolled back.
    """
    mine = ImportBatch.objects.filter(pk=batch.pk, claim=batch.claim)
    if not mine.update(heartbeat_at=timezone.now(), **progress):
        raise _TakenOver
    for name, value in progress.items():
        setattr(batch, name, value)


def _give_up(batch: ImportBatch, code: str) -> None:
    """End an import with the code of the sentence its page shows; no list stays half written."""
    with suppress(_TakenOver):
        if batch.state == ImportState.WRITING:
            _sign(batch, state=ImportState.UNDOING, error_code=code, rows_done=0)
            _take_back(batch)
        else:
            _finish(batch, ImportState.FAILED, error_code=code)


def _finish(batch: ImportBatch, state: ImportState, **more: Any) -> None:
    _sign(batch, state=state, claim=None, **more)


def _known(batch: ImportBatch) -> Known:
    return Known(user=batch.uploaded_by, today=timezone.localdate())


def _parts(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while part := list(islice(rows, PART)):
        yield part


def _check(batch: ImportBatch) -> None:
    kind, known = KINDS[batch.kind], _known(batch)
    with batch.file.open("rb") as file:
        heading = heading_line(file, known_headings(batch.kind))
        places = {name: heading.cells.index(text) for name, text in batch.columns.items()}
        last = _remember_lines(batch, known)
        wanted = (line for line in lines(file) if line.number > max(heading.number, last))
        for part in _parts(wanted):
            said = [
                CheckedLine(line.number, {n: _cell(line.cells, p) for n, p in places.items()})
                for line in part
            ]
            said = [line for line in said if any(line.said.values())]
            check_lines(kind, said, known)
            with transaction.atomic():
                ImportRow.objects.bulk_create(_row(batch, line) for line in said)
                _sign(batch, rows_total=batch.rows_total + len(said), rows_done=line_count(batch))
    _check_again(batch, kind, known)
    wrong = batch.rows.filter(state=RowState.WRONG).count()
    total = batch.rows.count()
    _finish(batch, ImportState.CHECKED, rows_wrong=wrong, rows_total=total, rows_done=total)


def line_count(batch: ImportBatch) -> int:
    return batch.rows.exclude(state=RowState.READ).count()


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _row(batch: ImportBatch, line: CheckedLine) -> ImportRow:
    state = RowState.WRONG if line.problems else RowState.READY
    return ImportRow(
        batch=batch, number=line.number, said=line.said, state=state, problems=line.problems
    )


def _remember_lines(batch: ImportBatch, known: Known) -> int:
    """Let `known` see the lines of a run that was cut off; return the number of the last."""
    last = 0
    kind = KINDS[batch.kind]
    for part in _parts(batch.rows.exclude(state=RowState.READ).iterator(PART)):
        check_lines(kind, [CheckedLine(row.number, row.said) for row in part], known)
        last = part[-1].number
        _sign(batch)
    newest = batch.rows.order_by("-number").values_list("number", flat=True).first()
    return max(last, newest or 0)


def _check_again(batch: ImportBatch, kind: ListKind, known: Known) -> None:
    """Check lines into which suggestions were written."""
    while part := list(batch.rows.filter(state=RowState.READ)[:PART]):
        checked = [CheckedLine(row.number, row.said) for row in part]
        check_lines(kind, checked, known)
        for row, line in zip(part, checked, strict=True):
            row.problems = line.problems
            row.state = RowState.WRONG if line.problems else RowState.READY
        with transaction.atomic():
            ImportRow.objects.bulk_update(part, ["problems", "state"])
            _sign(batch)


def _write(batch: ImportBatch) -> None:
    kind, known = KINDS[batch.kind], _known(batch)
    source = f"import {batch.file_name}"[:80]
    try:
        while part := list(batch.rows.filter(state=RowState.READY)[:PART]):
            with transaction.atomic():
                _write_part(part, kind, known, source)
                _sign(batch, rows_done=batch.rows_done + len(part))
    except (_CannotFinish, IntegrityError):
        # A group was deleted or a name taken since the check: nothing of the list stays.
        _sign(batch, state=ImportState.UNDOING, error_code="changed_meanwhile", rows_done=0)
        _take_back(batch)
        return
    _finish(batch, ImportState.WRITTEN, written_at=timezone.now())


def _write_part(part: list[ImportRow], kind: ListKind, known: Known, source: str) -> None:
    checked = [CheckedLine(row.number, row.said) for row in part]
    check_lines(kind, checked, known)
    if any(line.problems for line in checked):
        raise _CannotFinish
    made = kind.write([line.values for line in checked], known, source)
    for each in chain.from_iterable(made):
        if isinstance(each, Membership):
            tell_after_commit(member_added, Membership, membership=each, added_by=known.user)
    for row, objects in zip(part, made, strict=True):
        row.made = [[each._meta.label, str(each.pk)] for each in objects]
        row.state = RowState.WRITTEN
    ImportRow.objects.bulk_update(part, ["made", "state"])


def _take_back(batch: ImportBatch) -> None:
    user = who_takes_back(batch)
    written = batch.rows.filter(state=RowState.WRITTEN).order_by("-number")
    while part := list(written[:PART]):
        with transaction.atomic():
            _delete_part(part, why_lines_stay(part, batch, user))
            _sign(batch, rows_done=batch.rows_done + len(part))
    _finish(batch, ImportState.UNDONE, undone_at=timezone.now())


def _delete_part(part: list[ImportRow], staying: Mapping[int, str]) -> None:
    """Delete what was written from `part`; one by one where somebody built on it.

    staying: key of a line -> code of the reason why it is kept.
    """
    going = [row for row in part if row.pk not in staying]
    if not _deleted(going):
        for row in going:
            row.state = RowState.UNDONE if _deleted([row]) else RowState.KEPT
    for row in part:
        if code := staying.get(row.pk):
            row.state = RowState.KEPT
            row.problems = [{"code": code, "field": "", "facts": {}, "suggestion": ""}]
    ImportRow.objects.bulk_update(part, ["state", "problems"])


def _deleted(part: list[ImportRow]) -> bool:
    """Whether all that was written from `part` is deleted; if not, all of it stands."""
    by_model: dict[str, list[str]] = {}
    for row in part:
        for label, pk in row.made:
            by_model.setdefault(label, []).append(pk)
    if _have_accounts(by_model.get(Person._meta.label, [])):
        return False
    try:
        with transaction.atomic():
            # The last made goes first: a membership before its person.
            for label, keys in reversed(by_model.items()):
                apps.get_model(label)._base_manager.filter(pk__in=keys).delete()
    except ProtectedError:
        return False
    for row in part:
        row.state = RowState.UNDONE
    return True


def _have_accounts(people: list[str]) -> bool:
    """Whether one of them has taken part by now."""
    return Person.objects.filter(pk__in=people, user__isnull=False).exists()
