"""Three visits a month to every group, with everybody's attendance."""

import uuid
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

from balai.demo.scale.bulk import insert_rows
from balai.demo.scale.tiers import SESSIONS_PER_GROUP
from balai.demo.scale.work import DAYS, Filling
from mentoring.sessions.models import Attendance, MentoringSession

STATUSES = ("hadir",) * 16 + ("izin", "alpa", "alpa", "sakit")


def fill_sessions(
    filling: Filling,
    groups: list[uuid.UUID],
    members: dict[uuid.UUID, list[uuid.UUID]],
    leads: dict[uuid.UUID, int],
) -> None:
    sessions = [
        (
            filling.uuid(),
            group,
            "out_wall",
            "held",
            filling.since + timedelta(days=day),
            90,
            leads[group],
            leads[group],
            "accepted",
        )
        for group in groups
        for day in range(0, DAYS, DAYS // SESSIONS_PER_GROUP)
    ]
    columns = [
        "id",
        "group_id",
        "kind",
        "state",
        "happened_on",
        "minutes",
        "led_by_id",
        "recorded_by_id",
        "review_state",
        "recorded_at",
        "received_at",
    ]
    count = insert_rows(
        MentoringSession, columns, ((*row, _evening(row[4]), _evening(row[4])) for row in sessions)
    )
    filling.note("sessions", count)
    attendances = (
        (
            filling.uuid(),
            row[0],
            person,
            status,
            90 if status == "hadir" else 0,
            row[6],
            _evening(row[4]),
            _evening(row[4]),
        )
        for row in sessions
        for person in members[row[1]]
        for status in (filling.dice.choice(STATUSES),)
    )
    columns = [
        "id",
        "session_id",
        "person_id",
        "status",
        "minutes",
        "recorded_by_id",
        "recorded_at",
        "received_at",
    ]
    filling.note("attendances", insert_rows(Attendance, columns, attendances))


def _evening(day: date) -> datetime:
    return datetime.combine(day, clock(12), tzinfo=UTC)
