"""Workbooks of plain rows: no cell is ever a formula, whatever a name begins with."""

import io
from collections.abc import Iterable, Sequence
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


def _sheet_name(title: str) -> str:
    return "".join(" " if letter in r"[]:*?/\'" else letter for letter in title)[:31].strip() or "1"
