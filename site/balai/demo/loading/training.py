"""One finished training package (MTU): sixteen seats from two groups, eight days, 64 JP."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from balai.accounts.models import User
from balai.demo.cast import GROUPS
from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from balai.demo.loading.practice import load_practice
from balai.demo.loading.timeline import Timeline
from curriculum.models import EventKind, ModuleRelease, ProgressEvent
from curriculum.services.progress import rebuild_progress
from mentoring.registry.models import CrafterGroup, Place
from mentoring.registry.services import change_person
from mentoring.sessions.models import AttendanceStatus, TrainingRun
from mentoring.sessions.services import (
    Entrant,
    PlannedSession,
    Presence,
    add_participants,
    close_run,
    open_training_run,
    record_attendance,
)

SEATS = (("Manik Maduran", 10), ("Ronce Melati", 6))
DAYS, MINUTES_A_DAY = 8, 360
OTHER_STATUSES = (AttendanceStatus.IZIN, AttendanceStatus.SAKIT, AttendanceStatus.ALPA)
BIRTHPLACES = ("Jember", "Lumajang", "Bondowoso", "Bangkalan")


def load_training(cast: Cast, timeline: Timeline) -> TrainingRun:
    """The run "MTU paket 3", held and closed three months before the demo's last day."""
    days = timeline.working_days(timeline.month(21) + timedelta(days=2), DAYS)
    instructor, coordinator = cast.staff["instruktur"], cast.staff["koordinator"]
    run = open_training_run(
        programme_code="MANIK-64",
        number="MTU paket 3",
        wave="Gelombang II",
        issuer_code="UPT-BLK-CONTOH",
        place=Place.objects.get(code="35.09.10.2003"),
        venue="Balai Desa Tutul",
        time_zone="Asia/Jakarta",
        starts_on=days[0],
        ends_on=days[-1] + timedelta(days=1),
        opened_by=coordinator,
        sessions=[
            PlannedSession(planned_on=day, planned_minutes=MINUTES_A_DAY, led_by=instructor)
            for day in days
        ],
        instructors=[instructor],
        now=_noon(timeline.month(20)),
        vocation="HDC",
        fund_source="DBHCHT (contoh)",
        delivery="mtu",
        decree_number="000/CONTOH/UPT-BLK",
        decree_on=days[0] - timedelta(days=20),
    )
    entrants = [entrant for name, count in SEATS for entrant in _seats(cast.groups[name], count)]
    for number, entrant in enumerate(entrants):
        _complete_identity(entrant, number, timeline, coordinator)
    add_participants(run=run, entrants=entrants, added_by=coordinator, now=_noon(days[0]))
    _teach(run, entrants, instructor)
    load_practice(run, instructor, days[-2:], _noon(days[-1]))
    close_run(run=run, closed_by=coordinator, now=_noon(days[-1]))
    remember(*run.participants.all(), *run.sessions.all())
    _read_lessons(run, entrants)
    return TrainingRun.objects.get(pk=run.pk)


def _seats(group: CrafterGroup, count: int) -> list[Entrant]:
    """The people the stories tell of first, then by name: the same on every machine."""
    told_of = {name for facts in GROUPS for name, _sex in facts.named}
    people = [member.person for member in group.memberships.select_related("person")]
    people.sort(key=lambda person: (person.full_name not in told_of, person.full_name))
    return [Entrant(person=person, group=group) for person in people[:count]]


def _complete_identity(entrant: Entrant, number: int, timeline: Timeline, by: User) -> None:
    born_on = timeline.today.replace(day=1 + number % 27, month=1 + number % 12)
    change_person(
        person=entrant.person,
        changes={
            "birthplace": BIRTHPLACES[number % len(BIRTHPLACES)],
            "born_on": born_on.replace(year=born_on.year - 24 - 2 * number),
        },
        changed_by=by,
    )


def _teach(run: TrainingRun, entrants: Sequence[Entrant], instructor: User) -> None:
    """Everybody comes to most days; the last two of the list miss too many."""
    for day, session in enumerate(run.sessions.order_by("happened_on")):
        presences = {}
        for number, entrant in enumerate(entrants):
            often_away = number >= len(entrants) - 2
            is_away = (day + number) % (3 if often_away else 11) == 2
            status = OTHER_STATUSES[number % 3] if is_away else AttendanceStatus.HADIR
            presences[entrant.person] = Presence(status=status)
        held = record_attendance(
            session=session,
            presences=presences,
            recorded_by=instructor,
            minutes=MINUTES_A_DAY,
            now=_noon(session.happened_on) + timedelta(hours=6),
        )
        remember(*held.attendances.all())


def _read_lessons(run: TrainingRun, entrants: Sequence[Entrant]) -> None:
    """Each participant did the lessons and checks of the programme; one still misses a module."""
    pages = [module["page_id"] for module in run.programme["modules"]]
    releases = list(ModuleRelease.objects.current().filter(page__in=pages).with_lessons())
    done_at = _noon(run.ends_on)
    events, readers = [], []
    for number, entrant in enumerate(entrants):
        entrant.person.refresh_from_db()
        readers.append(entrant.person.user)
        for release in releases[: -1 if number == 3 else None]:
            events += _events_of(entrant.person.user, release, done_at)
    ProgressEvent.objects.bulk_create(events, batch_size=500)
    rebuild_progress(user_ids=[reader.pk for reader in readers])
    remember(*events)
    for reader in readers:
        remember(*reader.progress_summaries.all())


def _events_of(reader: User, release: ModuleRelease, at: datetime) -> list[ProgressEvent]:
    events = []
    for lesson in release.lessons.all():
        common: dict[str, Any] = {
            "user": reader,
            "release": release,
            "lesson_id": lesson.page_id,
            "received_at": at,
        }
        events += [
            ProgressEvent(
                kind=EventKind.CHECK_ANSWERED,
                block_id=check,
                option_id=uuid.uuid5(uuid.UUID(check), "a"),
                is_correct=True,
                **common,
            )
            for check in lesson.check_ids
        ]
        events.append(ProgressEvent(kind=EventKind.LESSON_DONE, **common))
    return events


def _noon(day: Any) -> datetime:
    return datetime.combine(day, time(5), tzinfo=UTC)
