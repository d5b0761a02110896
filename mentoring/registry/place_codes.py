"""Reading place codes as people and spreadsheets write them. Pure.

Codes of the Ministry of Home Affairs have 2, 2, 2 and 4 digits with full stops between:
"35", "35.09", "35.09.10", "35.09.10.2003". Spreadsheets drop full stops and zeros.
"""

import re
from dataclasses import dataclass

_WIDTHS = (2, 2, 2, 4)
_LENGTHS = (2, 4, 6, 10)
_SEEN = re.compile(r"\d+([.]\d+)*")


@dataclass(frozen=True)
class ReadCode:
    """A code with full stops. was_padded: zeros were missing and have been put back."""

    code: str
    was_padded: bool = False

    @property
    def parent(self) -> str:
        """The code of the place around it; "" for a province."""
        return self.code.rpartition(".")[0]

    @property
    def level(self) -> int:
        """1 province, 2 regency, 3 district, 4 village."""
        return self.code.count(".") + 1


def read_place_code(text: str) -> ReadCode:
    """Return the code that `text` means; zeros that got lost are put back and told.

    Spaces, dashes and the letter O are read as what they stand for. Raises ValueError for
    anything that is no code of a place, "" included.
    """
    written = re.sub(r"[oO]", "0", text.strip().strip("'\""))
    written = re.sub(r"[\s\-/,]+", ".", written).strip(".")
    if not _SEEN.fullmatch(written):
        raise ValueError(f"no code of a place: {text!r}")
    parts = written.split(".")
    if len(parts) == 1:
        return _without_stops(parts[0], text)
    if len(parts) > len(_WIDTHS):
        raise ValueError(f"too many parts for a code of a place: {text!r}")
    # "3509102003.0" is a number a spreadsheet wrote.
    if len(parts) == 2 and len(parts[0]) > 2 and not parts[1].strip("0"):
        return _without_stops(parts[0], text)
    padded = [part.zfill(width) for part, width in zip(parts, _WIDTHS, strict=False)]
    if any(len(part) > width for part, width in zip(padded, _WIDTHS, strict=False)):
        raise ValueError(f"no code of a place: {text!r}")
    return ReadCode(".".join(padded), was_padded=padded != parts)


def _without_stops(digits: str, text: str) -> ReadCode:
    length = next((each for each in _LENGTHS if len(digits) <= each), None)
    if length is None:
        raise ValueError(f"too many digits for a code of a place: {text!r}")
    whole = digits.zfill(length)
    parts, start = [], 0
    for width in _WIDTHS[: _LENGTHS.index(length) + 1]:
        parts.append(whole[start : start + width])
        start += width
    return ReadCode(".".join(parts), was_padded=whole != digits)


def looks_like_a_code(text: str) -> bool:
    """Whether somebody who types `text` into a search means a code and not a name."""
    return bool(re.fullmatch(r"[\d.\s]+", text.strip()))
