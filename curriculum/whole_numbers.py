"""Whole numbers as addresses carry them, never longer than what a database looks for.

Python refuses to read a number of some thousand digits, and SQLite to look for one of more
than 63 bits: both would answer a guest with "something is broken" where nothing is found.
"""

import re

from django.urls.converters import IntConverter

# Every number of so many digits has less than 63 bits.
_NUMBER = re.compile(r"[0-9]{1,18}")


class KeyConverter(IntConverter):
    """`<key:name>` in an address; a longer number is another address."""

    regex = _NUMBER.pattern


def whole_number(text: str) -> int | None:
    """The number that `text` is, or None if it is none that could be a key."""
    return int(text) if _NUMBER.fullmatch(text) else None
