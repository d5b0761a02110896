"""What a design may be made of: a short list of tags, attributes and style; all else is refused.

The fetcher already gives a design nothing but its own assets. This refuses the rest before it
is approved, so that whoever approves sees a page and not a programme.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from certificates.errors import TagNotAllowed, UnknownPlaceholder
from certificates.rendering.designs import Design
from certificates.rendering.placeholders import names_in

_TAGS = frozenset(
    {"html", "head", "meta", "title", "style", "body", "header", "main", "section", "footer"}
    | {"h1", "h2", "h3", "p", "span", "br", "b", "i", "div", "img", "dl", "dt", "dd"}
    | {"table", "thead", "tbody", "tfoot", "tr", "th", "td", "ul", "ol", "li"}
)
_ATTRIBUTES = frozenset(
    {"class", "lang", "alt", "src", "charset", "name", "content", "colspan", "rowspan", "scope"}
)
_ASSET = re.compile(r"asset:[\w.-]+\Z")
_FOREIGN_STYLE = re.compile(r"@import|@charset|expression|javascript:|\\|</", re.IGNORECASE)
_URL = re.compile(r"url\(\s*['\"]?([^)'\"]*)", re.IGNORECASE)


def check_design(design: Design, known: Iterable[str]) -> None:
    """Raise TagNotAllowed or UnknownPlaceholder unless `design` keeps to the list.

    known: the names of all values a certificate has.
    """
    for page in (design.front_html, design.back_html, design.drawing):
        _Reader().feed(page)
        for name in sorted(names_in(page) - set(known)):
            raise UnknownPlaceholder(name=name)
    check_style(design.style_css)


def check_style(style: str) -> None:
    """Raise TagNotAllowed if `style` imports, or asks for anything but `asset:<name>`."""
    foreign = _FOREIGN_STYLE.search(style)
    if foreign:
        raise TagNotAllowed(what=foreign[0])
    for address in _URL.findall(style):
        if not _ASSET.match(address.strip()):
            raise TagNotAllowed(what=f"url({address})")


class _Reader(HTMLParser):
    """Refuses what is not on the list while it reads."""

    def __init__(self) -> None:
        super().__init__()
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise TagNotAllowed(what=f"<{tag}>")
        self._in_style = tag == "style"
        for name, value in attrs:
            if name not in _ATTRIBUTES or (name == "src" and not _ASSET.match(value or "")):
                raise TagNotAllowed(what=f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            check_style(data)

    def handle_pi(self, data: str) -> None:
        raise TagNotAllowed(what=f"<?{data[:20]}")
