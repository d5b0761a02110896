"""From what is printed to a PDF: laid out by WeasyPrint, tagged, with fonts of our own."""

import atexit
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from curriculum.errors import KeptFileMissing
from curriculum.models import PrintKind
from curriculum.paper.contents import PaperModule
from curriculum.paper.folding import folded

if TYPE_CHECKING:
    from weasyprint import Document

STYLE = Path(__file__).resolve().parent / "style"
# kind -> template, and the style sheets in order.
_SHEETS: dict[str, tuple[str, tuple[str, ...]]] = {
    PrintKind.BOOKLET: ("booklet", ("paper.css", "booklet.css")),
    PrintKind.WALL_A3: ("wall", ("paper.css", "wall.css", "wall_a3.css")),
    PrintKind.WALL_A4: ("wall", ("paper.css", "wall.css", "wall_a4.css")),
    PrintKind.CHECK: ("check", ("paper.css", "check.css")),
}
_VARIANT = {"pdf_variant": "pdf/ua-1"}
NOTE_LINES = range(15)
# The name of the QR code of a whole sheet; cards' codes are six characters.
SHEET_CODE = "catat"
WALL_COLUMNS: dict[str, int] = {PrintKind.WALL_A3: 3, PrintKind.WALL_A4: 2}
SHEET_PAGES = 4  # of a folded sheet


@dataclass(frozen=True)
class Job:
    """One thing to print.

    addresses: code -> what its QR code holds, for cards and under `SHEET_CODE` for where a
    paper check is written down; empty: no QR codes. typed_at: what is typed before a
    card's code. manifest: that of the release: its files, and no others, may be shown.
    """

    paper: PaperModule
    addresses: Mapping[str, str]
    manifest: Iterable[Mapping[str, Any]]
    identifier: str
    typed_at: str = ""


@dataclass(frozen=True)
class Printed:
    pdf: bytes
    pages: int


def print_paper(kind: str, job: Job) -> Printed:
    """The finished PDF of `kind`; the same job always gives the same bytes.

    Its words are in the language active now, those of the lessons in their own.
    Raises KeptFileMissing.
    """
    if kind == PrintKind.FOLDED:
        booklet = print_paper(PrintKind.BOOKLET, job)
        return Printed(folded(booklet.pdf), booklet.pages // 2)
    template, styles = _SHEETS[kind]
    context = {
        "paper": job.paper,
        "addresses": job.addresses,
        "units": _units(job.paper),
        "lines": NOTE_LINES,
        "rows": job.paper.wall_rows(WALL_COLUMNS[kind]) if kind in WALL_COLUMNS else (),
        "typed_at": job.typed_at,
        "write_down_at": job.addresses.get(SHEET_CODE),
    }
    document = _lay_out(template, styles, context, job)
    if kind == PrintKind.BOOKLET:
        document = _filled_up(document, styles, context, job)
    pdf = document.write_pdf(pdf_identifier=job.identifier.encode("ascii"), **_VARIANT)
    return Printed(pdf, len(document.pages))


def _filled_up(document: "Document", styles: tuple[str, ...], context: Any, job: Job) -> "Document":
    """With as many more pages for notes as the last sheet of a folded booklet has room for."""
    missing = -len(document.pages) % SHEET_PAGES
    if not missing:
        return document
    notes = _lay_out("notes", styles, {**context, "pages": range(missing)}, job)
    return document.copy([*document.pages, *notes.pages])


def _units(paper: PaperModule) -> list[str]:
    """Titles of the competency units in the language of the lessons, where they have one."""
    return [english if paper.language == "en" else own for own, english in paper.face.units]


def _lay_out(
    template: str, styles: tuple[str, ...], context: Mapping[str, Any], job: Job
) -> "Document":
    from weasyprint import HTML  # noqa: PLC0415 - slow import

    from curriculum.paper.fetching import KeptFileGone, PaperFetcher  # noqa: PLC0415 - slow import

    fonts, sheets = _style(styles)
    page = render_to_string(f"curriculum/paper/{template}.html", dict(context))
    try:
        html = HTML(string=page, url_fetcher=PaperFetcher(job.manifest, job.addresses))
        return html.render(font_config=fonts, stylesheets=sheets, **_VARIANT)
    except KeptFileGone as gone:
        raise KeptFileMissing(title=job.paper.title) from gone


@lru_cache(maxsize=4)
def _style(names: tuple[str, ...]) -> tuple[Any, list[Any]]:
    """Fonts and parsed style, once for each kind and process."""
    from weasyprint import CSS  # noqa: PLC0415 - slow import
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - slow import

    from curriculum.paper.fetching import PaperFetcher  # noqa: PLC0415 - slow import

    fonts, fetcher = FontConfiguration(), PaperFetcher((), {})
    return fonts, [
        CSS(string=(STYLE / name).read_text("utf-8"), font_config=fonts, url_fetcher=fetcher)
        for name in names
    ]


# WeasyPrint's fonts clean up after themselves and need their library for it, which at the
# very end of a process may be gone already.
atexit.register(_style.cache_clear)
