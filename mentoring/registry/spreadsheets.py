"""What spreadsheet programs must not take for a formula, and files made line by line."""

import re
from typing import Any

# XML 1.0, section 2.2, as spreadsheet programs read it.
_NO_WORKBOOK_HOLDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: Any) -> Any:
    """Text that looks like a formula with a quote before it, without the control characters that
    no workbook can hold (Word gives one for a soft line break); everything else as it is."""
    if not isinstance(value, str):
        return value
    value = _NO_WORKBOOK_HOLDS.sub("", value)
    return f"'{value}" if value.lstrip(" ").startswith(FORMULA_STARTS) else value


class Echo:
    """A file that hands each line back: for answers that are sent while they are made."""

    def write(self, line: str) -> bytes:
        return line.encode("utf-8")
