"""A style sheet that a page carries in itself, so that the first paint waits for one answer.

On a slow network a second request costs more than the style sheet weighs. A page with an
inline style needs its hash in the site's Content-Security-Policy; both are made here from
the same text. Settings may import this file: it needs no Django.
"""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};])\s*")


def inline_style(*sheets: Path) -> str:
    """The text of these style sheets, one after the other, without comments and line breaks.

    Raises ValueError for a sheet that names another file: inside a page its address
    would lead elsewhere.
    """
    text = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    style = _AROUND.sub(r"\1", _COMMENT.sub("", text)).strip()
    if "url(" in style or "@import" in style or "</" in style:
        raise ValueError("a style sheet that names other files cannot be carried in a page")
    return style


@lru_cache
def style_source(style: str) -> str:
    """What `style-src` must name so that a browser accepts `style` in a page."""
    digest = hashlib.sha256(style.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
