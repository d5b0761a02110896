"""Two years of visits to every group, told the way the groups' stories go."""

import random
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from balai.accounts.models import User
from balai.demo.cast import GROUPS, GroupFacts
from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.registry.models import CrafterGroup, Person
from mentoring.sessions.models import (
    Attendance,
    AttendanceStatus,
    ChairedBy,
    MentoringSession,
    Purpose,
    ReviewState,
    SessionKind,
    SessionState,
)
from mentoring.sessions.programmes import TeachingModule, teaching_modules
from mentoring.sessions.services.plans import plan_visit
from mentoring.sessions.services.visits import Promise, VisitLog, log_group_visit

# Months of the cycle -> days between visits: close in year one, then less and less.
TAPER = ((0, 14), (6, 7), (12, 14), (18, 30))
# Months of the cycle -> the lesson a visit uses.
LESSON_PLAN = ((3, "M10"), (7, "M04"), (9, "M07"), (11, "M09"), (19, "M05"), (22, "M08"))
CRAFT_LESSON = {"A": "M01", "B": "M02"}
STATUSES = (
    (AttendanceStatus.HADIR, 81),
    (AttendanceStatus.IZIN, 8),
    (AttendanceStatus.SAKIT, 4),
    (AttendanceStatus.ALPA, 7),
)
NOTES = (
    "Kelompok memeriksa hasil minggu lalu. Tiga orang membantu yang lain.",
    "Bahan datang terlambat. Anggota tetap berlatih dengan sisa bahan.",
    "Harga dibicarakan bersama. Kelompok mencatatnya di buku.",
    "Buku kas dibaca keras. Semua anggota setuju.",
    "Dua anggota belum bisa datang karena panen. Kita ulangi minggu depan.",
)
FINISHED_NOTE = "Kelompok berlatih bersama. Hasilnya dicek satu per satu."


def load_visits(cast: Cast, timeline: Timeline) -> None:
    """History as rows at once; the last visit and the next one by the services people use."""
    lessons = {module.code: module for module in teaching_modules()}
    for facts in GROUPS:
        group = cast.groups[facts.name]
        facilitator = cast.facilitator_of(group)
        members = [
            m.person
            for m in group.memberships.select_related("person").order_by("person__full_name")
        ]
        last = timeline.days_ago(facts.days_since_visit)
        days = [day for day in _visit_days(timeline) if day < last - timedelta(days=5)]
        _write_history(group, facts, facilitator, members, days, lessons, timeline)
        _log_last_visit(group, facts, facilitator, members, last, lessons)
    _plan_next_visit(cast, timeline)


def _visit_days(timeline: Timeline) -> list[date]:
    days, day = [], timeline.cycle_start + timedelta(days=6)
    while day < timeline.today:
        days.append(day)
        month = (day.year - timeline.cycle_start.year) * 12 + day.month - timeline.cycle_start.month
        day += timedelta(days=_of_month(TAPER, month))
    return days


def _of_month(plan: tuple[tuple[int, Any], ...], month: int) -> Any:
    """The value that holds in `month`: that of the latest row begun by then, or the first."""
    return ([value for begins, value in plan if begins <= month] or [plan[0][1]])[-1]


def _write_history(
    group: CrafterGroup,
    facts: GroupFacts,
    facilitator: User,
    members: list[Person],
    days: list[date],
    lessons: Mapping[str, TeachingModule],
    timeline: Timeline,
) -> None:
    # Seeded by name: the same demo on every machine, on every day.
    dice = random.Random(facts.name)  # noqa: S311 - a story, not a secret
    sessions = [
        _past_session(group, facts, facilitator, day, lessons, timeline, dice) for day in days
    ]
    MentoringSession.objects.bulk_create(sessions)
    attendances = [
        _past_attendance(session, person, dice) for session in sessions for person in members
    ]
    Attendance.objects.bulk_create(attendances, batch_size=500)
    remember(*sessions, *attendances)


def _past_session(
    group: CrafterGroup,
    facts: GroupFacts,
    facilitator: User,
    day: date,
    lessons: Mapping[str, TeachingModule],
    timeline: Timeline,
    dice: random.Random,
) -> MentoringSession:
    month = (day.year - timeline.cycle_start.year) * 12 + day.month - timeline.cycle_start.month
    code = _of_month((*LESSON_PLAN[:4], (13, CRAFT_LESSON[facts.sentra]), *LESSON_PLAN[4:]), month)
    lesson = lessons[code] if month >= LESSON_PLAN[0][0] else None
    evening = datetime.combine(day, time(12, 30), tzinfo=UTC)
    in_wall = facts.tenancy == "inwall"
    return MentoringSession(
        id=uuid.UUID(int=dice.getrandbits(128), version=4),
        group=group,
        kind=SessionKind.IN_WALL if in_wall else SessionKind.OUT_WALL,
        state=SessionState.HELD,
        happened_on=day,
        minutes=dice.choice((60, 75, 90, 120)),
        led_by=facilitator,
        chaired_by=ChairedBy.MEMBER if month > 8 else ChairedBy.FACILITATOR,
        purpose=Purpose.OPERATIONAL,
        module_page_id=lesson.page_id if lesson else None,
        module_revision_id=lesson.revision_id if lesson else None,
        module_code=lesson.code if lesson else "",
        module_title=lesson.title if lesson else "",
        notes=dice.choice(NOTES),
        review_state=ReviewState.ACCEPTED,
        recorded_by=facilitator,
        recorded_at=evening,
        received_at=evening + timedelta(hours=dice.choice((0, 2, 20, 44))),
    )


def _past_attendance(session: MentoringSession, person: Person, dice: random.Random) -> Attendance:
    [status] = dice.choices([s for s, _w in STATUSES], weights=[w for _s, w in STATUSES])
    return Attendance(
        id=uuid.UUID(int=dice.getrandbits(128), version=4),
        session=session,
        person=person,
        status=status,
        minutes=session.minutes if status == AttendanceStatus.HADIR else 0,
        recorded_by=session.recorded_by,
        recorded_at=session.recorded_at,
        received_at=session.received_at,
    )


def _log_last_visit(
    group: CrafterGroup,
    facts: GroupFacts,
    facilitator: User,
    members: list[Person],
    day: date,
    lessons: Mapping[str, TeachingModule],
) -> None:
    absent = {1: AttendanceStatus.IZIN, 4: AttendanceStatus.ALPA}
    session = log_group_visit(
        visit=VisitLog(
            session_id=uuid.uuid4(),
            group=group,
            happened_on=day,
            attendance={
                person: absent.get(number, AttendanceStatus.HADIR)
                for number, person in enumerate(members)
            },
            kind=SessionKind.IN_WALL if facts.tenancy == "inwall" else SessionKind.OUT_WALL,
            minutes=90,
            module=lessons[CRAFT_LESSON[facts.sentra]],
            notes=FINISHED_NOTE,
            promises=[Promise(text="Bawa nota bahan bulan ini.", due_on=day + timedelta(days=14))],
        ),
        recorded_by=facilitator,
    )
    # Records of a batch are written at once, without a signal.
    remember(session, *session.attendances.all(), *session.follow_ups.all())
    remember(*session.lessons.all())


def _plan_next_visit(cast: Cast, timeline: Timeline) -> None:
    for name, days in (("Ronce Melati", 2), ("Gentong Jaya", 4)):
        group = cast.groups[name]
        plan_visit(
            group=group,
            planned_on=timeline.today + timedelta(days=days),
            planned_by=cast.facilitator_of(group),
            planned_minutes=90,
            now=timeline.noon(),
        )
