"""Workbooks and lists of plain rows: no cell is ever a formula, whatever a name begins with."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: Any) -> Any:
    """Text that looks like a formula with a quote before it; everything else as it is."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def workbook(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet named `title` (cut to what a sheet's name may be) with `headings` and `rows`."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow import

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.append([str(heading) for heading in headings])
    for row in rows:
        sheet.append([harmless(value) for value in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def csv_chunks(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The lines of a CSV with `headings` and `rows`, made while it is sent.

    It begins with the byte order mark, without which spreadsheets take it for another encoding,
    and is parted by semicolons, as they read it where the comma is a decimal sign.
    """
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff"
    yield writer.writerow([str(heading) for heading in headings])
    for row in rows:
        yield writer.writerow([harmless(value) for value in row])


def _sheet_name(title: str) -> str:
    return "".join(" " if letter in r"[]:*?/\'" else letter for letter in title)[:31].strip() or "1"
