"""What this room tells the registry about what people were given."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Min, Sum

from mentoring.sessions.models import (
    Attendance,
    AttendanceStatus,
    RunParticipant,
    SessionState,
)

# Databases bound how many keys one question holds.
_AT_ONCE = 500


class SessionMinutes:
    """Minutes people were present in held sessions; places in trainings are announced."""

    name = "mentoring.sessions"

    def accompanied_groups(self, on: date) -> None:
        return None

    def minutes(self, people: Collection[UUID], since: date, until: date) -> dict[UUID, int]:
        present = (
            Attendance.objects.counted()
            .filter(
                status=AttendanceStatus.HADIR,
                session__state=SessionState.HELD,
                session__happened_on__gte=since,
                session__happened_on__lt=until,
            )
            .order_by()
        )
        found: dict[UUID, int] = {}
        for some in _in_parts(people):
            sums = present.filter(person__in=some).values("person").annotate(all=Sum("minutes"))
            found.update(sums.values_list("person", "all"))
        return found

    def announced(self, people: Collection[UUID]) -> dict[UUID, date]:
        found: dict[UUID, date] = {}
        for some in _in_parts(people):
            places = RunParticipant.objects.filter(person__in=some).order_by()
            first = places.values("person").annotate(first=Min("added_at"))
            found.update({pk: moment.date() for pk, moment in first.values_list("person", "first")})
        return found


def _in_parts(keys: Collection[UUID]) -> Iterator[list[UUID]]:
    ordered = list(keys)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]
