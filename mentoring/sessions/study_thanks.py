"""The sheet that thanks the other side of a study visit."""

from typing import Any

from django.template.loader import render_to_string

from mentoring.sessions.models import StudyVisit

_STYLE = """
@page { size: A4; margin: 24mm 20mm }
body { font-family: "Noto Sans", sans-serif; font-size: 12pt; line-height: 1.6; color: #2a1d12 }
h1 { font-size: 26pt; color: #7a3e12; margin: 0 0 6mm } p { margin: 0 0 4mm }
.place { color: #5f4c3c } .sign { margin-top: 24mm; border-top: 1px solid #999; width: 60mm }
"""


def thank_you_sheet(visit: StudyVisit) -> bytes:
    """Return one tagged A4 page for a held visit; no amounts, and no names of members."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - slow import

    html = render_to_string("mentoring_sessions/study_thanks.html", {"visit": visit})
    document = HTML(string=html, url_fetcher=_nothing_from_elsewhere)
    return bytes(document.write_pdf(stylesheets=[CSS(string=_STYLE)], pdf_variant="pdf/ua-1"))


def _nothing_from_elsewhere(url: str, *args: Any, **kwargs: Any) -> Any:
    raise ValueError("A thank-you sheet loads nothing.")
