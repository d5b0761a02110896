"""Verbs on accounts."""

import secrets

from django.db import transaction

from balai.accounts.models import User


@transaction.atomic
def create_participant_user(*, full_name: str, phone: str = "", language: str = "id") -> User:
    """Return a new user for somebody who takes part, reads or holds a certificate.

    The account has no usable password: a card and PIN are given only to those who
    want to sign in. The user name is random, because names are neither unique nor
    to be shown in addresses and logs. `phone` must be E.164 or empty.
    """
    user = User(
        username=f"p-{secrets.token_hex(8)}",
        full_name=full_name,
        phone=phone,
        preferred_language=language,
    )
    user.set_unusable_password()
    user.save()
    return user
