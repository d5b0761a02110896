"""The national list of places (CSV, some 84,000 lines), read as a stream."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.registry.errors import NoPlacesInFile, PlaceFileUnreadable
from mentoring.registry.models import Place, PlaceChange, PlaceChangeKind
from mentoring.registry.place_codes import ReadCode, read_place_code

_AT_ONCE = 2000
_SHOWN = 50
_CODES = {"kode", "code", "kode_wilayah", "kode wilayah", "kode kemendagri", "kode_kemendagri"}
_NAMES = {"nama", "name", "nama_wilayah", "nama wilayah", "wilayah"}
_BPS = {"kode_bps", "kode bps", "bps", "bps_code"}


@dataclass(frozen=True)
class Remark:
    """Something about one line of the file, numbered as an editor numbers it."""

    line: int
    sentence: str


@dataclass
class PlaceImport:
    """What came of a list. Remarks: the first 50 of each kind; the counts are of all."""

    created: int = 0
    renamed: int = 0
    unchanged: int = 0
    padded: int = 0
    refused: int = 0
    warnings: list[Remark] = field(default_factory=list)
    refusals: list[Remark] = field(default_factory=list)

    def warn(self, line: int, sentence: str) -> None:
        self.padded += 1
        if len(self.warnings) < _SHOWN:
            self.warnings.append(Remark(line, sentence))

    def refuse(self, line: int, sentence: str) -> None:
        self.refused += 1
        if len(self.refusals) < _SHOWN:
            self.refusals.append(Remark(line, sentence))

    @property
    def read(self) -> int:
        return self.created + self.renamed + self.unchanged


@dataclass(frozen=True)
class _Line:
    number: int
    code: ReadCode
    name: str
    bps_code: str


@transaction.atomic
def import_places(
    file: BinaryIO, *, happened_on: date, source: str = "", dry_run: bool = False
) -> PlaceImport:
    """Create the places of `file` and rename those that are called otherwise there.

    file: CSV with a line of headings (kode, nama, perhaps kode_bps), commas, semicolons or
    tabs, UTF-8 or cp1252. Lines may come in any order. A name that changed becomes a
    PlaceChange of `happened_on`; nothing is ever deleted. Lines that cannot be read, or
    whose surrounding place is nowhere, are refused and told; the others are taken.
    dry_run: say what would happen and change nothing.
    Raises PlaceFileUnreadable, NoPlacesInFile.
    """
    outcome = PlaceImport()
    known = dict(Place.objects.values_list("code", "name"))
    waiting: list[_Line] = []
    new: list[_Line] = []
    seen: set[str] = set()
    for line in _lines(file, outcome):
        if line.code.code in seen:
            outcome.refuse(line.number, _("The code %(code)s came before.") % _facts(line))
            continue
        seen.add(line.code.code)
        if line.code.parent and line.code.parent not in known:
            waiting.append(line)
            continue
        _take(line, known, new, outcome, happened_on, source, dry_run)
        if len(new) >= _AT_ONCE:
            _write(new, dry_run)
    _take_waiting(waiting, known, new, outcome, happened_on, source, dry_run)
    _write(new, dry_run)
    if not outcome.read and not outcome.refused:
        raise NoPlacesInFile
    return outcome


def _take_waiting(
    waiting: list[_Line],
    known: dict[str, str],
    new: list[_Line],
    outcome: PlaceImport,
    happened_on: date,
    source: str,
    dry_run: bool,
) -> None:
    """Those that came before the place around them, larger places first."""
    for line in sorted(waiting, key=lambda each: (each.code.level, each.code.code)):
        if line.code.parent not in known:
            outcome.refuse(
                line.number,
                _("%(name)s (%(code)s) lies in %(parent)s, which is nowhere in the list.")
                % _facts(line),
            )
            continue
        _take(line, known, new, outcome, happened_on, source, dry_run)


def _take(
    line: _Line,
    known: dict[str, str],
    new: list[_Line],
    outcome: PlaceImport,
    happened_on: date,
    source: str,
    dry_run: bool,
) -> None:
    code, before = line.code.code, known.get(line.code.code)
    if line.code.was_padded:
        outcome.warn(line.number, _("Lost zeros were put back: %(code)s %(name)s") % _facts(line))
    known[code] = line.name
    if before is None:
        outcome.created += 1
        new.append(line)
    elif before.casefold() == line.name.casefold():
        outcome.unchanged += 1
        if line.bps_code and not dry_run:
            Place.objects.filter(code=code).exclude(bps_code=line.bps_code).update(
                bps_code=line.bps_code
            )
    else:
        outcome.renamed += 1
        if not dry_run:
            _rename(line, before, happened_on, source)


def _rename(line: _Line, before: str, happened_on: date, source: str) -> None:
    Place.objects.filter(code=line.code.code).update(name=line.name)
    PlaceChange.objects.get_or_create(
        old_id=line.code.code,
        new_id=line.code.code,
        happened_on=happened_on,
        defaults={
            "kind": PlaceChangeKind.RENAME,
            "name_before": before,
            "source": source[:200],
        },
    )


def _write(new: list[_Line], dry_run: bool) -> None:
    if not dry_run:
        Place.objects.bulk_create(
            Place(
                code=line.code.code,
                name=line.name,
                parent_id=line.code.parent or None,
                bps_code=line.bps_code,
            )
            for line in sorted(new, key=lambda each: each.code.level)
        )
    new.clear()


def _facts(line: _Line) -> dict[str, str]:
    return {"code": line.code.code, "name": line.name, "parent": line.code.parent}


def _lines(file: BinaryIO, outcome: PlaceImport) -> Iterator[_Line]:
    rows = csv.reader(_text(file), delimiter=_delimiter(file))
    columns: dict[str, int] | None = None
    for row in rows:
        if columns is None:
            columns = _columns(row)
            continue
        if any(cell.strip() for cell in row):
            line = _line(rows.line_num, row, columns, outcome)
            if line is not None:
                yield line


def _columns(headings: list[str]) -> dict[str, int]:
    """Which column is what; raises NoPlacesInFile when code or name cannot be told."""
    found: dict[str, int] = {}
    for number, heading in enumerate(headings):
        word = heading.strip().lstrip("\ufeff").casefold()
        for key, words in (("code", _CODES), ("name", _NAMES), ("bps", _BPS)):
            if word in words:
                found.setdefault(key, number)
    if not {"code", "name"} <= set(found):
        raise NoPlacesInFile
    return found


def _line(
    number: int, row: list[str], columns: dict[str, int], outcome: PlaceImport
) -> _Line | None:
    def cell(key: str) -> str:
        place = columns.get(key)
        return "" if place is None or place >= len(row) else " ".join(row[place].split())

    name = cell("name")
    try:
        code = read_place_code(cell("code"))
    except ValueError:
        outcome.refuse(number, _('"%(text)s" is no code of a place.') % {"text": cell("code")[:40]})
        return None
    if not name or len(name) > 100:
        outcome.refuse(number, _("%(code)s has no name, or a very long one.") % {"code": code.code})
        return None
    bps = cell("bps").replace(".", "")
    return _Line(number, code, name, bps if bps.isdigit() and len(bps) in (2, 4, 7, 10) else "")


def _encoding(file: BinaryIO) -> str:
    """utf-8 where the beginning of the file is that, else what Windows writes."""
    file.seek(0)
    start = file.read(200_000)
    file.seek(0)
    if b"\x00" in start:
        raise PlaceFileUnreadable
    try:
        start.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        # A character may be cut in two where reading stopped.
        return "utf-8-sig" if broken.start > len(start) - 4 else "cp1252"
    return "utf-8-sig"


def _text(file: BinaryIO) -> Iterable[str]:
    # Wrapped bytes are read as the rows are asked for; the wrapper must not close the file.
    return io.TextIOWrapper(_Unclosed(file), encoding=_encoding(file), errors="replace", newline="")


class _Unclosed(io.RawIOBase):
    """The bytes of a file that somebody else closes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        chunk = self._file.read(len(buffer))  # type: ignore[arg-type]
        buffer[: len(chunk)] = chunk  # type: ignore[index]
        return len(chunk)


def _delimiter(file: BinaryIO) -> str:
    file.seek(0)
    heading = file.readline(10_000)
    file.seek(0)
    return max(",;\t", key=lambda sign: heading.count(sign.encode()))
