"""Who people of older records are today: two records that were merged are one person."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from mentoring.registry.models import Person


@dataclass(frozen=True)
class Today:
    """The row that goes on for a person, and her name."""

    id: UUID
    name: str


def people_today(keys: Collection[UUID]) -> dict[UUID, Today]:
    """Key as it was written -> who that is today; keys of nobody are left out.

    One query, and one more for each step of people who were merged again.
    """
    rows: dict[UUID, tuple[str, UUID | None]] = {}
    asked = set(keys)
    while asked:
        found = Person.objects.filter(pk__in=asked).values_list("pk", "full_name", "merged_into")
        rows |= {key: (name, into) for key, name, into in found}
        asked = {into for _name, into in rows.values() if into} - set(rows)
    return {key: _end(key, rows) for key in keys if key in rows}


def _end(key: UUID, rows: dict[UUID, tuple[str, UUID | None]]) -> Today:
    name, into = rows[key]
    while into in rows:
        key, (name, into) = into, rows[into]
    return Today(key, name)
