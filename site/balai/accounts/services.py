"""Verbs on accounts."""

import secrets
from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from balai.accounts.errors import AccountIsClosed, NotYourAccountToChange
from balai.accounts.models import User
from balai.accounts.permissions import can_change_account
from balai.accounts.tokens import sign_in_link
from balai.inbox.services import notify


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


@transaction.atomic
def invite(
    *,
    username: str,
    full_name: str,
    groups: Iterable[Group],
    invited_by: User,
    phone: str = "",
    email: str = "",
    language: str = "id",
) -> User:
    """Return a new account without a password; its first sign-in goes by `make_sign_in_link`.

    groups: the role groups it holds from the start. `phone` must be E.164 or empty.
    """
    user = User(
        username=username,
        full_name=full_name,
        phone=phone,
        email=email,
        preferred_language=language,
    )
    user.set_unusable_password()
    user.save()
    user.groups.set(groups)
    log(user, "wagtail.create", user=invited_by)
    return user


@transaction.atomic
def make_sign_in_link(*, user: User, made_by: User) -> str:
    """Return the one-time address with which `user` sets a password; who made it is logged.

    Raises NotYourAccountToChange, AccountIsClosed.
    """
    if not can_change_account(made_by, user):
        raise NotYourAccountToChange(name=user.get_full_name())
    if not user.is_active:
        raise AccountIsClosed(name=user.get_full_name())
    log(user, "accounts.sign_in_link", user=made_by)
    return sign_in_link(user)


def tell_password_changed(*, user: User) -> None:
    """Leave a word in the inbox, so that somebody who did not do it will notice."""
    notify(
        user=user,
        subject=_("Your password was changed"),
        body=_("If you did not do this yourself, tell an administrator at once."),
    )
