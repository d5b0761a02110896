"""What rooms below give to people, asked by the registry without knowing them.

A room registers a source while apps load. A room that is not installed gives nothing.
"""

from collections.abc import Collection
from datetime import date
from typing import Protocol
from uuid import UUID

from django.db.models import QuerySet


class BenefitSource(Protocol):
    """What one room knows. Everything is asked of many people at once."""

    name: str

    def accompanied_groups(self, on: date) -> QuerySet | None:
        """Keys of groups that somebody accompanies on `on`, as a queryset; None: not known here."""

    def minutes(self, people: Collection[UUID], since: date, until: date) -> dict[UUID, int]:
        """Person pk -> minutes given to her in [since, until); who got none may be absent."""

    def announced(self, people: Collection[UUID]) -> dict[UUID, date]:
        """Person pk -> first day on which a benefit was announced to her."""


_sources: dict[str, BenefitSource] = {}


def register_benefits(source: BenefitSource) -> None:
    """Registering another source of the same name replaces it, so reloading is harmless."""
    _sources[source.name] = source


def accompanied(groups: Collection[UUID], on: date) -> set[UUID]:
    found: set[UUID] = set()
    for source in _sources.values():
        rows = source.accompanied_groups(on)
        if rows is not None:
            found.update(rows.filter(pk__in=groups).values_list("pk", flat=True))
    return found


def minutes_given(people: Collection[UUID], since: date, until: date) -> dict[UUID, int]:
    """Person pk -> minutes from all rooms; every asked pk is present, 0 if she got none."""
    total = dict.fromkeys(people, 0)
    for source in _sources.values():
        for person, minutes in source.minutes(people, since, until).items():
            total[person] += minutes
    return total


def first_announced(people: Collection[UUID]) -> dict[UUID, date]:
    """Person pk -> the first day any room announced something to her."""
    found: dict[UUID, date] = {}
    for source in _sources.values():
        for person, day in source.announced(people).items():
            found[person] = min(day, found.get(person, day))
    return found
