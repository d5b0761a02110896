"""Reading NIK, KK and NIB as they are typed from a card, and what looks odd about them.

Pure: text in, digits and warnings out. Source of the layout of a NIK: Dukcapil, six digits of
the region, day, month and year of birth (the day of women plus 40), four of a running number.
A NIK never changes, even when the birth date or address is corrected: everything here warns,
and nothing but text that is no number at all is refused.
"""

import re
from datetime import date
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _

DIGITS = {"NIK": 16, "KK": 16, "NIB": 13}
_SHORTEST, _LONGEST = 8, 20
# As keyboards and scanners write them: letters that look like digits, and what groups them.
_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1"})
_GROUPING = re.compile(r"[\s.\-/\u00a0\u2000-\u200f\u2010-\u2015]+")


class Oddness(Enum):
    """What looks odd about a number; the value is the sentence for whoever typed it."""

    LENGTH = _("This number has another length than it should. Look at the card once more.")
    BIRTH = _("The birth date in this number differs from the one written down.")
    SEX = _("In this number stands the other sex. Women have 40 added to the day.")
    NO_DATE = _("In this number stands no possible birth date.")
    LOOKS_LIKE_KK = _("This looks like the number of the family card (KK), not the NIK.")


def read_number(text: str) -> str:
    """Return the digits of `text`. Raises ValueError when it is no number of 8 to 20 digits."""
    digits = _GROUPING.sub("", text).translate(_LOOKALIKES)
    if not (digits.isascii() and digits.isdigit() and _SHORTEST <= len(digits) <= _LONGEST):
        raise ValueError("not an identity number")
    return digits


def oddities(kind: str, number: str, *, person: Any, today: date) -> list[Oddness]:
    """What to look at again. person: with sex, born_on and year_of_birth()."""
    if len(number) != DIGITS[kind]:
        return [Oddness.LENGTH]
    return _of_nik(number, person, today) if kind == "NIK" else []


def _of_nik(number: str, person: Any, today: date) -> list[Oddness]:
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    is_woman = day > 40
    day -= 40 if is_woman else 0
    born = _date_of(day, month, year, person.year_of_birth(), today)
    if born is None:
        return [Oddness.NO_DATE]
    if _is_of_a_card(born, is_woman, person, today):
        return [Oddness.LOOKS_LIKE_KK]
    found = []
    if _differs(born, person):
        found.append(Oddness.BIRTH)
    if person.sex and is_woman != (person.sex == "P"):
        found.append(Oddness.SEX)
    return found


def _date_of(day: int, month: int, year: int, known: int | None, today: date) -> date | None:
    """The day these digits mean; of two centuries the one nearer to the year that is known."""
    years = [full for full in (1900 + year, 2000 + year) if full <= today.year]
    full = min(years, key=lambda each: abs(each - known)) if known else max(years)
    try:
        return date(full, month, day)
    except ValueError:
        return None


def _is_of_a_card(born: date, is_woman: bool, person: Any, today: date) -> bool:
    """Family cards carry the day they were issued, lately, in the same six digits."""
    known = person.year_of_birth()
    since_cards = date(2000, 1, 1)
    issued = date(2000 + born.year % 100, born.month, min(born.day, 28))
    return bool(
        not is_woman and known and abs(known - born.year) > 1 and since_cards <= issued <= today
    )


def _differs(born: date, person: Any) -> bool:
    if person.born_on:
        return bool(person.born_on != born)
    known = person.birth_year
    # A year that is a guess is no reason to doubt a card.
    return bool(known and not person.is_birth_estimated and known != born.year)
