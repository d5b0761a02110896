"""The one way by which a browser becomes somebody's: whoever proved a password or card."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from django.http import HttpRequest, HttpResponse

from balai.accounts.models import User
from balai.accounts.second_factor.services import pending_sign_in

BACKEND = "django.contrib.auth.backends.ModelBackend"


def finish_sign_in(request: HttpRequest, user: User, *, next_url: str) -> HttpResponse:
    """Sign `user` in, or ask first for the second factor; then go to `next_url`.

    `user` has just proved the password, a link or card and PIN. The session is remembered
    for the list of sessions.
    """
    user.backend = BACKEND  # type: ignore[attr-defined]
    record_authentication(request, user, method="password")
    return perform_login(request, pending_sign_in(user, next_url))
