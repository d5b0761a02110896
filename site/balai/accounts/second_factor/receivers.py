"""What follows when somebody gets a role that needs a second factor."""

from typing import Any

from django.conf import settings
from django.db.models.signals import m2m_changed
from django.dispatch import receiver

from balai.accounts.models import User
from balai.accounts.second_factor.requirement import has_second_factor
from balai.accounts.second_factor.services import end_sessions


@receiver(m2m_changed, sender=User.groups.through, dispatch_uid="accounts_new_role")
def a_role_that_needs_a_code_begins_with_a_new_sign_in(
    instance: Any, action: str, pk_set: Any, reverse: bool, model: Any, **kwargs: Any
) -> None:
    """Open sessions were begun with a password alone: they must not carry the new role."""
    if action != "post_add" or not pk_set:
        return
    if reverse:  # group.user_set.add(user, …)
        users, gained = model.objects.filter(pk__in=pk_set), {instance.name}
    else:
        users = [instance]
        gained = set(model.objects.filter(pk__in=pk_set).values_list("name", flat=True))
    if not gained.intersection(settings.SECOND_FACTOR_ROLES):
        return
    for user in users:
        if not _needed_one_before(user, gained) and not has_second_factor(user):
            end_sessions(user=user)


def _needed_one_before(user: User, gained: set[str]) -> bool:
    """Then her sessions were begun by that rule already; demo people never need one."""
    roles = [role for role in settings.SECOND_FACTOR_ROLES if role not in gained]
    held = user.groups.filter(name__in=roles)
    return user.is_demo or user.is_superuser or held.exists()
