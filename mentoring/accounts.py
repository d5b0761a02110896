"""The site's user model. Of a user the rooms show `get_full_name()` only."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model


def language_of(user: Any) -> str:
    """The language `user` chose, if the site's user model knows it; else the site's own."""
    chosen = str(getattr(user, "preferred_language", "") or "")
    return chosen if chosen in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)


def name_columns(prefix: str = "") -> list[str]:
    """Columns of the site's user model in which a name is searched and sorted, best first.

    prefix: the lookup that leads to the user ("facilitator__user__").
    """
    user = get_user_model()
    columns = {field.name for field in user._meta.get_fields()}
    wanted = ("full_name", "first_name", "last_name", user.USERNAME_FIELD)
    return [f"{prefix}{name}" for name in wanted if name in columns]
