"""Who must show a second thing when signing in, and who has one."""

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.conf import settings

if TYPE_CHECKING:
    from balai.accounts.models import User


def needs_second_factor(user: "User") -> bool:
    """Whether `user` may not sign in without a second factor.

    Superusers, and whoever holds one of SECOND_FACTOR_ROLES; where that is empty, nobody.
    Demo accounts are exempt: everybody knows their password, and production has none.
    """
    roles = settings.SECOND_FACTOR_ROLES
    if not roles or user.is_demo:
        return False
    return user.is_superuser or user.groups.filter(name__in=roles).exists()


def has_second_factor(user: "User") -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
