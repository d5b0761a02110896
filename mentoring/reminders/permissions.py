"""Questions about a user and whom she may ask about messages."""

from datetime import date
from typing import Any

from django.db.models import Q

from mentoring.assignments.scopes import assigned_to_me
from mentoring.registry.models import CrafterGroup, CrafterGroupQuerySet
from mentoring.registry.permissions import responsible_q

_KEEPS = "mentoring_registry.change_craftergroup"


def may_ask_about_messages(user: Any) -> bool:
    """Whether `user` writes down, for some groups, who wants messages. Asks no row."""
    accompanies = user.has_perm("mentoring_assignments.accompany_group")
    return bool(user.is_active and (accompanies or user.has_perm(_KEEPS)))


def groups_to_ask(user: Any, on: date) -> CrafterGroupQuerySet:
    """The groups whose members' wishes `user` writes down on the day `on`."""
    mine = CrafterGroup.objects.filter(assigned_to_me(user, on, "assignments__")).values("pk")
    condition = Q(pk__in=mine)
    if user.has_perm(_KEEPS):
        kept = responsible_q(CrafterGroup, user, on)
        if kept == Q():
            return CrafterGroup.objects.all()
        condition |= kept
    return CrafterGroup.objects.filter(condition)
