"""The credential as a file inside the PDF: associated with the document, as PDF/A-3 asks.

Source: ISO 19005-3, 6.8 (embedded files), and ISO 32000-2, 7.11.3 (AFRelationship): the file is a
supplement, another form of what the page says.
"""

from datetime import datetime
from typing import Any

FILE_NAME = "lencana.jwt"
_TYPE = "/application#2fvc+jwt"


def attached(credential: str, issued_on: str) -> list[Any]:
    """What WeasyPrint puts into the PDF: `credential`, or nothing if it is empty.

    issued_on: ISO 8601; the file bears this day and no hour, so that the same certificate gives
    the same bytes.
    """
    if not credential:
        return []
    from weasyprint import Attachment  # noqa: PLC0415 - slow import

    day = datetime.fromisoformat(issued_on)
    return [
        Attachment(
            string=credential,
            name=FILE_NAME,
            description="Open Badges 3.0",
            created=day,
            modified=day,
            relationship="Supplement",
        )
    ]


def name_type(pdf: Any) -> None:
    """Say what the file is, and name it once: WeasyPrint knows no such ending, and lists a file
    both for its name and for itself."""
    for entry in pdf.objects:
        extra = getattr(entry, "extra", None)
        if isinstance(extra, dict) and extra.get("Type") == "/EmbeddedFile":
            extra["Subtype"] = _TYPE
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))
