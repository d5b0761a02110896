"""Rows of a CSV or XLSX file as text, one after the other; the file decides, not its name."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from openpyxl import load_workbook

from mentoring.registry.errors import ImportFileUnreadable, ImportHasTooManyRows
from mentoring.registry.importing.cells import plain
from mentoring.registry.name_keys import name_key

MOST_ROWS = 200_000
MOST_COLUMNS = 60
_UNPACKED_LIMIT = 400_000_000
_HEADING_WITHIN = 15
_DELIMITERS = ";,\t|"


@dataclass(frozen=True)
class Line:
    """number: as a spreadsheet shows it, the first line of the file is 1."""

    number: int
    cells: tuple[str, ...]


def lines(file: IO[bytes]) -> Iterator[Line]:
    """Every line of the table that says something. Raises ImportFileUnreadable.

    Reads as it goes: a file of a hundred thousand lines is never whole in memory.
    """
    file.seek(0)
    beginning = file.read(4)
    file.seek(0)
    rows = _sheet(file) if beginning == b"PK\x03\x04" else _comma_separated(file)
    for number, cells in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise ImportHasTooManyRows(most=MOST_ROWS)
        said = tuple(plain(cell) for cell in islice(cells, MOST_COLUMNS))
        if any(said):
            yield Line(number, said)


def heading_line(file: IO[bytes], known: set[str]) -> Line:
    """The line of the headings: of the first ones that which has most of `known`.

    known: keys of headings. Titles above a table, as offices write them, are passed over.
    Raises ImportFileUnreadable for a file without any line.
    """
    first = list(islice(lines(file), _HEADING_WITHIN))
    if not first:
        raise ImportFileUnreadable()
    return max(
        first, key=lambda line: (sum(name_key(c) in known for c in line.cells), -line.number)
    )


def _comma_separated(file: IO[bytes]) -> Iterator[list[str]]:
    """UTF-8, or what Windows in this part of the world writes; any usual separator."""
    encoding = _encoding(file)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        sample = text.read(20_000)
        if "\x00" in sample or not sample.strip():
            raise ImportFileUnreadable()
        text.seek(0)
        first = max(sample.splitlines()[:_HEADING_WITHIN], key=_separators)
        delimiter = max(_DELIMITERS, key=first.count)
        yield from csv.reader(text, delimiter=delimiter)
    except csv.Error as broken:
        raise ImportFileUnreadable() from broken
    finally:
        # A reader that is dropped late comes here when its file is closed already.
        if not file.closed:
            text.detach()


def _separators(line: str) -> int:
    return max(line.count(each) for each in _DELIMITERS)


def _encoding(file: IO[bytes]) -> str:
    file.seek(0)
    try:
        for _part in io.TextIOWrapper(_Unclosed(file), encoding="utf-8-sig"):
            pass
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8-sig"


class _Unclosed(io.RawIOBase):
    """Reads `file` and leaves it open when the text around it is dropped."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self.file.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def _sheet(file: IO[bytes]) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(file) as parts:
            if sum(part.file_size for part in parts.infolist()) > _UNPACKED_LIMIT:
                raise ImportFileUnreadable()
        file.seek(0)
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_said(value) for value in row]
    except ImportFileUnreadable:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, IndexError, SyntaxError) as broken:
        # openpyxl lets through whatever the part it read had to say (ParseError is a SyntaxError).
        raise ImportFileUnreadable() from broken


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
