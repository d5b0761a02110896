"""Attendance sheets and minutes as files: a tagged PDF to print, and a workbook."""

import io
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mentoring.registry.spreadsheets import harmless
from mentoring.sessions.attendance_papers import Paper, Sheet

_STYLE = """
@page { size: A4; margin: 12mm 14mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt } }
body { font-family: "Noto Sans", sans-serif; font-size: 10.5pt; line-height: 1.35 }
h1 { font-size: 17pt; margin: 0 0 3mm } h2 { font-size: 12.5pt; margin: 6mm 0 2mm; break-after: avoid }
section + section { break-before: page } .minutes section + section { break-before: auto }
.facts { margin: 0 0 3mm; padding: 0; list-style: none } .facts li { margin: 0 }
.facts span { display: inline-block; min-width: 38mm; color: #444 }
table { width: 100%; border-collapse: collapse; margin: 0 0 4mm } thead { display: table-header-group }
th, td { border: 0.4pt solid #333; padding: 1.2mm 1.6mm; text-align: left; vertical-align: middle }
tr { break-inside: avoid } th { background: #eee } .number { width: 10mm } .mark { width: 30mm }
.sign { width: 42mm } .tall td { height: 12mm }
.marked { font-size: 9pt; line-height: 1.15 } .marked td { height: 8.5mm; padding-block: .4mm } .marked .mark { width: 20mm }
.marked .number { width: 7mm } .marked .sign { width: 36mm }
.signatures { display: flex; justify-content: space-between; break-inside: avoid; margin-top: 8mm }
.signatures p { width: 70mm } .signatures .line { border-top: 0.4pt solid #333; margin-top: 14mm }
"""  # noqa: E501


def paper_pdf(paper: Paper) -> bytes:
    """A4, tagged (PDF/UA-1), in the active language."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - slow import

    html = render_to_string(
        "mentoring_sessions/paper.html", {"paper": paper, "language": get_language() or "id"}
    )
    document = HTML(string=html, url_fetcher=_nothing_from_elsewhere)
    return bytes(document.write_pdf(stylesheets=[CSS(string=_STYLE)], pdf_variant="pdf/ua-1"))


def _nothing_from_elsewhere(url: str, *args: Any, **kwargs: Any) -> Any:
    raise ValueError("An attendance paper loads nothing.")


def paper_workbook(paper: Paper) -> bytes:
    """One worksheet for each session, a first one about all; no cell is a formula."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow import

    book = Workbook()
    first = book.active
    first.title = _("About")
    _say(first, [paper.title])
    for label, value in paper.about:
        _say(first, [label, value])
    if paper.text:
        _say(first, [])
        _say(first, [paper.text])
    if paper.summary:
        _say(first, [])
        for line in paper.summary:
            _say(first, list(line))
    _widths(first, 24, 40, 18, 12, 12, 12)
    for number, sheet in enumerate(paper.sheets, start=1):
        _write_sheet(book.create_sheet(f"{number}"), sheet, paper)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _write_sheet(page: Any, sheet: Sheet, paper: Paper) -> None:
    _say(page, [sheet.heading])
    for label, value in sheet.facts:
        _say(page, [label, value])
    headings = [_("No."), _("Name"), _("Group")]
    if paper.has_marks:
        headings.append(_("Attendance"))
    if not paper.is_minutes:
        headings.append(_("Signature or thumb-print"))
    _say(page, headings)
    for line in sheet.lines:
        row = [line.number, line.name, line.group]
        _say(page, [*row, line.mark] if paper.has_marks else row)
        if not paper.is_minutes:
            page.row_dimensions[page.max_row].height = 30
    if sheet.notes:
        _say(page, [])
        _say(page, [_("Notes"), sheet.notes])
    _widths(page, 14, 34, 26, 18, 28)


def _say(page: Any, cells: list[str]) -> None:
    """Text only: a name that looks like a formula stays a name, in every program."""
    page.append([harmless(cell) for cell in cells])
    for cell in page[page.max_row]:
        if cell.value is not None:
            cell.data_type = "s"


def _widths(page: Any, *widths: int) -> None:
    for letter, width in zip("ABCDEF", widths, strict=False):
        page.column_dimensions[letter].width = width
