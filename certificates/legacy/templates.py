"""An empty table to fill in: headings, drop-downs, and a sheet that explains each column."""

import io
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from certificates.legacy.columns import COLUMNS

_ROWS = 500


def empty_table(offered: Mapping[str, Sequence[str]]) -> bytes:
    """The template as XLSX, in the active language. offered: field name -> words to choose from.

    Cells are text, so that no program turns a day around or drops a nought.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow import
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415 - slow import
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - slow import
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - slow import

    book = Workbook()
    data = book.active
    data.title, data.freeze_panes = _("Past certificates")[:31], "A2"
    choices, words = book.create_sheet(_("Choices")), book.create_sheet(_("How to fill in"))
    words.append([_("Column"), _("Must be filled in"), _("What may stand there")])
    for place, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(place)
        heading = data.cell(1, place, f"{column.label}{' *' if column.is_required else ''}")
        heading.font, heading.fill = Font(bold=True), PatternFill("solid", fgColor="FFE9D8A6")
        data.column_dimensions[letter].width = 24
        for row in range(2, _ROWS):
            data.cell(row, place).number_format = "@"
        listed = list(offered.get(column.name, ()))
        for row, word in enumerate(listed, start=1):
            choices.cell(row, place, word).data_type = "s"
        if listed:
            among = f"'{choices.title}'!${letter}$1:${letter}${len(listed)}"
            dropdown = DataValidation(type="list", formula1=among, showErrorMessage=False)
            data.add_data_validation(dropdown)
            dropdown.add(f"{letter}2:{letter}{_ROWS}")
        words.append(
            [str(column.label), _("yes") if column.is_required else "", _hint(column.name)]
        )
    for letter, width in (("A", 26), ("B", 18), ("C", 80)):
        words.column_dimensions[letter].width = width
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _hint(name: str) -> str:
    return {
        "serial": _("The number exactly as the paper says it."),
        "name": _("The name exactly as the paper says it."),
        "issued_on": _("Day, month, year: 17-8-2019 or 17 Agustus 2019."),
        "valid_until": _("The last day it holds; empty if it holds for good."),
        "scan": _("The name of the PDF or picture of this paper, for example 014.pdf."),
        "username": _("Only if you know it. The name of the account must be that of the paper."),
    }.get(name, _("As the paper says it."))
