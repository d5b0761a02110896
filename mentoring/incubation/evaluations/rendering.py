"""Evaluation reports as files: a tagged PDF to print, and a workbook. Both name the digest."""

import io
from base64 import b64encode
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mentoring.incubation.evaluations.group_result import GroupResult
from mentoring.incubation.evaluations.report_parts import Report, Section
from mentoring.registry.spreadsheets import harmless

# A table longer than this is for the workbook: nobody reads a thousand lines on paper.
MOST_ROWS = 400
_PICTURE = "data:image/svg+xml;base64,"
_STYLE = """
@page { size: A4; margin: 16mm 16mm 18mm;
  @bottom-left { font-family: "Noto Sans Mono", "DejaVu Sans Mono", monospace; content: string(digest); font-size: 7.5pt; color: #5f4c3c }
  @bottom-right { font-family: "Noto Sans", "DejaVu Sans", sans-serif; content: counter(page) " / " counter(pages); font-size: 8.5pt; color: #5f4c3c } }
@page wide { size: A4 landscape }
body { font-family: "Noto Sans", "DejaVu Sans", sans-serif; font-size: 9.5pt; line-height: 1.4; color: #2b1d12 }
h1 { font-size: 18pt; margin: 0 0 4mm; color: #7a3e12; line-height: 1.2 }
h2 { font-size: 12.5pt; margin: 7mm 0 2mm; break-after: avoid; color: #7a3e12; border-bottom: .8pt solid #d9c7b3; padding-bottom: 1mm }
p { margin: 0 0 2mm } .digest { string-set: digest content() ; font-family: "Noto Sans Mono", "DejaVu Sans Mono", monospace; font-size: 8.5pt }
.facts { margin: 0 0 3mm; padding: 0; list-style: none } .facts span { display: inline-block; min-width: 46mm; color: #5f4c3c }
.review { border-left: 2pt solid #7a3e12; padding: 1mm 0 1mm 4mm; margin: 4mm 0 }
.warning { border: .8pt solid #9a4b00; border-left-width: 3pt; background: #fdf1e2; padding: 1.5mm 2.5mm; break-inside: avoid }
img { display: block; width: 112mm; margin: 1mm 0 3mm; break-inside: avoid }
table { width: 100%; border-collapse: collapse; margin: 0 0 3mm; font-size: 8.5pt } thead { display: table-header-group }
th, td { border-bottom: .4pt solid #b9a48d; padding: 1.1mm 1.4mm; text-align: right; vertical-align: top; font-weight: 400 }
thead th { background: #f6e8d8; font-weight: 700; border-bottom: .8pt solid #7a3e12; vertical-align: bottom }
th:first-child { text-align: left } tr { break-inside: avoid }
.wide { page: wide } .wide table { font-size: 8pt } .words td, .words th { text-align: left }
"""  # noqa: E501


def report_pdf(report: Report) -> bytes:
    """A4, tagged (PDF/UA-1), fonts embedded, in the active language."""
    html = render_to_string(
        "mentoring_incubation/report_paper.html",
        {
            "report": report,
            "language": get_language() or "id",
            "sections": [
                (one, picture_of(one.chart), one.rows[:MOST_ROWS]) for one in report.sections
            ],
        },
    )
    return pdf_of(html, _STYLE)


_RESULT_STYLE = """
@page { size: A4; margin: 15mm 17mm }
body { font-family: "Noto Sans", "DejaVu Sans", sans-serif; font-size: 13pt; line-height: 1.3; color: #2b1d12 }
h1 { font-size: 22pt; margin: 0; color: #7a3e12 } .group { font-size: 17pt; margin: 0 0 4mm }
.said p { margin: 0 0 1.5mm; font-size: 15pt } h2 { font-size: 14pt; margin: 5mm 0 1mm; color: #7a3e12 }
.side { display: flex; align-items: center; break-inside: avoid; margin: 0 0 2.5mm; gap: 3mm }
.side h3 { font-size: 13pt; margin: 0; width: 36mm } .side img { width: 88mm } .side p { margin: 0; width: 46mm; font-size: 11.5pt }
ol { margin: 0; padding-left: 7mm } .line { border-bottom: .6pt solid #5f4c3c; height: 8mm } .digest { font-size: 8pt; color: #5f4c3c; margin: 4mm 0 0 }
"""  # noqa: E501


def result_pdf(result: GroupResult) -> bytes:
    """One A4 page for the group, tagged (PDF/UA-1), in the active language."""
    html = render_to_string(
        "mentoring_incubation/group_result_paper.html",
        {
            "result": result,
            "language": get_language() or "id",
            "pictures": [(side, picture_of(side.picture)) for side in result.sides],
        },
    )
    return pdf_of(html, _RESULT_STYLE)


def pdf_of(html: str, style: str) -> bytes:
    """A whole page of markup as PDF/UA-1; nothing is fetched, pictures are in the markup."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - slow import
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 - slow import

    only_own_pictures = URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
    document = HTML(string=html, url_fetcher=only_own_pictures)
    return bytes(document.write_pdf(stylesheets=[CSS(string=style)], pdf_variant="pdf/ua-1"))


def picture_of(chart: SafeString | None) -> str:
    """A chart as the address of a picture: a picture has words for who does not see it."""
    return _PICTURE + b64encode(chart.encode()).decode() if chart else ""


def report_workbook(report: Report) -> bytes:
    """One worksheet for each part that has a table, a first one about all; no formula."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow import

    book = Workbook()
    first = book.active
    first.title = _("About")
    _say(first, [report.title])
    for label, value in report.facts:
        _say(first, [label, value])
    _say(first, [_("Digest of the figures (SHA-256)"), report.digest.replace(" ", "")])
    if report.review:
        _say(first, [_("Review"), report.review])
    _say(first, [])
    _widths(first, [44, 70])
    for number, section in enumerate(report.sections, start=1):
        _say(first, [f"{number}. {section.heading}", " ".join(section.sentences)])
        if section.rows:
            _write_section(book.create_sheet(f"{number}"), section)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _write_section(page: Any, section: Section) -> None:
    _say(page, [section.heading])
    for sentence in section.sentences:
        _say(page, [sentence])
    _say(page, list(section.head))
    page.freeze_panes = f"B{page.max_row + 1}"
    for row in section.rows:
        _say(page, list(row))
    _widths(page, [44, *[18] * (len(section.head) - 1)])


def _say(page: Any, cells: list[str]) -> None:
    """Text only: a name that looks like a formula stays a name, in every program."""
    page.append([harmless(cell) for cell in cells])
    for cell in page[page.max_row]:
        if cell.value is not None:
            cell.data_type = "s"


def _widths(page: Any, widths: list[int]) -> None:
    for number, width in enumerate(widths):
        page.column_dimensions[chr(ord("A") + number)].width = width
