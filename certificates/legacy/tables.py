"""Rows of a CSV or XLSX file as text; what the file is decides its beginning, not its name."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from certificates.legacy.cells import key_of, plain
from certificates.legacy.errors import TableTooLong, TableUnreadable

MOST_ROWS = 5_000
_MOST_COLUMNS = 40
_UNPACKED_LIMIT = 100_000_000
_HEADING_WITHIN = 15
_DELIMITERS = ";,\t|"


@dataclass(frozen=True)
class Line:
    """number: as a spreadsheet shows it, the first line of the file is 1."""

    number: int
    cells: tuple[str, ...]


def read_table(file: IO[bytes], known: set[str]) -> tuple[Line, list[Line]]:
    """The line of the headings and all lines below it that say something.

    known: keys of headings. Of a workbook that sheet is read which has most of them; titles
    above the table, as offices write them, are passed over.
    Raises TableUnreadable, TableTooLong.
    """
    file.seek(0)
    sheets = _sheets(file) if file.read(4) == b"PK\x03\x04" else [_comma_separated(file)]
    best: tuple[int, list[Line], Line] | None = None
    for rows in sheets:
        lines = _lines(rows)
        if lines:
            count, heading = _heading(lines, known)
            if best is None or count > best[0]:
                best = (count, lines, heading)
    if best is None:
        raise TableUnreadable()
    heading = best[2]
    below = [line for line in best[1] if line.number > heading.number]
    if len(below) > MOST_ROWS:
        raise TableTooLong(most=MOST_ROWS)
    return heading, below


def _lines(rows: Iterable[Iterable[Any]]) -> list[Line]:
    found = []
    for number, cells in enumerate(rows, start=1):
        if len(found) > MOST_ROWS + _HEADING_WITHIN:
            raise TableTooLong(most=MOST_ROWS)
        said = [plain(_said(cell)) for cell in list(cells)[:_MOST_COLUMNS]]
        while said and not said[-1]:
            said.pop()
        if said:
            found.append(Line(number, tuple(said)))
    return found


def _heading(lines: list[Line], known: set[str]) -> tuple[int, Line]:
    """How many of `known` the best of the first lines has, and that line."""
    first = lines[:_HEADING_WITHIN]
    counts = [(sum(key_of(cell) in known for cell in line.cells), line) for line in first]
    return max(counts, key=lambda each: (each[0], -each[1].number))


def _comma_separated(file: IO[bytes]) -> Iterator[list[str]]:
    """UTF-8, or what Windows in this part of the world writes; any usual separator."""
    file.seek(0)
    raw = file.read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    if "\x00" in text or not text.strip():
        raise TableUnreadable()
    first = max(text[:20_000].splitlines()[:_HEADING_WITHIN], key=_separators)
    try:
        yield from csv.reader(io.StringIO(text), delimiter=max(_DELIMITERS, key=first.count))
    except csv.Error as broken:
        raise TableUnreadable() from broken


def _separators(line: str) -> int:
    return max(line.count(each) for each in _DELIMITERS)


def _sheets(file: IO[bytes]) -> list[list[list[Any]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow import

    try:
        with zipfile.ZipFile(file) as parts:
            if sum(part.file_size for part in parts.infolist()) > _UNPACKED_LIMIT:
                raise TableTooLong(most=MOST_ROWS)
        file.seek(0)
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        return [_cells(sheet) for sheet in book.worksheets]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, IndexError, SyntaxError) as broken:
        # openpyxl lets through whatever the part it read had to say (ParseError is a SyntaxError).
        raise TableUnreadable() from broken


def _cells(sheet: Any) -> list[list[Any]]:
    """Cells of one sheet; no more rows than tell that there are too many."""
    most = MOST_ROWS + _HEADING_WITHIN + 2
    rows = sheet.iter_rows(values_only=True, max_row=most, max_col=_MOST_COLUMNS)
    return [list(row) for row in rows]


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
