"""Plain papers of the office as tagged PDF (PDF/UA-1): hand-over sheet and annual register."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

_STYLE = """
@page { size: A4; margin: 12mm 14mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt } }
body { font-family: "Noto Sans", "DejaVu Sans", sans-serif; font-size: 10pt; line-height: 1.35 }
h1 { font-size: 16pt; margin: 0 0 2mm } p { margin: 0 0 3mm }
table { width: 100%; border-collapse: collapse } thead { display: table-header-group }
th, td { border: 0.4pt solid #333; padding: 1.2mm 1.6mm; text-align: left; vertical-align: middle; overflow-wrap: anywhere }
tr { break-inside: avoid } th { background: #eee } .sign { width: 46mm } .tall td { height: 11mm } .no { width: 9mm }
"""  # noqa: E501


def paper_pdf(template: str, context: dict[str, Any]) -> bytes:
    """`template` with `context`, in the active language; nothing is loaded from anywhere."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - slow import

    html = render_to_string(template, {**context, "language": get_language() or "id"})
    document = HTML(string=html, url_fetcher=_nothing)
    return bytes(document.write_pdf(stylesheets=[CSS(string=_STYLE)], pdf_variant="pdf/ua-1"))


def _nothing(url: str, *args: Any, **kwargs: Any) -> None:
    raise ValueError("A paper of the office loads nothing.")
