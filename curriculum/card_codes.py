"""The code of a card's address: made, and read again as somebody typed it.

Six characters of Crockford's alphabet (https://www.crockford.com/base32.html), which has
no I, L, O or U, so that a code can be typed from paper. Nothing is secret about it.
"""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 6
_ALIKE = str.maketrans("oil", "011")


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def normalised(typed: str) -> str:
    """`typed` in small letters, O as 0, I and L as 1."""
    return typed.lower().translate(_ALIKE)
