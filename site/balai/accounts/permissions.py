"""Who may do what with accounts."""

from collections.abc import Collection

from django.db.models import Q

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


def signs_in_with_password(user_ids: Collection[int]) -> set[int]:
    """Those of `user_ids` who may hold no card: they hold a role, or their account is closed.

    A card and six digits open a reader's account, never one that may see or change records
    of others. One query for any number.
    """
    has_role = Q(groups__isnull=False) & ~Q(groups__name="crafter")
    barred = Q(is_superuser=True) | Q(is_active=False) | Q(user_permissions__isnull=False)
    users = User.objects.filter(has_role | barred, pk__in=user_ids)
    return set(users.order_by().values_list("pk", flat=True))


def may_hold_card(user: User) -> bool:
    return not signs_in_with_password([user.pk])
