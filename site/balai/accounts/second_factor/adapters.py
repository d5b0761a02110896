"""How allauth behaves here: which steps a sign-in has, what is encrypted, what it says."""

import base64
import hashlib
import ipaddress
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balai.accounts.throttle import client_address
from balai.home.context_processors import current_organisation
from balai.inbox.services import notify

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - nothing is bound to it: it means "not known"

# allauth's own letters -> what is left in the person's inbox instead.
_WORDS = {
    "mfa/email/totp_activated": gettext_lazy("Codes from a phone are now asked when you sign in."),
    "mfa/email/totp_deactivated": gettext_lazy("Codes from a phone are no longer asked."),
    "mfa/email/recovery_codes_generated": gettext_lazy(
        "New spare codes were made; the old ones stopped."
    ),
}


class AccountAdapter(DefaultAccountAdapter):
    def get_login_stages(self) -> list[str]:
        """After the code of those who have one: the others set one up if they must."""
        return [
            "allauth.mfa.stages.AuthenticateStage",
            "balai.accounts.second_factor.stages.SetUpStage",
        ]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address sign-in tries are counted by; a Unix socket has none."""
        address = client_address(request)
        try:
            return str(ipaddress.ip_address(address))
        except ValueError:
            return UNKNOWN_ADDRESS

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say themselves what happened, in plain words."""

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, email: Any = None
    ) -> None:
        """A word in the inbox: whoever did not do it herself will notice."""
        if template_prefix in _WORDS:
            notify(
                user=user,
                subject=_("Your sign-in was changed"),
                body=f"{_WORDS[template_prefix]} "
                + _("If you did not do this yourself, tell an administrator at once."),
            )


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return str(current_organisation().name)

    def get_totp_label(self, user: Any) -> str:
        return user.get_username()

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted; after the site's key was lost, a secret that no code matches.

        An empty secret would be one that everybody can compute codes from.
        """
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()


def _keys() -> MultiFernet:
    return MultiFernet(
        [
            Fernet(
                base64.urlsafe_b64encode(hashlib.sha256(f"second factor {key}".encode()).digest())
            )
            for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        ]
    )
