"""Verbs on second factors and sessions."""

from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.adapter import get_adapter as sessions_adapter
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from balai.accounts.errors import NotYourAccountToChange, NotYourOwnSecondFactor
from balai.accounts.models import User
from balai.accounts.permissions import can_change_account
from balai.inbox.services import notify


@transaction.atomic
def set_up_second_factor(*, user: User, secret: str) -> Authenticator:
    """Ask `user` for codes made of `secret` from now on, and give her spare codes.

    secret: as shown to her, base32. Setting up again replaces phone and spare codes.
    """
    Authenticator.objects.filter(user=user).delete()
    authenticator = TOTP.activate(user, secret).instance
    RecoveryCodes.activate(user)
    log(user, "accounts.second_factor_set_up", user=user)
    return authenticator


def spare_codes(*, user: User) -> list[str]:
    """The codes on her sheet that were not used yet; empty without a second factor."""
    kept = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return RecoveryCodes(kept).get_unused_codes() if kept else []


@transaction.atomic
def remove_second_factor(*, user: User, removed_by: User | None, reason: str) -> None:
    """Forget `user`'s phone and spare codes and sign her out; the next sign-in begins anew.

    removed_by: None from the command line. Raises NotYourAccountToChange,
    NotYourOwnSecondFactor: whoever found an open browser must not loosen the account.
    """
    if removed_by is not None:
        if removed_by.pk == user.pk:
            raise NotYourOwnSecondFactor()
        if not can_change_account(removed_by, user):
            raise NotYourAccountToChange(name=user.get_full_name())
    Authenticator.objects.filter(user=user).delete()
    log(user, "accounts.second_factor_removed", user=removed_by, data={"reason": reason})
    end_sessions(user=user)
    notify(
        user=user,
        subject=_("Your sign-in was changed"),
        body=_("Your phone is no longer asked for codes. If you did not ask for this, say so."),
    )


def end_sessions(*, user: User) -> int:
    """Sign `user` out everywhere; return from how many places."""
    sessions = list(UserSession.objects.filter(user=user))
    sessions_adapter().end_sessions(sessions)
    return len(sessions)


@transaction.atomic
def sign_out_everywhere(*, user: User, signed_out_by: User, reason: str) -> int:
    """End the sessions of another person, with a reason in the log; return how many.

    Raises NotYourAccountToChange.
    """
    if not can_change_account(signed_out_by, user):
        raise NotYourAccountToChange(name=user.get_full_name())
    log(user, "accounts.signed_out", user=signed_out_by, data={"reason": reason})
    return end_sessions(user=user)


def pending_sign_in(user: User, next_url: str) -> Login:
    """What allauth keeps in the session until every step of the sign-in is done."""
    return Login(user=user, redirect_url=next_url, email_verification="none")
