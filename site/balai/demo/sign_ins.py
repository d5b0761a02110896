"""The demo's people who can sign in: one password that everybody may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from balai.accounts.models import User
from balai.accounts.roles import ROLE_NAMES
from balai.demo.ledger import remember

DEMO_PASSWORD = "pendamping-contoh"  # noqa: S105 - printed on purpose; production refuses to start


@dataclass(frozen=True)
class SignIn:
    """How to sign in as somebody who holds `role`."""

    role: str
    role_name: str
    username: str
    full_name: str
    password: str = DEMO_PASSWORD


@cache
def _encoded_demo_password() -> str:
    # Made to be slow; one for all spares a fifth of a second for each of them.
    return make_password(DEMO_PASSWORD)


@transaction.atomic
def create_demo_user(
    *,
    username: str,
    full_name: str,
    roles: Iterable[str],
    phone: str = "",
    language: str = "id",
    is_superuser: bool = False,
) -> User:
    """Return the demo account `username` with `roles`, made and remembered if it is missing.

    roles: names of role groups, as in `balai.accounts.roles.ROLE_NAMES`.
    Raises ValueError when `username` belongs to a real account.
    """
    user = get_user_model().objects.filter(username=username).first()
    if user is not None:
        if not user.is_demo:
            raise ValueError(f"{username} is a real account: the demo leaves it alone.")
        return user
    user = get_user_model()(
        username=username,
        full_name=full_name,
        phone=phone,
        preferred_language=language,
        is_superuser=is_superuser,
        is_demo=True,
    )
    user.password = _encoded_demo_password()
    user.save()
    user.groups.set(Group.objects.filter(name__in=list(roles)))
    remember(user)
    return user


def one_per_role() -> list[SignIn]:
    """One demo sign-in for each role somebody of the demo holds, in the order of the roles.

    Somebody who holds only that role is preferred, so that trying a role shows that
    role and nothing else; the administrator is the first demo superuser.
    """
    holders: dict[str, list[tuple[int, int, User]]] = {}
    people = get_user_model().objects.filter(is_demo=True, is_active=True).order_by("pk")
    for user in people.prefetch_related("groups"):
        if not user.has_usable_password():
            continue
        roles = {group.name for group in user.groups.all()}
        roles |= {"administrator"} if user.is_superuser else set()
        for role in roles:
            holders.setdefault(role, []).append((len(roles), user.pk, user))
    return [
        SignIn(role, str(name), user.username, user.full_name)
        for role, name in ROLE_NAMES.items()
        if role in holders
        for user in [min(holders[role])[2]]
    ]
