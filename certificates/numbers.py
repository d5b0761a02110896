"""Official numbers as text: patterns with tokens, Roman months, civil servant numbers."""

import re
import string
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from certificates.errors import NumberPatternUnclear

DEFAULT_PATTERN = "{seq:03d}/{kejuruan}/{body}/{roman_month}/{year}"
TOKENS = frozenset({"seq", "kejuruan", "body", "roman_month", "month", "year", "type"})
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True)
class NumberParts:
    """What a number is made of besides its place in the sequence."""

    vocation: str
    body: str
    type_code: str
    issued_on: date


def check_pattern(pattern: str) -> None:
    """Raise NumberPatternUnclear unless `pattern` is made of known tokens with seq and year.

    Without {seq} two certificates would share a number; without {year} the numbers of
    next year would repeat those of this one.
    """
    try:
        used = [name for _text, name, _spec, _conversion in string.Formatter().parse(pattern)]
        fill(pattern, 1, NumberParts("X", "X", "X", date(2026, 1, 1)))
    except (ValueError, KeyError, IndexError, AttributeError) as problem:
        raise NumberPatternUnclear(pattern=pattern, why=str(problem)) from problem
    for needed in ("seq", "year"):
        if needed not in used:
            why = _("{%(token)s} is missing.") % {"token": needed}
            raise NumberPatternUnclear(pattern=pattern, why=why)
    for name in used:
        if name is not None and name not in TOKENS:
            why = _("{%(token)s} is not known.") % {"token": name}
            raise NumberPatternUnclear(pattern=pattern, why=why)


def validate_pattern(pattern: str) -> None:
    """`check_pattern` as a field validator."""
    try:
        check_pattern(pattern)
    except NumberPatternUnclear as refusal:
        raise ValidationError(str(refusal), code=refusal.code) from refusal


def fill(pattern: str, sequence: int, parts: NumberParts) -> str:
    """The number `sequence` of its year as printed, for example 014/HDC/UPT-BLK/VIII/2026."""
    return pattern.format(
        seq=sequence,
        kejuruan=_as_token(parts.vocation),
        body=_as_token(parts.body),
        roman_month=ROMAN_MONTHS[parts.issued_on.month - 1],
        month=parts.issued_on.month,
        year=parts.issued_on.year,
        type=_as_token(parts.type_code),
    )


def _as_token(text: str) -> str:
    """`text` without spaces and slashes, which would read as another part of the number."""
    return re.sub(r"[\s/]+", "-", text.strip()).upper() or "-"


def grouped_nip(nip: str) -> str:
    """A civil servant's number as printed: 18 digits in groups of 8, 6, 1 and 3."""
    if len(nip) != 18:
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
