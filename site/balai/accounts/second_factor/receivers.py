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
        gained = instance.name in settings.SECOND_FACTOR_ROLES
        users = model.objects.filter(pk__in=pk_set) if gained else []
    else:
        gained = model.objects.filter(pk__in=pk_set, name__in=settings.SECOND_FACTOR_ROLES)
        users = [instance] if gained.exists() else []
    for user in users:
        if not user.is_demo and not has_second_factor(user):
            end_sessions(user=user)
