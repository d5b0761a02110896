"""What the text of a cell means. Pure: text in, value out, or a `CellProblem`."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb pebruari",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov nopember",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2}|[a-z]+)\s*[-/. ]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t].*)?")
# Spreadsheets count days from here; between these two lie 1927 and 2173.
_SERIAL_START = date(1899, 12, 30)
_SERIALS = range(10_000, 100_000)
# No training body of the republic gave papers before it.
FIRST_DAY = date(1945, 8, 17)


class CellProblem(Exception):
    """A code of `problems.SENTENCES`, facts for its sentence, and what may have been meant."""

    def __init__(self, code: str, suggestion: str = "", **facts: Any) -> None:
        super().__init__(code)
        self.code, self.suggestion, self.facts = code, suggestion, facts


def plain(text: str) -> str:
    """`text` composed (NFC), without control and direction characters and needless spaces."""
    composed = unicodedata.normalize("NFC", text)
    kept = (" " if _is_hidden(letter) else letter for letter in composed)
    return " ".join("".join(kept).split())


def _is_hidden(letter: str) -> bool:
    # Joiners of Javanese and Balinese script are format characters, too, and belong there.
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs") and letter not in "\u200c\u200d"


def key_of(text: str) -> str:
    """What two spellings of one word share: no case, no accents, letters and digits alone."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in bare if letter.isalnum())


def read_text(text: str, *, longest: int) -> str:
    if len(text) > longest:
        raise CellProblem("too_long", longest=longest)
    return text


def read_day(text: str) -> date:
    """A day as people in Indonesia write it (day first), as ISO, or as a spreadsheet counts."""
    lowered = text.lower()
    if lowered.isdecimal() and int(lowered[:7]) in _SERIALS and len(lowered) == 5:
        return _SERIAL_START + timedelta(days=int(lowered))
    if found := _YEAR_FIRST.fullmatch(lowered):
        year, month, day = (int(part) for part in found.groups()[:3])
    elif found := _DAY_FIRST.fullmatch(lowered):
        day, month, year = int(found[1]), _month(found[2], lowered), int(found[3])
    else:
        raise CellProblem("no_day")
    try:
        return date(year, month, day)
    except ValueError:
        raise CellProblem("no_such_day", _other_order(day, month, year)) from None


def read_issue_day(text: str, *, today: date) -> date:
    day = read_day(text)
    if not FIRST_DAY <= day <= today:
        raise CellProblem("day_out_of_range", first=FIRST_DAY.isoformat())
    return day


def nearest(text: str, known: Iterable[str]) -> str:
    """The one of `known` that `text` may have meant, or ""."""
    by_key = {key_of(word): word for word in known}
    found = difflib.get_close_matches(key_of(text), list(by_key), n=1, cutoff=0.7)
    return by_key[found[0]] if found else ""


def _month(text: str, whole: str) -> int:
    if text.isdecimal():
        return int(text)
    if text in MONTHS:
        return MONTHS[text]
    meant = difflib.get_close_matches(text, list(MONTHS), n=1, cutoff=0.6)
    raise CellProblem("no_day", whole.replace(text, meant[0]) if meant else "")


def _other_order(day: int, month: int, year: int) -> str:
    """The same figures month first, as other countries write them, when that is a day."""
    try:
        return date(year, day, month).strftime("%d-%m-%Y")
    except ValueError:
        return ""
