"""The code of a card and its PIN: made, written, read again, and hashed.

A code is 16 characters, 80 random bits: nobody finds one by trying. Crockford's alphabet
(https://www.crockford.com/base32.html) has no I, L, O or U, so that it can be typed from
paper. Only its SHA-256 is kept: with so many bits a slow hash would protect nothing more.
"""

import hashlib
import re
import secrets
from itertools import pairwise

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
PIN_LENGTH = 6
_ALIKE = str.maketrans("OIL", "011")
_CODE = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")
_PIN = re.compile(rf"[0-9]{{{PIN_LENGTH}}}")


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def new_pin() -> str:
    """Six random digits that nobody guesses first."""
    while is_easy(pin := f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}}"):
        pass
    return pin


def normalised(typed: str) -> str:
    """`typed` as the code it may be: no spaces or dashes, capitals, O as 0, I and L as 1."""
    return re.sub(r"[\s\-]", "", typed).upper().translate(_ALIKE)


def is_code(text: str) -> bool:
    return bool(_CODE.fullmatch(text))


def is_pin(text: str) -> bool:
    return bool(_PIN.fullmatch(text))


def is_easy(pin: str) -> bool:
    """Whether everybody tries this one first: one digit throughout, or a row up or down."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return steps in ({0}, {1}, {-1})


def grouped(code: str) -> str:
    """As printed: ABCD-EFGH-JKMN-PQRS."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
