"""What people do with lists of past certificates: send, check, keep, take back, drop.

Each moves the row of the list and nudges a worker (`past_work`). A clerk sends, a head who did
not send it compares rows and scans and keeps them: anybody who checks a code is told of them.
"""

import tempfile
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import IO, Any

from celery import current_app
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from certificates import conf
from certificates.after_commit import after_commit
from certificates.errors import NotAllowed
from certificates.legacy.columns import COLUMNS, guessed_columns, known_headings
from certificates.legacy.errors import (
    OwnPastList,
    PastColumnsMissing,
    PastNotReady,
    PastRowsWrong,
    PastTooOld,
    SentTooMuch,
)
from certificates.legacy.tables import read_table
from certificates.models import CertificateType, ImportState, LegacyImport
from certificates.models.imports import NOT_KEPT, TRANSITIONS
from certificates.permissions import can_keep_past, can_send_past

_MEGABYTE = 1_000_000


@transaction.atomic
def send_past(
    *, certificate_type: CertificateType, table: File, scans: Sequence[File], sent_by: Any
) -> LegacyImport:
    """A new list whose columns are guessed from the headings; nothing is kept yet.

    scans: PDFs, pictures, or ZIPs of them. Raises NotAllowed, SentTooMuch, TableUnreadable,
    TableTooLong.
    """
    issuer = certificate_type.issuer
    if not can_send_past(sent_by, issuer):
        raise NotAllowed(issuer=issuer)
    found = LegacyImport(issuer=issuer, type=certificate_type, made_by=sent_by)
    _take_table(found, table)
    _take_scans(found, scans)
    found.save()
    log(instance=found, action="certificates.send_past", user=sent_by)
    return found


@transaction.atomic
def send_again(
    *, found: LegacyImport, table: File | None, scans: Sequence[File], sent_by: Any
) -> LegacyImport:
    """A corrected table, more scans, or both; then a worker checks all of it anew.

    Raises NotAllowed, PastNotReady, SentTooMuch, TableUnreadable, TableTooLong,
    PastColumnsMissing.
    """
    found = _moved(found, ImportState.CHECKING, sent_by)
    if table is not None:
        old = found.file.name
        _take_table(found, table)
        transaction.on_commit(partial(found.file.storage.delete, old))
    _take_scans(found, scans)
    return _checked_by_worker(found, found.columns)


@transaction.atomic
def check_past(*, found: LegacyImport, columns: Mapping[str, str], asked_by: Any) -> LegacyImport:
    """Let a worker read the scans and check every row. columns: field name -> heading.

    Raises NotAllowed, PastNotReady, PastColumnsMissing.
    """
    return _checked_by_worker(_moved(found, ImportState.CHECKING, asked_by), columns)


@transaction.atomic
def take_over_suggestions(*, found: LegacyImport, asked_by: Any) -> LegacyImport:
    """Write the suggested words into rows whose every problem has one, and check all again.

    Raises NotAllowed, PastNotReady.
    """
    found = _moved(found, ImportState.CHECKING, asked_by)
    for row in found.faulty_rows:
        if all(problem["suggestion"] for problem in row["problems"]):
            row["said"] |= {each["field"]: each["suggestion"] for each in row["problems"]}
    return _hand_to_worker(found)


@transaction.atomic
def keep_past(*, found: LegacyImport, kept_by: Any) -> LegacyImport:
    """Let a worker write every row into the register, or none.

    Raises NotAllowed, OwnPastList, PastNotReady, PastRowsWrong.
    """
    if found.made_by_id == kept_by.pk:
        raise OwnPastList()
    found = _moved(found, ImportState.KEEPING, kept_by, may=can_keep_past)
    if found.rows_wrong or not found.rows_total:
        raise PastRowsWrong(count=found.rows_wrong)
    found.kept_by = kept_by
    log(instance=found, action="certificates.keep_past", user=kept_by)
    return _hand_to_worker(found)


@transaction.atomic
def take_back_past(*, found: LegacyImport, taken_back_by: Any) -> LegacyImport:
    """Let a worker delete what was kept, as long as nothing has happened to any of it.

    Raises NotAllowed, PastNotReady, PastTooOld.
    """
    found = _moved(found, ImportState.UNDOING, taken_back_by, may=can_keep_past)
    if not LegacyImport.can_be_taken_back(_as_kept(found), timezone.now()):
        raise PastTooOld(days=conf.past_undo_days())
    log(instance=found, action="certificates.take_back_past", user=taken_back_by)
    return _hand_to_worker(found)


@transaction.atomic
def drop_past(*, found: LegacyImport, dropped_by: Any = None) -> LegacyImport:
    """Forget a list that was never kept, with its scans. dropped_by None: its time is over.

    Raises NotAllowed, PastNotReady.
    """
    found = _moved(found, ImportState.DROPPED, dropped_by)
    forget_files(found)
    found.rows, found.rows_total, found.rows_wrong = [], 0, 0
    found.save()
    log(instance=found, action="certificates.drop_past", user=dropped_by)
    return found


def forget_files(found: LegacyImport) -> None:
    """Delete the table, and the scans of no certificate, as soon as this is committed."""
    unused = found.scans.filter(certificate__isnull=True)
    names = [found.file.name, found.scans_file.name, *unused.values_list("file", flat=True)]
    unused.delete()
    for name in filter(None, names):
        after_commit(found.file.storage.delete, name)
    found.file, found.scans_file = "", ""


def sweep_past() -> int:
    """Nudge a worker for lists that stand still, drop those nobody kept; return how many."""
    now = timezone.now()
    silent_since = now - timedelta(seconds=conf.stale_after_seconds() * 5)
    still = LegacyImport.objects.at_work().filter(heartbeat_at__lt=silent_since)
    keys = list(still.values_list("pk", flat=True))
    for key in keys:
        _nudge(key)
    before = now - timedelta(days=conf.past_undo_days())
    left = list(LegacyImport.objects.filter(state__in=NOT_KEPT, made_at__lt=before)[:20])
    for found in left:
        drop_past(found=found)
    return len(keys) + len(left)


def _take_table(found: LegacyImport, table: File) -> None:
    if table.size > conf.past_upload_bytes():
        raise SentTooMuch(megabytes=conf.past_upload_bytes() // _MEGABYTE)
    heading, _lines = read_table(table, known_headings())
    found.headings = list(dict.fromkeys(cell for cell in heading.cells if cell))
    guessed = guessed_columns(found.headings)
    chosen = {name: each for name, each in found.columns.items() if each in found.headings}
    found.columns = guessed | chosen
    found.file_name = str(table.name or "")[-200:]
    table.seek(0)
    found.file.save(f"{_folder(found)}/{uuid.uuid4().hex}.table", table, save=False)


def _take_scans(found: LegacyImport, scans: Sequence[File]) -> None:
    """Put what was sent into one ZIP, from which a worker takes the scans one by one."""
    if not scans:
        return
    if sum(scan.size for scan in scans) > conf.past_upload_bytes():
        raise SentTooMuch(megabytes=conf.past_upload_bytes() // _MEGABYTE)
    if found.scans_file:
        transaction.on_commit(partial(found.file.storage.delete, found.scans_file.name))
    name = f"{_folder(found)}/{uuid.uuid4().hex}.zip"
    if len(scans) == 1 and _is_zip(scans[0]):
        found.scans_file.save(name, scans[0], save=False)
        return
    with tempfile.TemporaryFile() as packed:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for scan in scans:
                scan.seek(0)
                archive.writestr(str(scan.name), scan.read())
        packed.seek(0)
        found.scans_file.save(name, File(packed), save=False)


def _is_zip(file: IO[bytes]) -> bool:
    file.seek(0)
    beginning = file.read(4)
    file.seek(0)
    return beginning == b"PK\x03\x04"


def _folder(found: LegacyImport) -> str:
    return f"certificates/past/{found.pk.hex}"


def _moved(found: LegacyImport, state: ImportState, user: Any, may: Any = None) -> LegacyImport:
    """The row of `found`, locked, in `state`; who may is asked first."""
    found = LegacyImport.objects.select_for_update(of=("self",)).get(pk=found.pk)
    allowed = may(user, found) if may else user is None or can_send_past(user, found.issuer)
    if not allowed:
        raise NotAllowed(issuer=found.issuer)
    if state not in TRANSITIONS[found.state]:
        raise PastNotReady(state=found.get_state_display())
    found.state = state
    return found


def _as_kept(found: LegacyImport) -> LegacyImport:
    """What the row says while it is moved: it was kept until now."""
    return LegacyImport(state=ImportState.KEPT, kept_at=found.kept_at)


def _checked_by_worker(found: LegacyImport, columns: Mapping[str, str]) -> LegacyImport:
    wanted = {name: each for name, each in columns.items() if each in found.headings}
    missing = [str(each.label) for each in COLUMNS if each.is_required and each.name not in wanted]
    if missing:
        raise PastColumnsMissing(columns=", ".join(missing))
    # Without rows the worker reads the table.
    found.columns, found.rows = wanted, []
    return _hand_to_worker(found)


def _hand_to_worker(found: LegacyImport) -> LegacyImport:
    found.error_code, found.claim, found.tries = "", None, 0
    found.heartbeat_at = timezone.now()
    found.save()
    after_commit(_nudge, found.pk)
    return found


def _nudge(key: uuid.UUID) -> None:
    current_app.tasks[conf.WORK_ON_PAST].apply_async(args=[str(key)])
