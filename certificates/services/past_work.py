"""What a worker does with a list of past certificates: check it, keep all of it, take it back.

A list is kept in one transaction: a worker that dies leaves nothing of it, and the next one
begins again. What is kept is a record of an older paper, never a certificate issued here: it has
no design, no PDF of ours, no place in a number series and no proof, and nothing is printed.
"""

import logging
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone, translation

from certificates import conf
from certificates.after_commit import after_commit
from certificates.codes import new_code, shown
from certificates.errors import CertificatesError
from certificates.legacy.cells import CellProblem
from certificates.legacy.columns import known_headings
from certificates.legacy.errors import (
    PastChangedMeanwhile,
    PastKeepsStopping,
    PastTouched,
    TableUnreadable,
)
from certificates.legacy.rows import PastRow, check_rows
from certificates.legacy.scans import files_in, scan_of
from certificates.legacy.tables import Line, read_table
from certificates.models import (
    Certificate,
    CertificateEvent,
    EventKind,
    ImportState,
    LegacyImport,
    LegacyScan,
    Origin,
    Status,
    VerificationDay,
)
from certificates.models.imports import AT_WORK
from certificates.services.batches import today_at
from certificates.services.events import new_event
from certificates.services.past import forget_files
from certificates.services.snapshots import SCHEMA, WATERMARK, canonical_sha256

logger = logging.getLogger(__name__)

_AT_ONCE = 500
# So often a worker takes up a list before it is given up.
MOST_TRIES = 3


class _TakenOver(Exception):
    """The claim no longer stands."""


def work_on_past(*, import_id: uuid.UUID) -> None:
    """Do what the state of the list asks for. Safe to call twice: one caller claims it."""
    found = _claimed(import_id)
    if found is None:
        return
    work = {
        ImportState.CHECKING: _check,
        ImportState.KEEPING: _keep,
        ImportState.UNDOING: _take_back,
    }
    # Headings and titles are compared with the site's own language, whoever started the worker.
    with translation.override("id"):
        try:
            if found.tries > MOST_TRIES:
                _give_up(found, PastKeepsStopping.code)
            else:
                work[ImportState(found.state)](found)
        except _TakenOver:
            return
        except CertificatesError as refusal:
            _give_up(found, refusal.code)
        except (ValueError, KeyError):
            # Whatever a broken file makes of the parts that read it: another try ends alike.
            logger.exception("The list %s of past certificates cannot be worked on.", found.pk)
            _give_up(found, TableUnreadable.code)


def _claimed(import_id: uuid.UUID) -> LegacyImport | None:
    claim, now = uuid.uuid4(), timezone.now()
    silent_since = now - timedelta(seconds=conf.stale_after_seconds() * 5)
    free = Q(claim__isnull=True) | Q(heartbeat_at__lt=silent_since)
    LegacyImport.objects.filter(free, pk=import_id, state__in=AT_WORK).update(
        claim=claim, heartbeat_at=now, tries=F("tries") + 1
    )
    rows = LegacyImport.objects.select_related("issuer", "type")
    return rows.filter(pk=import_id, claim=claim).first()


def _sign(found: LegacyImport, **values: Any) -> None:
    """Write values and a sign of life. Raises _TakenOver when another worker holds the list."""
    mine = LegacyImport.objects.filter(pk=found.pk, claim=found.claim)
    if not mine.update(heartbeat_at=timezone.now(), **values):
        raise _TakenOver
    for name, value in values.items():
        setattr(found, name, value)


def _give_up(found: LegacyImport, code: str) -> None:
    """End without having changed anything in the register; the page says why."""
    after = {ImportState.UNDOING: ImportState.KEPT}.get(ImportState(found.state))
    try:
        _sign(found, state=after or ImportState.FAILED, error_code=code, claim=None)
    except _TakenOver:
        return


# --- Checking ------------------------------------------------------------------


def _check(found: LegacyImport) -> None:
    _take_out_scans(found)
    rows = [PastRow(row["line"], row["said"]) for row in found.rows] or _read(found)
    check_rows(found, rows, today_at(found.issuer))
    _end_check(found, rows)


def _end_check(found: LegacyImport, rows: Sequence[PastRow], error_code: str = "") -> None:
    _sign(
        found,
        rows=[row.as_json() for row in rows],
        rows_total=len(rows),
        rows_wrong=sum(bool(row.problems) for row in rows),
        state=ImportState.CHECKED,
        error_code=error_code,
        claim=None,
    )


def _read(found: LegacyImport) -> list[PastRow]:
    with found.file.open("rb") as file:
        heading, lines = read_table(file, known_headings())
    places = {
        name: heading.cells.index(text)
        for name, text in found.columns.items()
        if text in heading.cells
    }
    rows = [PastRow(line.number, _said(line, places)) for line in lines]
    return [row for row in rows if any(row.said.values())]


def _said(line: Line, places: dict[str, int]) -> dict[str, str]:
    return {
        name: line.cells[place] if place < len(line.cells) else "" for name, place in places.items()
    }


def _take_out_scans(found: LegacyImport) -> None:
    """A row for every file of the ZIP; one of the same name takes the place of the older."""
    if not found.scans_file:
        return
    with found.scans_file.open("rb") as archive:
        for name, content in files_in(archive):
            _sign(found)
            _take_out(found, name, content)
    name = found.scans_file.name
    _sign(found, scans_file="")
    found.file.storage.delete(name)


def _take_out(found: LegacyImport, name: str, content: bytes) -> None:
    scan = found.scans.filter(name=name).first() or LegacyScan(legacy_import=found, name=name)
    old = scan.file.name
    try:
        kept = scan_of(content)
    except CellProblem as problem:
        scan.file, scan.sha256, scan.size, scan.media_type = "", "", 0, ""
        scan.error_code = problem.code
    else:
        path = f"certificates/past/{found.pk.hex}/{uuid.uuid4().hex}{kept.ending}"
        scan.file.save(path, ContentFile(kept.content), save=False)
        scan.sha256, scan.size = kept.sha256, len(kept.content)
        scan.media_type, scan.error_code = kept.media_type, ""
    scan.save()
    if old:
        found.file.storage.delete(old)


# --- Keeping -------------------------------------------------------------------


def _keep(found: LegacyImport) -> None:
    rows = [PastRow(row["line"], row["said"]) for row in found.rows]
    try:
        with transaction.atomic():
            check_rows(found, rows, today_at(found.issuer))
            if any(row.problems for row in rows):
                _end_check(found, rows, PastChangedMeanwhile.code)
                return
            _write(found, rows)
            forget_files(found)
            _sign(
                found,
                rows=[],
                file="",
                scans_file="",
                state=ImportState.KEPT,
                kept_at=timezone.now(),
                claim=None,
            )
    except IntegrityError:
        # A batch took one of the numbers between the look and the writing.
        _sign(found, state=ImportState.CHECKED, error_code=PastChangedMeanwhile.code, claim=None)


def _write(found: LegacyImport, rows: Sequence[PastRow]) -> None:
    now = timezone.now()
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        made = Certificate.objects.bulk_create(_certificate(found, row) for row in part)
        events, scans = [], []
        for row, certificate in zip(part, made, strict=True):
            scan = row.values["scan"]
            scan.certificate = certificate
            scans.append(scan)
            facts = {
                "scan_sha256": scan.sha256,
                "snapshot_sha256": certificate.snapshot_sha256,
                "sent_by": found.made_by_id,
            }
            kind, actor = EventKind.RECORDED, found.kept_by
            events.append(
                new_event(certificate, kind=kind, happened_at=now, actor=actor, facts=facts)
            )
        CertificateEvent.objects.bulk_create(events)
        LegacyScan.objects.bulk_update(scans, ["certificate"])


def _certificate(found: LegacyImport, row: PastRow) -> Certificate:
    """The record of a paper: what it says, and nothing that would make it ours."""
    code, values = new_code(), row.values
    snapshot = past_snapshot(found, values, code)
    return Certificate(
        issuer=found.issuer,
        type=found.type,
        holder=values.get("holder"),
        occasion_key=f"past:{uuid.uuid4().hex}",
        public_code=code,
        serial=values["serial"],
        origin=Origin.LEGACY,
        printed_name=values["name"],
        snapshot=snapshot,
        snapshot_sha256=canonical_sha256(snapshot),
        issued_on=values["issued_on"],
        valid_until=values.get("valid_until"),
        status=Status.VALID,
    )


def past_snapshot(found: LegacyImport, values: dict[str, Any], code: str) -> dict[str, Any]:
    """The frozen values of a paper of the past, under the names new certificates use.

    Only what the row says: the address or the head of today stood on no paper of then.
    """
    verify_url = f"{conf.verify_base_url()}/c/{code}/"
    printed = {
        "number": values["serial"],
        "name": values["name"],
        "title_id": values.get("title") or found.type.title_id,
        "programme_id": values["programme"],
        "programme_en": values["programme"],
        "jp": values.get("jp", ""),
        "dates_id": values.get("dates", ""),
        "issuer_id": found.issuer.name_id,
        "issued_on": values["issued_on"].isoformat(),
        "signatory_name": values.get("signatory", ""),
        "public_code": shown(code),
        "verify_url": verify_url,
        "watermark": WATERMARK if found.issuer.is_sample else "",
    }
    return {"schema": SCHEMA, "printed": printed, "verify_url": verify_url, "evidence": []}


# --- Taking back ---------------------------------------------------------------


def _take_back(found: LegacyImport) -> None:
    """Delete the records of the list; raises PastTouched when one has a history of its own."""
    with transaction.atomic():
        kept = Certificate.objects.select_for_update().filter(scan__legacy_import=found)
        keys = list(kept.values_list("pk", flat=True))
        later = CertificateEvent.objects.filter(certificate__in=keys, position__gt=1)
        touched = set(later.values_list("certificate__serial", flat=True))
        if touched:
            raise PastTouched(count=len(touched), serial=min(touched))
        names = list(found.scans.values_list("file", flat=True))
        found.scans.all().delete()
        for start in range(0, len(keys), _AT_ONCE):
            part = keys[start : start + _AT_ONCE]
            VerificationDay.objects.filter(certificate__in=part).delete()
            CertificateEvent.objects.filter(certificate__in=part).delete()
            Certificate.objects.filter(pk__in=part).delete()
        for name in filter(None, names):
            after_commit(found.file.storage.delete, name)
        _sign(found, state=ImportState.DROPPED, rows_total=0, claim=None)
