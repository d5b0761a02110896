"""What this room tells the registry about whom the programme reaches."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from mentoring.assignments.models import Assignment, AssignmentKind
from mentoring.registry.models import CrafterGroup


class AccompaniedGroups:
    """A group counts as accompanied on the days of an accepted lead or cover."""

    name = "mentoring.assignments"

    def accompanied_groups(self, on: date) -> QuerySet:
        accepted = Assignment.objects.responsible_on(on).exclude(kind=AssignmentKind.TRAINEE)
        return CrafterGroup.objects.filter(pk__in=accepted.values("group"))

    def minutes(self, people: Collection[UUID], since: date, until: date) -> dict[UUID, int]:
        return {}

    def announced(self, people: Collection[UUID]) -> dict[UUID, date]:
        return {}
