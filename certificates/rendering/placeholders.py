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


# What pre-printed stock carries already.
ON_STOCK = frozenset(
    {"title_id", "title_en", "line", "issuer_address", "footer_line", "watermark", "verify_page"}
)


def marked(page: str) -> str:
    """`page` with every printed value in an element of class `v`, so that a style can print the
    values alone. Attributes, the head and what pre-printed stock carries stay as they are."""
    head, body, rest = page.partition("<body")
    parts = re.split(r"(<[^>]*>)", rest)

    def mark(match: re.Match[str]) -> str:
        return match[0] if match[1] in ON_STOCK else f'<span class="v">{match[0]}</span>'

    return (
        head
        + body
        + "".join(
            part if part.startswith("<") or index == 0 else _VALUE.sub(mark, part)
            for index, part in enumerate(parts)
        )
    )


def names_in(page: str) -> set[str]:
    """Every placeholder and section that `page` uses."""
    return set(_VALUE.findall(page)) | set(re.findall(r"\[\[#(\w+)\]\]", page))


def _value(values: Mapping[str, Any], name: str) -> Any:
    if name not in values:
        raise UnknownPlaceholder(name=name)
    return values[name]
