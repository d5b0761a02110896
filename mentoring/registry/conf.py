"""Settings of this room, each read when it is called."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

CREATE_USER_HINT = (
    "Set MENTORING_CREATE_USER to the dotted path of a function that takes the keyword "
    "arguments full_name, phone and language and returns a saved user, for example "
    '"your_site.accounts.create_participant_user".'
)


def create_user_path() -> str:
    """MENTORING_CREATE_USER: dotted path of the site's function that makes an account.

    Called when a person first takes part, reads or holds a certificate. Without it the
    registers work, but nobody new can become a participant.
    """
    return getattr(settings, "MENTORING_CREATE_USER", "")


def create_user() -> Callable[..., Any]:
    """Return the function at MENTORING_CREATE_USER: (*, full_name, phone, language) -> user.

    Raises ImproperlyConfigured when the setting is missing or leads nowhere.
    """
    if not (path := create_user_path()):
        raise ImproperlyConfigured(CREATE_USER_HINT)
    try:
        return import_string(path)
    except ImportError as nowhere:
        raise ImproperlyConfigured(
            f"MENTORING_CREATE_USER leads nowhere: {path}. {CREATE_USER_HINT}"
        ) from nowhere
