"""The public code of a certificate: 60 random bits and a check letter.

Thirteen characters of a 32-letter alphabet without I, L, O and U, so that nobody must
guess what was printed. The last one is a Luhn check letter modulo 32: it finds every
single wrong letter and almost every swap of two neighbours before anybody is asked.
"""

import secrets
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 13
_LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
# Letters that people take for one another on creased paper.
_MISREAD = ("0DQ", "17T", "2Z", "4A", "5S", "6GC", "8B3", "MNH", "VYW", "PR", "EF", "KX")


@dataclass(frozen=True)
class TypedCode:
    """What somebody typed: `code` in its stored form, and whether the check letter agrees."""

    code: str
    is_complete: bool
    is_plausible: bool


def new_code() -> str:
    """Return a fresh code in its stored form; unique for all practical purposes."""
    body = "".join(secrets.choice(ALPHABET) for _position in range(LENGTH - 1))
    return body + check_letter(body)


def check_letter(body: str) -> str:
    """The Luhn letter modulo 32 for `body` (stored form, without its check letter)."""
    base, total, factor = len(ALPHABET), 0, 2
    for letter in reversed(body):
        addend = factor * ALPHABET.index(letter)
        total += addend // base + addend % base
        factor = 3 - factor
    return ALPHABET[-total % base]


def shown(code: str) -> str:
    """The stored form as people read it: XXXX-XXXX-XXXXX."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def read_code(typed: str) -> TypedCode:
    """Read a code as people type it: any case, spaces, hyphens, O for 0, I or L for 1."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    code = letters.translate(_LOOKS_LIKE)
    is_complete = len(code) == LENGTH and all(letter in ALPHABET for letter in code)
    is_plausible = is_complete and check_letter(code[:-1]) == code[-1]
    return TypedCode(code=code[: LENGTH * 2], is_complete=is_complete, is_plausible=is_plausible)


def look_alikes(code: str) -> list[str]:
    """Plausible codes one misread letter, or one swap of neighbours, away from `code`.

    code: stored form, complete, with a check letter that disagrees. Computed from the letters
    alone, so that it tells nothing of which codes exist.
    """
    found = [
        code[:place] + other + code[place + 1 :]
        for place, letter in enumerate(code)
        for group in _MISREAD
        if letter in group
        for other in group
        if other != letter
    ]
    found += [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in range(len(code) - 1)
    ]
    return list(dict.fromkeys(each for each in found if check_letter(each[:-1]) == each[-1]))
