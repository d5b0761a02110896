"""A training of a thousand people with attendance and reading progress, and its dry run."""

import time
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - after setup
from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from certificates.evidence import occasion_by_key  # noqa: E402
from certificates.models import CertificateType  # noqa: E402
from certificates.rules import rule_kinds  # noqa: E402
from certificates.services import check_occasion  # noqa: E402
from curriculum.models import EventKind, ModuleRelease, ProgressEvent, ProgressSummary  # noqa: E402
from mentoring.registry.models import Person  # noqa: E402
from mentoring.sessions.models import (  # noqa: E402
    Attendance,
    MentoringSession,
    RunParticipant,
    TrainingRun,
)
from tests.benchmarks.inside import answer  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.certificates import (  # noqa: E402
    CertificateTypeFactory,
    IssuerFactory,
    RuleSetFactory,
)
from tests.factories.certificates import programme as a_programme  # noqa: E402
from tests.factories.curriculum import module  # noqa: E402
from tests.factories.registry import CrafterGroupFactory, tutul  # noqa: E402

MODULES = ("B01", "B02", "B03")
LESSONS_PER_MODULE = 3
SESSIONS, MINUTES = 8, 360
NOON = datetime(2026, 8, 12, 5, tzinfo=UTC)
FIRST_DAY = date(2026, 8, 3)


def stage(people: str) -> dict[str, Any]:
    """Write the training; every tenth person missed half of the days and one module."""
    releases = [_release(code) for code in MODULES]
    with transaction.atomic():
        users, persons = _people(int(people))
        run = _run(releases)
        _take_part(run, persons)
        _attend(run, persons)
        _read(releases, users)
        issuer = IssuerFactory(code="BLK-CONTOH")
        rules = RuleSetFactory(issuer=issuer, rules=[(kind, {}) for kind in rule_kinds()])
        CertificateTypeFactory(issuer=issuer, code="pelatihan", rule_set=rules)
    return {"run": f"run:{run.pk}", "rules": len(rule_kinds())}


def check(run: str, repeats: str) -> dict[str, Any]:
    """The dry run as the clerk's page makes it: the training is fetched, everyone judged."""
    kind = CertificateType.objects.select_related("issuer", "rule_set").get()
    taken, result = [], None
    for _number in range(int(repeats) + 1):
        started = time.perf_counter()
        result = check_occasion(occasion=occasion_by_key(run), certificate_type=kind)
        taken.append(time.perf_counter() - started)
    with CaptureQueriesContext(connection) as asked:
        check_occasion(occasion=occasion_by_key(run), certificate_type=kind)
    assert result is not None
    return {"seconds": sorted(taken[1:]), "queries": len(asked), "counts": result.counts()}


def _release(code: str) -> ModuleRelease:
    page = module(code, lessons=LESSONS_PER_MODULE)
    return ModuleRelease.objects.current().with_lessons().get(page=page)


def _people(count: int) -> tuple[list[Any], list[Person]]:
    users = get_user_model().objects.bulk_create(
        get_user_model()(username=f"peserta-{n}", full_name=f"Peserta {n} Contoh", password="!")
        for n in range(count)
    )
    place = tutul()
    persons = Person.objects.bulk_create(
        Person(full_name=user.full_name, hamlet="Krajan", place=place, user=user) for user in users
    )
    return users, persons


def _run(releases: list[ModuleRelease]) -> TrainingRun:
    programme = a_programme()
    programme["modules"] = [
        {
            "code": release.code,
            "title": release.title,
            "page_id": release.page_id,
            "revision_id": release.revision_id,
            "checks": len(_check_ids(release)),
            "is_required": True,
        }
        for release in releases
    ]
    return TrainingRun.objects.create(
        number="1",
        programme_code=programme["code"],
        programme=programme,
        issuer_code="BLK-CONTOH",
        place=tutul(),
        venue="Balai Desa",
        time_zone="Asia/Jakarta",
        starts_on=FIRST_DAY,
        ends_on=FIRST_DAY + timedelta(days=SESSIONS),
        state="closed",
        closed_at=NOON,
        opened_by=UserFactory(username="pembuka"),
    )


def _take_part(run: TrainingRun, persons: list[Person]) -> None:
    group = CrafterGroupFactory()
    RunParticipant.objects.bulk_create(
        RunParticipant(
            run=run,
            person=person,
            group=group,
            participant_number=f"{number:04}",
            added_by=run.opened_by,
            added_at=NOON,
        )
        for number, person in enumerate(persons, 1)
    )


def _attend(run: TrainingRun, persons: list[Person]) -> None:
    sessions = MentoringSession.objects.bulk_create(
        MentoringSession(
            run=run,
            kind="training",
            state="held",
            happened_on=FIRST_DAY + timedelta(days=day),
            planned_minutes=MINUTES,
            minutes=MINUTES,
            recorded_by=run.opened_by,
            recorded_at=NOON,
            received_at=NOON,
        )
        for day in range(SESSIONS)
    )
    Attendance.objects.bulk_create(
        (
            Attendance(
                session=session,
                person=person,
                status="izin" if is_absent else "hadir",
                minutes=0 if is_absent else MINUTES,
                recorded_by=run.opened_by,
                recorded_at=NOON,
                received_at=NOON,
            )
            for day, session in enumerate(sessions)
            for number, person in enumerate(persons)
            for is_absent in (number % 10 == 0 and day % 2 == 0,)
        ),
        batch_size=2000,
    )


def _read(releases: list[ModuleRelease], users: list[Any]) -> None:
    ProgressEvent.objects.bulk_create(
        (event for release in releases for event in _answers(release, users)), batch_size=2000
    )
    ProgressSummary.objects.bulk_create(
        ProgressSummary(
            user=user,
            module_id=release.page_id,
            release=release,
            lessons_done=LESSONS_PER_MODULE,
            completed_at=None if number % 10 == 0 and at == 0 else NOON,
            last_event_at=NOON,
        )
        for at, release in enumerate(releases)
        for number, user in enumerate(users)
    )


def _answers(release: ModuleRelease, users: list[Any]) -> Iterable[ProgressEvent]:
    for lesson in release.lessons.all():
        for user in users:
            for check_id in lesson.check_ids:
                yield ProgressEvent(
                    user=user,
                    release=release,
                    lesson_id=lesson.page_id,
                    kind=EventKind.CHECK_ANSWERED,
                    block_id=uuid.UUID(check_id),
                    option_id=uuid.uuid4(),
                    is_correct=True,
                )


def _check_ids(release: ModuleRelease) -> list[str]:
    return [check_id for lesson in release.lessons.all() for check_id in lesson.check_ids]


if __name__ == "__main__":
    answer({"stage": stage, "check": check})
