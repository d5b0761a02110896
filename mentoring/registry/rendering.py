"""Paper made by the registry."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from mentoring.personal_data import Section, as_lines

_STYLE = """
@page { size: A4; margin: 18mm; @bottom-right { content: counter(page) " / " counter(pages) } }
body { font-family: "Noto Sans", sans-serif; font-size: 11pt; line-height: 1.4 }
h1 { font-size: 18pt } h2 { font-size: 13pt; margin: 8mm 0 2mm; break-after: avoid }
dl { margin: 0 0 4mm; padding: 2mm 0; border-top: 1px solid #999; break-inside: avoid }
dt { color: #555 } dd { margin: 0 0 1mm 0; font-weight: bold }
"""


def data_copy_pdf(name: str, parts: Sequence[Section], *, made_on: date) -> bytes:
    """Return a PDF of everything in `parts`, tagged, A4."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - slow import

    shown = [{"title": part["title"], "rows": _in_words(part)} for part in parts]
    html = render_to_string(
        "mentoring_registry/data_copy.html", {"name": name, "parts": shown, "made_on": made_on}
    )
    document = HTML(string=html, url_fetcher=_nothing_from_elsewhere)
    return bytes(document.write_pdf(stylesheets=[CSS(string=_STYLE)], pdf_variant="pdf/ua-1"))


def _in_words(part: Section) -> list[list[tuple[str, str]]]:
    return [[(label, _word(value)) for label, value in row] for row in as_lines(part)]


def _word(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if isinstance(value, bool):
        return "✓" if value else "–"
    return str(value)


def _nothing_from_elsewhere(url: str, *args: Any, **kwargs: Any) -> Any:
    raise ValueError("A data copy loads nothing.")
