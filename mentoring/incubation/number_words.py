"""Numbers as people here type them: a comma before the parts, full stops between thousands."""

import re
from decimal import Decimal

_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
_PLAIN = re.compile(r"\d+([.,]\d+)?")


def parse_number(text: str) -> Decimal:
    """ "12,5", "12.5", "1.250.000", "1.250,5", "Rp 1.000" -> Decimal.

    "1.000" is a thousand. Raises ValueError for anything else, also for "1,000": it is one
    here and a thousand elsewhere.
    """
    said = re.sub(r"^rp\.?\s*", "", text.strip().casefold()).replace("\u00a0", "").strip()
    said = said.removesuffix("%").strip()
    sign = -1 if said[:1] in {"-", "\u2212"} else 1
    said = said.lstrip("-\u2212")
    if not said.isascii():
        raise ValueError(text)
    if _GROUPED.fullmatch(said):
        said = said.replace(".", "").replace(",", ".")
    elif not _PLAIN.fullmatch(said) or re.fullmatch(r"\d{1,3},\d{3}", said):
        raise ValueError(text)
    return sign * Decimal(said.replace(",", "."))
