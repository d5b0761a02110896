"""The whole template language of designs: values and sections, nothing else.

`[[name]]` prints a value, escaped. `[[#name]]…[[/name]]` prints its inside if the value is
not empty, and once per row if it is a list. No expressions, no calls, no includes: a
design can show a certificate and do nothing.
"""

import html
import re
from collections.abc import Mapping
from typing import Any

from certificates.errors import UnknownPlaceholder

_SECTION = re.compile(r"\[\[#(\w+)\]\](.*?)\[\[/\1\]\]", re.DOTALL)
_VALUE = re.compile(r"\[\[(\w+)\]\]")


def fill(page: str, values: Mapping[str, Any]) -> str:
    """`page` with every placeholder replaced; raises UnknownPlaceholder for others."""

    def section(match: re.Match[str]) -> str:
        value = _value(values, match[1])
        if isinstance(value, list):
            return "".join(fill(match[2], {**values, **row}) for row in value)
        return fill(match[2], values) if value else ""

    def value(match: re.Match[str]) -> str:
        return html.escape(str(_value(values, match[1])))

    return _VALUE.sub(value, _SECTION.sub(section, page))


def _value(values: Mapping[str, Any], name: str) -> Any:
    if name not in values:
        raise UnknownPlaceholder(name=name)
    return values[name]
