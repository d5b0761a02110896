"""Searching for duplicates and taking in a long list, as one worker does it."""

import resource
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402 - after setup
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from balai.demo.scale.bulk import insert_rows  # noqa: E402
from balai.demo.scale.people import person_name  # noqa: E402
from mentoring.registry import services  # noqa: E402
from mentoring.registry.models import (  # noqa: E402
    CrafterGroup,
    DuplicateScan,
    ImportState,
    Membership,
    Person,
    Place,
    Sentra,
)
from mentoring.registry.name_keys import name_key  # noqa: E402
from tests.benchmarks.inside import answer, reads_and_writes  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.registry import place  # noqa: E402

VILLAGES, HAMLETS = 76, ("Krajan", "Karuk", "Kebon", "Maduran")
GROUPS = 500


def scan(people: str) -> dict[str, Any]:
    villages = [place(f"35.09.10.{2001 + number}") for number in range(VILLAGES)]
    insert_rows(Person, _COLUMNS, _people(int(people), villages))
    made = DuplicateScan.objects.create(heartbeat_at=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        seconds = _timed(lambda: services.scan_for_duplicates(scan_id=made.pk))
    made.refresh_from_db()
    assert made.people_read == int(people), made.people_read
    return {
        "seconds": seconds,
        "pairs": made.cases_found,
        "queries": reads_and_writes(asked),
        "peak_mb": _peak_mb(),
    }


_COLUMNS = ["id", "full_name", "name_key", "sex", "hamlet", "place_id", "birth_year"]


def _people(count: int, villages: list[Place]) -> Iterator[tuple[Any, ...]]:
    """Every hundredth is the one before her, written in another way."""
    before: tuple[Any, ...] = ()
    for number in range(count):
        if number % 100 == 99:
            _key, name, _sound, *rest = before
            again = name.replace("u", "oe").replace("j", "dj")
            yield (uuid.uuid4(), again, name_key(again), *rest)
            continue
        name = person_name(number * 7919)
        village = villages[number % VILLAGES].pk
        hamlet, year = HAMLETS[number % 4], 1950 + number * 31 % 55
        before = (uuid.uuid4(), name, name_key(name), "P", hamlet, village, year)
        yield before


def take_in(lines: str) -> dict[str, Any]:
    manager = UserFactory(is_superuser=True)
    sentra = Sentra.objects.create(
        name="Sentra Contoh",
        craft="manik-manik",
        place=place("35.09.10.2003"),
        time_zone="Asia/Jakarta",
    )
    CrafterGroup.objects.bulk_create(
        CrafterGroup(name=f"Kelompok {number} Contoh", sentra=sentra) for number in range(GROUPS)
    )
    text = "Kelompok;Nama;L/P;Tahun lahir;Mulai\n" + "".join(
        f"Kelompok {n % GROUPS} Contoh;{person_name(n * 7919)} {n};P;{1950 + n % 55};1-2-2025\n"
        for n in range(int(lines))
    )
    batch = services.take_in_list(
        kind="members",
        file=ContentFile(text.encode()),
        file_name="daftar.csv",
        uploaded_by=manager,
    )
    services.check_list(batch=batch, columns=batch.columns, asked_by=manager)
    check_s = _worked(batch, ImportState.CHECKED)
    services.write_list(batch=batch, written_by=manager)
    write_s = _worked(batch, ImportState.WRITTEN)
    written = Membership.objects.on(date(2026, 1, 1)).count()
    services.take_back_list(batch=batch, taken_back_by=manager)
    take_back_s = _worked(batch, ImportState.UNDONE)
    return {
        "check_s": check_s,
        "write_s": write_s,
        "take_back_s": take_back_s,
        "written": written,
        "peak_mb": _peak_mb(),
    }


def _worked(batch: Any, wanted: str) -> float:
    seconds = _timed(lambda: services.run_import(batch_id=batch.pk))
    batch.refresh_from_db()
    assert batch.state == wanted, (batch.state, batch.rows_wrong, batch.error_code)
    return seconds


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    answer({"scan": scan, "take_in": take_in})
