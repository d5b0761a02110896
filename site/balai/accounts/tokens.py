"""Links that let their reader set a password once, and only within three days.

They stop working as soon as a password is set, because the password is part of what
is signed. Nothing about them is kept in the database.
"""

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from balai.accounts.models import User


class _InvitationTokens(PasswordResetTokenGenerator):
    # Apart from Django's own, so that a reset link cannot be read as an invitation.
    key_salt = "balai.accounts.invitation"


class _ResetTokens(PasswordResetTokenGenerator):
    key_salt = "balai.accounts.reset"


invitation_tokens = _InvitationTokens()
reset_tokens = _ResetTokens()


def sign_in_link(user: User) -> str:
    """Return a whole address to pass on to `user`: an invitation to those who never had
    a password, a reset to the others."""
    invited = not user.has_usable_password()
    tokens, view = (
        (invitation_tokens, "accounts:accept_invitation")
        if invited
        else (reset_tokens, "accounts:reset_password")
    )
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return settings.BASE_URL.rstrip("/") + reverse(view, args=[uid, tokens.make_token(user)])
