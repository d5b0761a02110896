"""Print files and zips made by a worker, kept for some hours for the one who asked.

The row is the truth: a message to a worker is a nudge, and the sweep sends again what nobody
has worked on. Making the same package twice gives one file.
"""

import logging
import tempfile
import uuid
from datetime import timedelta
from typing import IO, Any

from celery import current_app
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from certificates import conf
from certificates.after_commit import after_commit
from certificates.errors import CertificatesError, NotAllowed, NothingPrinted
from certificates.models import IssueBatch, Package, PackageKind, PackageState
from certificates.models.packages import OPEN_PACKAGE_STATES
from certificates.permissions import can_print
from certificates.services.printing import (
    print_file,
    print_parts,
    printable,
    record_print,
    zip_stream,
)

logger = logging.getLogger(__name__)


def ask_for_package(*, batch: IssueBatch, kind: str, asked_by: Any, part: int = 1) -> Package:
    """Have the certificates of `batch` made into one file; return its row.

    Asking again while it is being made returns the same row. Raises NotAllowed, NothingPrinted.
    """
    if not can_print(asked_by, batch.type.issuer):
        raise NotAllowed(issuer=batch.type.issuer)
    count = printable(batch).count()
    if not count or not 1 <= part <= print_parts(count):
        raise NothingPrinted()
    mine = Package.objects.filter(batch=batch, kind=kind, part=part, asked_by=asked_by)
    try:
        with transaction.atomic():
            package = Package.objects.create(
                batch=batch,
                kind=kind,
                part=part,
                asked_by=asked_by,
                heartbeat_at=timezone.now(),
            )
            record_print(batch=batch, printed_by=asked_by)
            after_commit(_send, package.pk)
    except IntegrityError:
        # A double click: the first one is being made.
        return mine.get(state__in=OPEN_PACKAGE_STATES)
    return package


def make_package(*, package_id: uuid.UUID) -> bool:
    """Make the file of a package; whether it was made now. Safe to run any number of times."""
    claim, now = uuid.uuid4(), timezone.now()
    silent_since = now - timedelta(seconds=conf.stale_after_seconds() * 5)
    free = Q(state=PackageState.WAITING) | Q(
        state=PackageState.MAKING, heartbeat_at__lt=silent_since
    )
    taken = Package.objects.filter(free, pk=package_id).update(
        state=PackageState.MAKING, claim=claim, heartbeat_at=now, attempts=F("attempts") + 1
    )
    if not taken:
        return False
    package = Package.objects.select_related("batch__type").get(pk=package_id)
    try:
        with _content(package) as content:
            name = package.file.storage.save(_name(package, claim), File(content))
    except CertificatesError as refusal:
        return _end(package, claim, state=PackageState.FAILED, error_code=refusal.code)
    except Exception:
        # A full disk or a missing file: the row says so, the log tells the rest.
        logger.exception("package %s could not be made", package.pk)
        return _end(package, claim, state=PackageState.FAILED, error_code="unexpected")
    return _end(
        package,
        claim,
        state=PackageState.READY,
        file=name,
        size=package.file.storage.size(name),
        certificates=printable(package.batch).count(),
        expires_at=timezone.now() + timedelta(hours=conf.package_hours()),
    )


def sweep_packages() -> int:
    """Send again what stands still, and delete what nobody may fetch any more; return how many."""
    now = timezone.now()
    silent_since = now - timedelta(seconds=conf.stale_after_seconds() * 5)
    still = Package.objects.filter(state__in=OPEN_PACKAGE_STATES, heartbeat_at__lt=silent_since)
    keys = list(still.values_list("pk", flat=True))
    for key in keys:
        _send(key)
    over = Package.objects.filter(state=PackageState.READY, expires_at__lte=now)
    for package in over:
        package.file.storage.delete(package.file.name)
        Package.objects.filter(pk=package.pk).update(state=PackageState.EXPIRED, file="")
    return len(keys) + len(over)


def _content(package: Package) -> IO[bytes]:
    if package.kind == PackageKind.PRINT:
        return print_file(batch=package.batch, part=package.part)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who asked for it
    for piece in zip_stream(batch=package.batch):
        target.write(piece)
    target.seek(0)
    return target


def _name(package: Package, claim: uuid.UUID) -> str:
    ending = "pdf" if package.kind == PackageKind.PRINT else "zip"
    return f"certificates/packages/{package.pk.hex}-{claim.hex[:8]}.{ending}"


def _end(package: Package, claim: uuid.UUID, **values: Any) -> bool:
    """Only the run that still holds the package ends it; the file of another is thrown away."""
    values["heartbeat_at"] = timezone.now()
    ended = Package.objects.filter(pk=package.pk, claim=claim, state=PackageState.MAKING).update(
        **values
    )
    if not ended and values.get("file"):
        package.file.storage.delete(values["file"])
    return bool(ended) and values["state"] == PackageState.READY


def _send(key: uuid.UUID) -> None:
    current_app.tasks[conf.MAKE_PACKAGE].apply_async(args=[str(key)])
