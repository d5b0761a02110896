"""Whether somebody else may be reading in a person's name: what the site knows of sign-ins."""

from django.http import HttpRequest
from wagtail import hooks


def may_be_somebody_else(request: HttpRequest) -> bool:
    """Whether others know what opened this session, as whoever made a card knows its PIN.

    Asks the hook `register_lent_sign_ins`: functions (request) -> bool. What people tell in
    confidence is not shown then, not even to whom it is about: her coordinator reads it to her.
    """
    return any(ask(request) for ask in hooks.get_hooks("register_lent_sign_ins"))
