"""What every room says about one person: the words of the hook `register_personal_data`.

Who is one person across plugins is the user; mentoring also keeps people without one. The
hook's functions take nothing and return a source. Whoever answers needs none of this module:
plain objects of these shapes will do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypedDict
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils import timezone


@dataclass(frozen=True)
class Subject:
    """One person, under all the keys she has had. Both may be empty, never both at once."""

    user_ids: tuple[int, ...]
    person_ids: tuple[UUID, ...]


class Section(TypedDict):
    """One part of a data copy. labels: key of a row -> its name in words. Values are JSON."""

    key: str
    title: str
    labels: dict[str, str]
    rows: list[dict[str, Any]]


class PersonalDataSource(Protocol):
    """name: the app that answers ("curriculum")."""

    name: str

    def describe(self) -> Sequence[str]:
        """Sentences: what is kept about a person here, and for how long."""

    def export(self, subject: Subject) -> Iterable[Section]:
        """Everything that is kept about `subject`; parts without rows may be left out."""

    def erase(self, subject: Subject, *, now: datetime) -> Sequence[str]:
        """Erase what names `subject` and may go; return sentences on what stays, and why.

        Runs inside one transaction with all other sources. Erasing again changes nothing.
        """


def section(key: str, title: Any, rows: QuerySet, fields: Sequence[str]) -> Section:
    """A part made of `fields` of `rows`, with their names and choices in words."""
    meta = rows.model._meta
    return Section(
        key=key,
        title=str(title),
        labels={name: str(meta.get_field(name).verbose_name) for name in fields},
        rows=[{name: _said(row, name) for name in fields} for row in rows],
    )


def _said(row: Model, name: str) -> Any:
    value = getattr(row, name)
    if display := getattr(row, f"get_{name}_display", None):
        return str(display())
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | list | dict):
        return value
    return str(value)


def all_sections(sources: Iterable[PersonalDataSource], subject: Subject) -> list[Section]:
    """The parts of every source that have rows, in the order of the sources."""
    return [part for source in sources for part in source.export(subject) if part["rows"]]


def as_lines(part: Mapping[str, Any]) -> list[list[tuple[str, Any]]]:
    """The rows of a part as (name in words, value) pairs, without what is empty."""
    return [
        [(part["labels"].get(key, key), value) for key, value in row.items() if _is_said(value)]
        for row in part["rows"]
    ]


def _is_said(value: Any) -> bool:
    return value not in (None, "", [], {})
