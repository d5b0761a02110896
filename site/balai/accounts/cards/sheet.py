"""Cards on paper: an A4 sheet to cut, the card on the left, its PIN on a slip to the right."""

from collections.abc import Sequence

import segno
from django.template.loader import render_to_string

from balai.accounts.cards.services import NewCard


def qr_picture(card: NewCard) -> str:
    """The card's QR code as a `data:` address of an SVG. Level M, quiet zone of 4 modules."""
    # White behind it: a dark screen would show black on black.
    return segno.make(card.address, error="m", micro=False).svg_data_uri(border=4, light="#fff")


def card_sheet(cards: Sequence[NewCard], *, organisation: str) -> bytes:
    """The PDF of `cards`, five on a page, in the language active now."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - slow import
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 - slow import

    rows = [{"card": card, "qr": qr_picture(card)} for card in cards]
    page = render_to_string(
        "accounts/cards/sheet.html", {"rows": rows, "organisation": organisation}
    )
    style = CSS(string=render_to_string("accounts/cards/sheet.css"))
    # Nothing is fetched: a name on a card must not be able to name a file.
    nothing_else = URLFetcher(allowed_protocols=["data"])
    return HTML(string=page, url_fetcher=nothing_else).write_pdf(
        stylesheets=[style], pdf_variant="pdf/ua-1"
    )
