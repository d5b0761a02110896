"""Text that is data, kept by language: what an instrument asks."""

from typing import Any

from django.utils.translation import get_language


def in_language(wording: dict[str, Any], language: str | None = None) -> Any:
    """`wording` ({"id": ..., "en": ...}) in `language` (the active one if not given).

    Falls back to Indonesian, the language instruments are written in, then to any.
    """
    wanted = (language or get_language() or "id").split("-")[0]
    for code in (wanted, "id", *wording):
        if code in wording:
            return wording[code]
    return ""
