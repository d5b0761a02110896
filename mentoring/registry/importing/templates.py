"""An empty table to fill in: headings, drop-downs, and a sheet that explains each column."""

from typing import IO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mentoring.registry.importing.kinds import KINDS
from mentoring.registry.importing.lines import Column, Known, words_of
from mentoring.registry.models import import_kinds

ROWS_WITH_DROPDOWNS = 5000
ROWS_AS_TEXT = 500
_HEADING = PatternFill("solid", fgColor="FFE9D8A6")


def write_template(kind: str, known: Known, language: str, output: IO[bytes]) -> None:
    """Write the template of `kind` to `output`, its words in the active language.

    Drop-downs offer the craft centres and groups `known.user` answers for. Cells are text, so
    that no program drops the nought of a phone or turns a day around.
    """
    book = Workbook()
    data = book.active
    data.title = str(dict(import_kinds())[kind])[:31].capitalize()
    data.freeze_panes = "A2"
    offers, words = book.create_sheet(_("Choices")), book.create_sheet(_("How to fill in"))
    words.append([_("Column"), _("Must be filled in"), _("What may stand there")])
    for place, column in enumerate(KINDS[kind].columns, start=1):
        offered = _offered(column, known, language)
        _head(data, place, column)
        if offered:
            _offer(data, offers, place, column, offered)
        must = _("yes") if column.is_required else ""
        words.append([str(column.label), must, ", ".join(offered[:12])])
    _lay_out(words)
    book.save(output)


def _head(data: Worksheet, place: int, column: Column) -> None:
    heading = data.cell(1, place, f"{column.label} *" if column.is_required else str(column.label))
    heading.font, heading.fill = Font(bold=True), _HEADING
    data.column_dimensions[get_column_letter(place)].width = 22
    for row in range(2, ROWS_AS_TEXT):
        data.cell(row, place).number_format = "@"


def _offer(
    data: Worksheet, offers: Worksheet, place: int, column: Column, offered: list[str]
) -> None:
    """A drop-down in column `place` whose words stand in the same column of `offers`."""
    letter = get_column_letter(place)
    for row, word in enumerate(offered, start=1):
        offers.cell(row, place, word)
    dropdown = DataValidation(
        type="list",
        formula1=f"'{offers.title}'!${letter}$1:${letter}${len(offered)}",
        allow_blank=not column.is_required,
    )
    data.add_data_validation(dropdown)
    dropdown.add(f"{letter}2:{letter}{ROWS_WITH_DROPDOWNS}")


def _lay_out(words: Worksheet) -> None:
    for letter, width in (("A", 26), ("B", 18), ("C", 70)):
        words.column_dimensions[letter].width = width
    for row in words.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _offered(column: Column, known: Known, language: str) -> list[str]:
    if column.name == "sentra":
        return sorted(sentra.name for sentra in known.sentra.values())
    if column.name == "group":
        return sorted({group.name for groups in known.groups.values() for group in groups})
    if column.choices is None:
        return []
    words = words_of(column.choices, language)
    return list(words)[: len(column.choices.values)]
