"""Who may do what with accounts."""

from balai.accounts.models import User


def can_invite(user: User) -> bool:
    return user.has_perm("accounts.add_user")


def can_change_account(user: User, other: User) -> bool:
    """Whether `user` may change `other`'s account or make a sign-in link for it.

    Whoever makes the link can use it: somebody who is not a superuser would become one.
    """
    if not user.has_perm("accounts.change_user"):
        return False
    return user.is_superuser or not other.is_superuser
