"""The bits of a status list as verifiers read them.

Source: W3C Bitstring Status List v1.0 (Recommendation, 15 May 2025), sections 2.2 and 3.3: the
first place is the left-most bit, the string is compressed with GZIP (RFC 1952) and written as
multibase base64url without padding ("u"). Pure: no Django, no database.
"""

import gzip
from collections.abc import Iterable

from certificates.jws import base64url

# The smallest list that hides one certificate among enough others (section 6.1).
SIZE = 131_072


def encoded(places: Iterable[int]) -> str:
    """A list of SIZE bits with those at `places` set. The same places give the same text.

    Raises ValueError for a place outside of the list.
    """
    bits = bytearray(SIZE // 8)
    for place in places:
        if not 0 <= place < SIZE:
            raise ValueError(f"No list of {SIZE} has a place {place}.")
        bits[place // 8] |= 0x80 >> place % 8
    # Without the hour in its head, so that a list that says the same is the same.
    return "u" + base64url(gzip.compress(bytes(bits), mtime=0))
