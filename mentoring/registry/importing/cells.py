"""What the text of a cell means. Pure: text in, value out, or a `CellProblem`."""

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from mentoring.phones import e164
from mentoring.registry.name_keys import name_key

MONTHS = {
    month: number
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
    for month in names.split()
}
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2}|[a-z]+)\s*[-/. ]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t].*)?")
# Spreadsheets count days from here; between these two lie 1927 and 2173.
_SERIAL_START = date(1899, 12, 30)
_SERIALS = range(10_000, 100_000)
_ABOUT = re.compile(r"(?:sekitar|kira-kira|kira kira|kurang lebih|about|\+/-|±|~)\s*(\d{4})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class CellProblem(Exception):
    """What is wrong with a cell: a code of `problems.SENTENCES`, facts for its sentence, and
    what may have been meant ("" when nobody can tell)."""

    def __init__(self, code: str, suggestion: str = "", **facts: Any) -> None:
        super().__init__(code)
        self.code, self.suggestion, self.facts = code, suggestion, facts


def plain(text: str) -> str:
    """The text without control characters and needless spaces."""
    return " ".join(_CONTROL.sub(" ", text).split())


def read_text(text: str, *, longest: int) -> str:
    if len(text) > longest:
        raise CellProblem("too_long", text[:longest].rstrip(), longest=longest)
    return text


def read_day(text: str) -> date:
    """A day as people in Indonesia write it (day first), as ISO, or as a spreadsheet counts."""
    lowered = text.lower()
    if lowered.isdecimal() and int(lowered) in _SERIALS:
        return _SERIAL_START + timedelta(days=int(lowered))
    if found := _YEAR_FIRST.fullmatch(lowered):
        year, month, day = (int(part) for part in found.groups()[:3])
    elif found := _DAY_FIRST.fullmatch(lowered):
        day, month, year = int(found[1]), _month(found[2], text), _full_year(found[3])
    else:
        raise CellProblem("no_day")
    try:
        return date(year, month, day)
    except ValueError:
        meant = _other_order(day, month, year)
        raise CellProblem("no_such_day", meant) from None


def read_past_day(text: str, *, today: date) -> date:
    day = read_day(text)
    if not date(1900, 1, 1) <= day <= today:
        raise CellProblem("day_out_of_range")
    return day


def read_birth(text: str, *, today: date) -> tuple[date | None, int | None, bool]:
    """(day, year, is a guess): a whole day, a year, or a year with "about"."""
    about = re.fullmatch(
        r"(?:sekitar|kira-kira|kira kira|kurang lebih|about|\+/-|±|~)\s*(\d{4})", text.lower()
    )
    year_alone = about[1] if about else text if re.fullmatch(r"\d{4}", text) else ""
    if year_alone:
        if not 1900 <= int(year_alone) <= today.year:
            raise CellProblem("day_out_of_range")
        return None, int(year_alone), bool(about)
    return read_past_day(text, today=today), None, False


def read_phone(text: str) -> str:
    """E.164; a nought that a spreadsheet dropped is no loss."""
    try:
        return e164(text)
    except ValueError:
        raise CellProblem("no_phone") from None


def read_place_code(text: str) -> str:
    """ "35.09.10.2003" from the same with or without full stops, or with a lost nought."""
    digits = re.sub(r"\D", "", text)
    if len(digits) in (1, 3, 5, 9):
        digits = f"0{digits}"
    if len(digits) not in (2, 4, 6, 10) or re.search(r"[^\d.\s]", text):
        raise CellProblem("no_place_code")
    parts = [digits[:2], digits[2:4], digits[4:6], digits[6:]]
    return ".".join(part for part in parts if part)


def read_number(text: str, *, lowest: int, highest: int) -> int:
    digits = text.removesuffix(".0").removesuffix(",0")
    if not digits.isdecimal() or not lowest <= int(digits) <= highest:
        raise CellProblem("no_number", lowest=lowest, highest=highest)
    return int(digits)


def read_choice(text: str, words: Mapping[str, str], *, offered: int) -> str:
    """The value whose word sounds like `text`.

    words: word -> value; the first `offered` are those told to whoever wrote another one.
    """
    by_key = {name_key(word): value for word, value in reversed(words.items())}
    if (key := name_key(text)) in by_key:
        return by_key[key]
    told = list(words)[:offered]
    raise CellProblem("not_a_choice", nearest(text, told), offered=", ".join(told))


def nearest(text: str, known: Iterable[str]) -> str:
    """The one of `known` that `text` may have meant, or ""."""
    by_key = {name_key(word): word for word in known}
    found = difflib.get_close_matches(name_key(text), list(by_key), n=1, cutoff=0.7)
    return by_key[found[0]] if found else ""


def _month(text: str, whole: str) -> int:
    if text.isdecimal():
        return int(text)
    if text in MONTHS:
        return MONTHS[text]
    meant = difflib.get_close_matches(text, list(MONTHS), n=1, cutoff=0.6)
    raise CellProblem("no_day", whole.lower().replace(text, meant[0]) if meant else "")


def _full_year(text: str) -> int:
    """Two digits: of this century up to 30, else of the last."""
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if year <= 30 else 1900 + year


def _other_order(day: int, month: int, year: int) -> str:
    """The same figures month first, as other countries write them, when that is a day."""
    try:
        return date(year, day, month).strftime("%d-%m-%Y")
    except ValueError:
        return ""
