"""What a worker does with a list: check every line, write the whole of it, delete it again.

The batch and its rows are the truth; workers claim a batch, leave a heartbeat with every part
and go on where the rows stand. A list is written whole or not at all: what cannot be finished
is taken back. A list whose worker stops again and again without finishing a part is given up.
"""

import logging
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import chain, islice
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError, Q
from django.utils import timezone, translation

from mentoring.errors import MentoringError
from mentoring.registry import conf
from mentoring.registry.errors import (
    ImportFileUnreadable,
    ImportKeepsStopping,
    TakingBackKeepsStopping,
)
from mentoring.registry.importing.kinds import KINDS, known_headings
from mentoring.registry.importing.lines import CheckedLine, Known, ListKind, check_lines
from mentoring.registry.importing.tables import heading_line, lines
from mentoring.registry.models import (
    BACKGROUND,
    ImportBatch,
    ImportRow,
    ImportState,
    Membership,
    Person,
    RowState,
)
from mentoring.registry.services.keeping import tell_after_commit
from mentoring.registry.services.taking_back import who_takes_back, why_lines_stay
from mentoring.registry.signals import member_added

logger = logging.getLogger(__name__)

PART = 500
# So often a worker takes up a list without finishing one more part of it.
MOST_TRIES = 3


class _TakenOver(Exception):
    """The claim no longer stands."""


class _CannotFinish(Exception):
    """What was in order when it was checked no longer is."""


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
        if batch.tries > MOST_TRIES:
            logger.error("The import %s stopped %s times; it is given up.", batch.pk, MOST_TRIES)
            _give_up(batch, ImportKeepsStopping.code)
            return
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


def _claimed(batch_id: uuid.UUID) -> ImportBatch | None:
    claim, now = uuid.uuid4(), timezone.now()
    silent_since = now - timedelta(seconds=conf.stale_after_seconds())
    free = Q(claim__isnull=True) | Q(heartbeat_at__lt=silent_since)
    ImportBatch.objects.filter(free, pk=batch_id, state__in=BACKGROUND).update(
        claim=claim, heartbeat_at=now, tries=F("tries") + 1
    )
    return ImportBatch.objects.filter(pk=batch_id, claim=claim).first()


def _sign(batch: ImportBatch, **progress: Any) -> None:
    """Write progress and a heartbeat, inside the transaction of a part.

    Progress is a new beginning for counting tries. Raises _TakenOver when another worker
    holds the claim: the part is then rolled back.
    """
    if progress:
        progress["tries"] = 0
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
        elif batch.state == ImportState.UNDOING:
            _finish(batch, ImportState.FAILED, error_code=TakingBackKeepsStopping.code)
        else:
            _finish(batch, ImportState.FAILED, error_code=code)


def _finish(batch: ImportBatch, state: ImportState, **more: Any) -> None:
    _sign(batch, state=state, claim=None, **more)


def _known(batch: ImportBatch) -> Known:
    kind = KINDS[batch.kind]
    return kind.known(user=batch.uploaded_by, today=timezone.localdate(), about=batch.about)


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
            _sign(batch, rows_done=line_count(batch))


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
    KINDS[batch.kind].taken_back(_known(batch))
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
