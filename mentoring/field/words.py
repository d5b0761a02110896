"""In which language a phone's owner is spoken to, and words of choices that have none."""

from typing import Any

from django.conf import settings


def language_of(user: Any) -> str:
    """The language `user` chose, if the site's user model knows it; else the site's own."""
    chosen = str(getattr(user, "preferred_language", "") or "")
    return chosen if chosen in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)
