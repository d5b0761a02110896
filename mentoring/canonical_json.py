"""One text for one JSON value, so that phone and office compute the same digest.

The JSON Canonicalization Scheme, RFC 8785: keys sorted by UTF-16 code units, no spaces,
numbers as ECMAScript writes them (6.1.6.1.20 Number::toString), UTF-8. In a browser that is
`JSON.stringify` of an object whose keys were sorted.
"""

import hashlib
import json
import re
from decimal import Decimal
from typing import Any

# Where Python and ECMAScript may write a number differently: 1.0, 1e-07, 1e+16, 0.00001.
_MAYBE_OTHER_NUMBER = re.compile(r"\d\.0(?!\d)|\de[-+]\d")
_LAST_OF_THE_BASIC_PLANE = "\uffff"


def canonical_json(value: Any) -> str:
    """The canonical text of `value` (dict, list, str, int, finite float, bool or None).

    Raises ValueError for NaN and infinity, TypeError for what JSON has no word for.
    """
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    if text.isascii() and not _MAYBE_OTHER_NUMBER.search(text):
        return text
    if _MAYBE_OTHER_NUMBER.search(text) or max(text) > _LAST_OF_THE_BASIC_PLANE or _lone(text):
        return _written(value)
    return text


def digest_of(value: Any) -> str:
    """SHA-256, lower-case hex, of the canonical text of `value`."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def _lone(text: str) -> bool:
    """Whether half a pair of surrogates is in `text`, which UTF-8 cannot carry."""
    return any("\ud800" <= each <= "\udfff" for each in text)


def _written(value: Any) -> str:
    if isinstance(value, dict):
        pairs = sorted(value.items(), key=lambda pair: pair[0].encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_text(key)}:{_written(each)}" for key, each in pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_written(each) for each in value) + "]"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float):
        return _number(value)
    return json.dumps(value)


def _text(value: str) -> str:
    written = json.dumps(value, ensure_ascii=False)
    if not _lone(written):
        return written
    # ECMAScript writes half a pair as an escape.
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", written)


def _number(value: float) -> str:
    if value == 0:
        return "0"
    if 1e-6 <= abs(value) < 1e21:
        plain = format(Decimal(repr(value)), "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    mantissa, exponent = repr(value).split("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent):+d}"
