"""A line of a list: the columns it is read by, its values, and what is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from typing import Any

from django.db.models import Model, TextChoices
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from mentoring.registry.importing import cells
from mentoring.registry.importing.cells import CellProblem
from mentoring.registry.models import (
    CrafterGroup,
    MembershipRole,
    Place,
    Sentra,
    Sex,
)
from mentoring.registry.name_keys import name_key
from mentoring.registry.permissions import rows_in_charge

Values = dict[str, Any]
Problem = dict[str, Any]

# What people write for a choice beside the words of the screens.
_ALSO_SAID: dict[type[TextChoices], dict[str, str]] = {
    Sex: {"perempuan": "P", "wanita": "P", "P": "P", "laki-laki": "L", "pria": "L", "L": "L"},
    MembershipRole: {"ketua": "chair", "sekretaris": "secretary", "bendahara": "treasurer"},
}


@dataclass
class Known:
    """What the importer answers for, read once for a run. seen: key of a line -> its number.

    about: what the list belongs to (`ImportBatch.about`).
    """

    user: Any
    today: date
    seen: dict[Any, int] = field(default_factory=dict)
    about: str = ""

    @cached_property
    def sentra(self) -> dict[str, Sentra]:
        rows = rows_in_charge(Sentra, self.user).select_related("place")
        return {name_key(row.name): row for row in rows}

    @cached_property
    def groups(self) -> dict[str, list[CrafterGroup]]:
        found: dict[str, list[CrafterGroup]] = {}
        for row in rows_in_charge(CrafterGroup, self.user).select_related("sentra__place"):
            found.setdefault(row.name_key, []).append(row)
        return found

    @cached_property
    def place_codes(self) -> set[str]:
        return set(rows_in_charge(Place, self.user).values_list("code", flat=True))


@dataclass(frozen=True)
class Column:
    """One column: `read` turns the text of a cell into its value or raises CellProblem."""

    name: str
    label: Any
    read: Callable[[str, Known], Any]
    is_required: bool = False
    also_called: tuple[str, ...] = ()
    choices: type[TextChoices] | None = None

    def headings(self) -> set[str]:
        """Keys of the headings that mean this column, in every language."""
        said = {self.name.replace("_", " "), *self.also_called}
        for language in ("id", "en"):
            with override(language):
                said.add(str(self.label))
        return {name_key(each) for each in said}


@dataclass(frozen=True)
class ListKind:
    """check: what a line says against the lines before it and the rows that are there;
    write: the objects of each line, saved. Both take lines of one part at a time.
    known: what is read once for a run. sentences: code of a problem -> its sentence, where
    the kind has problems of its own. built_on: those of the keys of a model that somebody
    has built on since, so that they are not taken back. taken_back: called when what was
    written is gone. page: the address where the list belongs."""

    columns: tuple[Column, ...]
    check: Callable[[Sequence["CheckedLine"], Any], None]
    write: Callable[[Sequence[Values], Any, str], list[list[Model]]]
    known: type[Known] = Known
    sentences: Mapping[str, Any] = field(default_factory=dict)
    built_on: Callable[[type[Model], set[str]], set[str]] = lambda model, keys: set()
    taken_back: Callable[[Any], None] = lambda known: None
    page: Callable[[str], str] = lambda about: ""

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


@dataclass
class CheckedLine:
    """A line as read: its values, and what is wrong with it."""

    number: int
    said: dict[str, str]
    values: Values = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def object_to(self, column: str, code: str, suggestion: str = "", **facts: Any) -> None:
        self.problems.append(
            {"code": code, "field": column, "facts": facts, "suggestion": suggestion}
        )


def check_lines(kind: ListKind, lines: Sequence[CheckedLine], known: Known) -> None:
    """Fill in values and problems of `lines`."""
    for line in lines:
        for column in kind.columns:
            _read_cell(column, line, known)
    kind.check([line for line in lines if not line.problems], known)


def _read_cell(column: Column, line: CheckedLine, known: Known) -> None:
    if not (text := line.said.get(column.name, "")):
        if column.is_required:
            line.object_to(column.name, "missing")
        return
    try:
        line.values[column.name] = column.read(text, known)
    except CellProblem as wrong:
        line.object_to(column.name, wrong.code, wrong.suggestion, **wrong.facts)


def text(longest: int) -> Callable[[str, Known], str]:
    return lambda text, known: cells.read_text(text, longest=longest)


def past_day(text: str, known: Known) -> date:
    return cells.read_past_day(text, today=known.today)


def birth(text: str, known: Known) -> Any:
    return cells.read_birth(text, today=known.today)


def choice(choices: type[TextChoices]) -> Callable[[str, Known], str]:
    return lambda text, known: cells.read_choice(
        text, words_of(choices, get_language() or "id"), offered=len(choices.values)
    )


@cache
def words_of(choices: type[TextChoices], language: str) -> dict[str, str]:
    """Every word for a value, those of the screens in `language` first."""
    words: dict[str, str] = {}
    for each in (language, "id", "en"):
        with override(each):
            for value, label in choices.choices:
                words.setdefault(str(label), str(value))
    for word, value in _ALSO_SAID.get(choices, {}).items():
        words.setdefault(word, value)
    return words | {str(value): str(value) for value in choices.values}


def known_sentra(text: str, known: Known) -> Sentra:
    if (found := known.sentra.get(name_key(text))) is not None:
        return found
    names = [sentra.name for sentra in known.sentra.values()]
    raise CellProblem("unknown_sentra", cells.nearest(text, names))


def groups_named(text: str, known: Known) -> list[CrafterGroup]:
    if found := known.groups.get(name_key(text)):
        return found
    names = [groups[0].name for groups in known.groups.values()]
    raise CellProblem("unknown_group", cells.nearest(text, names))


def known_place(text: str, known: Known) -> str:
    code = cells.read_place_code(text)
    if code not in known.place_codes:
        raise CellProblem("unknown_place")
    return code


def phone(text: str, known: Known) -> str:
    return cells.read_phone(text)


def wave(text: str, known: Known) -> int:
    return cells.read_number(text, lowest=1, highest=99)


def seen_before(line: CheckedLine, key: Any, column: str, known: Known) -> bool:
    """Whether an earlier line says the same; then this one is objected to."""
    first = known.seen.setdefault(key, line.number)
    if first != line.number:
        line.object_to(column, "twice_in_file", line=first)
    return first != line.number


SENTRA = partial(
    Column, "sentra", _("Craft centre"), known_sentra, also_called=("sentra", "klaster")
)
HAMLET = partial(Column, "hamlet", _("Hamlet"), text(80), also_called=("dusun", "dsn"))
SEX = Column("sex", _("Sex"), choice(Sex), also_called=("jk", "l/p", "jenis kelamin"), choices=Sex)
