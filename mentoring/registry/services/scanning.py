"""The search for duplicates through all people, in the background, a batch at a time.

The row of the search is the truth: how far it came, and who works on it. A message only
nudges a worker; what falls silent is nudged again by the sweep.
"""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

from celery import current_app
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Q
from django.db.models.functions import Collate
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.registry import conf
from mentoring.registry.errors import ScanIsRunning
from mentoring.registry.likeness import Pair, Record, blocks, pairs
from mentoring.registry.models import (
    DuplicateCase,
    DuplicateScan,
    IdentifierKind,
    Likeness,
    Person,
    PersonIdentifier,
    WorkState,
)

READ_AT_ONCE = 4000
WRITE_AT_ONCE = 500
IDENTIFIER_SCORE = 95


def start_scan(*, started_by: Any) -> DuplicateScan:
    """A new search, handed to a worker. Raises ScanIsRunning while another one goes on."""
    if DuplicateScan.objects.filter(state__in=[WorkState.WAITING, WorkState.RUNNING]).exists():
        raise ScanIsRunning()
    with transaction.atomic():
        scan = DuplicateScan.objects.create(
            started_by=started_by,
            heartbeat_at=timezone.now(),
            people_total=Person.objects.present().count(),
        )
        log(instance=scan, action="mentoring.scan", user=started_by)
        transaction.on_commit(lambda: _nudge(scan.pk), robust=True)
    return scan


def scan_for_duplicates(*, scan_id: int) -> int:
    """Search on from where `scan_id` stands; return how many new pairs were found.

    Safe to call twice: one caller claims the search, others return at once.
    """
    if (scan := _claimed(scan_id)) is None:
        return 0
    before = scan.cases_found
    found = 0 if scan.cursor else _write(_same_numbers())
    waiting: list[Pair] = []
    read, cursor = 0, scan.cursor
    for block in blocks(_records(scan.cursor)):
        waiting += pairs(block)
        read, cursor = read + len(block), block[-1].name_key
        if read >= READ_AT_ONCE:
            found += _write(waiting)
            if not _note_progress(scan, cursor, read, found):
                break
            waiting, read, found = [], 0, 0
    else:
        found += _write(waiting)
        _note_progress(scan, cursor, read, found)
        _finish(scan)
    return scan.cases_found - before


def requeue_stale_scans() -> int:
    """Nudge a worker for searches nobody has worked on for a while; return how many."""
    silent_since = timezone.now() - timedelta(seconds=conf.stale_after_seconds())
    stale = DuplicateScan.objects.filter(
        state__in=[WorkState.WAITING, WorkState.RUNNING], heartbeat_at__lt=silent_since
    )
    scan_ids = list(stale.values_list("pk", flat=True))
    for scan_id in scan_ids:
        _nudge(scan_id)
    return len(scan_ids)


def _nudge(scan_id: int) -> None:
    current_app.tasks[conf.SCAN_FOR_DUPLICATES].apply_async(args=[scan_id])


def _claimed(scan_id: int) -> DuplicateScan | None:
    claim, now = uuid.uuid4(), timezone.now()
    silent_since = now - timedelta(seconds=conf.stale_after_seconds())
    free = Q(state=WorkState.WAITING) | Q(state=WorkState.RUNNING, heartbeat_at__lt=silent_since)
    try:
        with transaction.atomic():
            DuplicateScan.objects.filter(free, pk=scan_id).update(
                state=WorkState.RUNNING, claim=claim, heartbeat_at=now
            )
    except IntegrityError:
        return None  # another search runs: this one waits for the sweep
    return DuplicateScan.objects.filter(pk=scan_id, claim=claim).first()


def _records(after: str) -> Iterator[Record]:
    """People by the bytes of their name keys, those after `after` only, a part at a time.

    By bytes, because other orders skip spaces, and blocks would fall apart. In parts, because
    a reading that stays open on SQLite stops its own writing when others write meanwhile.
    """
    by_bytes = "binary" if connection.vendor == "sqlite" else "C"
    people = (
        Person.objects.present()
        .alias(sound=Collate("name_key", by_bytes))
        .exclude(name_key="")
        .order_by("sound", "pk")
    )
    part = people.filter(sound__gt=after)
    while rows := list(part.values_list(*_COLUMNS)[:READ_AT_ONCE]):
        yield from (Record(*row) for row in rows)
        last = Record(*rows[-1])
        later = Q(sound__gt=last.name_key) | Q(pk__gt=last.pk)
        part = people.filter(sound__gte=last.name_key).filter(later)


_COLUMNS = (
    *("pk", "name_key", "sex", "born_on", "birth_year", "is_birth_estimated", "phone"),
    *("place_id", "hamlet"),
)


def _same_numbers() -> list[Pair]:
    """People who have one NIK: few, so all are read at once."""
    numbers = PersonIdentifier.objects.filter(kind=IdentifierKind.NIK).exclude(keyed_hash="")
    shared = (
        numbers.order_by()
        .values("keyed_hash")
        .annotate(count=Count("pk"))
        .filter(count__gt=1)
        .values("keyed_hash")
    )
    holders: dict[str, list[uuid.UUID]] = {}
    found = numbers.filter(keyed_hash__in=shared, person__in=Person.objects.present())
    for keyed_hash, person_id in found.order_by("person").values_list("keyed_hash", "person"):
        holders.setdefault(keyed_hash, []).append(person_id)
    return [
        Pair(first, other, Likeness.IDENTIFIER, IDENTIFIER_SCORE)
        for people in holders.values()
        for first, other in pairwise(people)
    ]


@transaction.atomic
def _write(found: list[Pair]) -> int:
    """Note the pairs nobody has noted yet; return how many. Decisions stay."""
    new = 0
    for start in range(0, len(found), WRITE_AT_ONCE):
        part = found[start : start + WRITE_AT_ONCE]
        known = set(
            DuplicateCase.objects.filter(person_a__in=[pair.a for pair in part]).values_list(
                "person_a", "person_b"
            )
        )
        cases = [
            DuplicateCase(
                person_a_id=pair.a, person_b_id=pair.b, reason=pair.reason, score=pair.score
            )
            for pair in part
            if (pair.a, pair.b) not in known
        ]
        DuplicateCase.objects.bulk_create(cases, ignore_conflicts=True)
        new += len(cases)
    return new


def _note_progress(scan: DuplicateScan, cursor: str, read: int, found: int) -> bool:
    """Whether the claim still stands: another worker may have taken over."""
    scan.cursor = cursor
    scan.people_read += read
    scan.cases_found += found
    return bool(
        DuplicateScan.objects.filter(pk=scan.pk, claim=scan.claim).update(
            cursor=cursor,
            people_read=scan.people_read,
            cases_found=scan.cases_found,
            heartbeat_at=timezone.now(),
        )
    )


def _finish(scan: DuplicateScan) -> None:
    now = timezone.now()
    DuplicateScan.objects.filter(pk=scan.pk, claim=scan.claim).update(
        state=WorkState.DONE, finished_at=now, heartbeat_at=now
    )
