"""The three kinds of lists: their columns, what is checked, what is written from them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from typing import Any

from django.db.models import Model, TextChoices
from django.utils import timezone
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.registry.importing import cells
from mentoring.registry.importing.cells import CellProblem
from mentoring.registry.models import (
    CensusEntry,
    ConsentLevel,
    CrafterGroup,
    ImportKind,
    Membership,
    MembershipRole,
    Person,
    Place,
    ReachedThrough,
    Sentra,
    Sex,
    Stratum,
    Tenancy,
    Tier,
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
    """What the importer answers for, read once for a run. seen: key of a line -> its number."""

    user: Any
    today: date
    seen: dict[Any, int] = field(default_factory=dict)

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
    write: the objects of each line, saved. Both take lines of one part at a time."""

    columns: tuple[Column, ...]
    check: Callable[[Sequence["CheckedLine"], Known], None]
    write: Callable[[Sequence[Values], Known, str], list[list[Model]]]

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


def _text(longest: int) -> Callable[[str, Known], str]:
    return lambda text, known: cells.read_text(text, longest=longest)


def _past_day(text: str, known: Known) -> date:
    return cells.read_past_day(text, today=known.today)


def _birth(text: str, known: Known) -> Any:
    return cells.read_birth(text, today=known.today)


def _choice(choices: type[TextChoices]) -> Callable[[str, Known], str]:
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


def _sentra(text: str, known: Known) -> Sentra:
    if (found := known.sentra.get(name_key(text))) is not None:
        return found
    names = [sentra.name for sentra in known.sentra.values()]
    raise CellProblem("unknown_sentra", cells.nearest(text, names))


def _groups_named(text: str, known: Known) -> list[CrafterGroup]:
    if found := known.groups.get(name_key(text)):
        return found
    names = [groups[0].name for groups in known.groups.values()]
    raise CellProblem("unknown_group", cells.nearest(text, names))


def _place(text: str, known: Known) -> str:
    code = cells.read_place_code(text)
    if code not in known.place_codes:
        raise CellProblem("unknown_place")
    return code


def _phone(text: str, known: Known) -> str:
    return cells.read_phone(text)


def _wave(text: str, known: Known) -> int:
    return cells.read_number(text, lowest=1, highest=99)


def _seen_before(line: CheckedLine, key: Any, column: str, known: Known) -> bool:
    """Whether an earlier line says the same; then this one is objected to."""
    first = known.seen.setdefault(key, line.number)
    if first != line.number:
        line.object_to(column, "twice_in_file", line=first)
    return first != line.number


def _check_groups(lines: Sequence[CheckedLine], known: Known) -> None:
    sentra = {line.values["sentra"] for line in lines}
    taken = {
        (sentra_id, name.lower())
        for sentra_id, name in CrafterGroup.objects.filter(sentra__in=sentra).values_list(
            "sentra", "name"
        )
    }
    for line in lines:
        key = (line.values["sentra"].pk, line.values["name"].lower())
        if not _seen_before(line, key, "name", known) and key in taken:
            line.object_to("name", "name_taken")


def _write_groups(rows: Sequence[Values], known: Known, source: str) -> list[list[Model]]:
    return [[group] for group in CrafterGroup.objects.bulk_create(CrafterGroup(**r) for r in rows)]


def _check_members(lines: Sequence[CheckedLine], known: Known) -> None:
    for line in lines:
        groups = line.values["group"]
        if wanted := line.values.get("sentra"):
            groups = [group for group in groups if group.sentra_id == wanted.pk]
        if len(groups) == 1:
            line.values["group"] = groups[0]
        else:
            line.object_to("group", "several_groups" if groups else "unknown_group")
    told = [line for line in lines if not line.problems]
    members = set(
        Membership.objects.on(known.today)
        .filter(
            group__in={line.values["group"] for line in told},
            # A part may name every group of a district: only namesakes are fetched.
            person__name_key__in={name_key(line.values["full_name"]) for line in told},
        )
        .values_list("group", "person__name_key", "person__birth_year", "person__born_on__year")
    )
    for line in told:
        _check_member(line, members, known)


def _check_member(line: CheckedLine, members: Collection[tuple], known: Known) -> None:
    """The same name and year, or no year, in the same group is the same line for a second time."""
    name, group = name_key(line.values["full_name"]), line.values["group"]
    born_on, year, _guess = line.values.get("birth", (None, None, False))
    year = born_on.year if born_on else year
    if _seen_before(line, (group.pk, name, year), "full_name", known):
        return
    if {(group.pk, name, year, None), (group.pk, name, None, year)} & set(members):
        line.object_to("full_name", "already_member")


def _write_members(rows: Sequence[Values], known: Known, source: str) -> list[list[Model]]:
    people, memberships = [], []
    for row in rows:
        group = row["group"]
        born_on, year, is_guess = row.get("birth", (None, None, False))
        about = {
            name: row[name]
            for name in ("full_name", "nickname", "sex", "phone", "rt_rw")
            if name in row
        }
        person = Person(
            **about,
            hamlet=row.get("hamlet") or group.hamlet or group.sentra.place.name,
            place_id=group.sentra.place_id,
            born_on=born_on,
            birth_year=year,
            is_birth_estimated=is_guess,
        )
        people.append(person)
        memberships.append(
            Membership(
                person=person,
                group=group,
                starts_on=row["starts_on"],
                role=row.get("role", MembershipRole.MEMBER),
                source=source,
            )
        )
    Person.objects.bulk_create(people)
    Membership.objects.bulk_create(memberships)
    return [list(pair) for pair in zip(people, memberships, strict=True)]


def _check_census(lines: Sequence[CheckedLine], known: Known) -> None:
    listed = set(
        CensusEntry.objects.filter(
            sentra__in={line.values["sentra"] for line in lines},
            name_key__in={name_key(line.values["name"]) for line in lines},
        ).values_list("sentra", "hamlet", "name_key")
    )
    for line in lines:
        key = (line.values["sentra"].pk, line.values["hamlet"], name_key(line.values["name"]))
        if not _seen_before(line, key, "name", known) and key in listed:
            line.object_to("name", "already_listed")


def _write_census(rows: Sequence[Values], known: Known, source: str) -> list[list[Model]]:
    now = timezone.now()
    entries = [
        CensusEntry(
            **{name: value for name, value in row.items() if name != "place"},
            place_id=row.get("place") or row["sentra"].place_id,
            recorded_by=known.user,
            recorded_at=now,
        )
        for row in rows
    ]
    return [[entry] for entry in CensusEntry.objects.bulk_create(entries)]


_SENTRA = partial(Column, "sentra", _("Craft centre"), _sentra, also_called=("sentra", "klaster"))
_HAMLET = partial(Column, "hamlet", _("Hamlet"), _text(80), also_called=("dusun", "dsn"))
_SEX = Column(
    "sex", _("Sex"), _choice(Sex), also_called=("jk", "l/p", "jenis kelamin"), choices=Sex
)

KINDS: dict[str, ListKind] = {
    ImportKind.GROUPS: ListKind(
        columns=(
            Column("name", _("Name of the group"), _text(120), True, ("nama kelompok", "kelompok")),
            _SENTRA(is_required=True),
            _HAMLET(),
            Column(
                "founded_on", _("Founded on"), _past_day, also_called=("berdiri", "tgl berdiri")
            ),
            Column("tier", _("Tier"), _choice(Tier), choices=Tier),
            Column("tenancy", _("Incubated"), _choice(Tenancy), choices=Tenancy),
        ),
        check=_check_groups,
        write=_write_groups,
    ),
    ImportKind.MEMBERS: ListKind(
        columns=(
            Column("group", pgettext_lazy("crafters", "Group"), _groups_named, True, ("kelompok",)),
            _SENTRA(),
            Column("full_name", _("Full name"), _text(100), True, ("nama", "nama anggota")),
            Column("nickname", _("Called"), _text(40), also_called=("panggilan",)),
            _SEX,
            Column(
                "birth",
                _("Birth date or year"),
                _birth,
                also_called=("tgl lahir", "tahun lahir", "tanggal lahir"),
            ),
            Column("phone", _("Phone"), _phone, also_called=("hp", "no hp", "telepon", "wa")),
            _HAMLET(),
            Column("rt_rw", "RT/RW", _text(16)),
            Column(
                "role",
                _("Role in the group"),
                _choice(MembershipRole),
                also_called=("jabatan",),
                choices=MembershipRole,
            ),
            Column("starts_on", _("Member from"), _past_day, True, ("mulai", "masuk", "tgl masuk")),
        ),
        check=_check_members,
        write=_write_members,
    ),
    ImportKind.CENSUS: ListKind(
        columns=(
            Column("name", _("Name or alias"), _text(100), True, ("nama",)),
            _SENTRA(is_required=True),
            _HAMLET(is_required=True),
            Column("place", _("Code of the village"), _place, also_called=("kode desa", "kode")),
            _SEX,
            Column("craft", _("Craft"), _text(80), also_called=("kerajinan",)),
            Column("stratum", _("Stratum"), _choice(Stratum), choices=Stratum),
            Column("consent_level", _("Agreed"), _choice(ConsentLevel), choices=ConsentLevel),
            Column(
                "reached_through",
                _("Reached through"),
                _choice(ReachedThrough),
                True,
                ("dijangkau lewat", "ditemui lewat"),
                choices=ReachedThrough,
            ),
            Column("referred_by", _("Named by"), _text(100)),
            Column("wave", _("Wave"), _wave, also_called=("gelombang",)),
            Column("seen_on", _("Met on"), _past_day, True, ("tanggal", "tgl")),
        ),
        check=_check_census,
        write=_write_census,
    ),
}


def guessed_columns(kind: str, headings: Sequence[str]) -> dict[str, str]:
    """Field name -> heading of the file, for each column whose heading is recognised."""
    by_key = {name_key(heading): heading for heading in reversed(headings) if heading}
    guessed = {}
    for column in KINDS[kind].columns:
        found = [by_key[key] for key in column.headings() if key in by_key]
        if found:
            guessed[column.name] = min(found, key=list(headings).index)
    return guessed


def known_headings(kind: str) -> set[str]:
    return {key for column in KINDS[kind].columns for key in column.headings()}
