"""Who sees which messages."""

from datetime import date
from typing import Any

from django.db.models import Q

from mentoring.registry.scopes import KEEPERS, in_mandated_places
from mentoring.scopes import scope


@scope("mentoring_reminders.Reminder")
def my_own_reminders(user: Any, on: date) -> Q:
    """What was written to her as an account or as a crafter, and what she has to tell others."""
    return Q(user=user) | (Q(person__user=user) & ~Q(channel="task"))


@scope("mentoring_reminders.Reminder")
def reminders_about_groups_of_my_places(user: Any, on: date) -> Q:
    """Evaluators do not read along what people are told."""
    return in_mandated_places(user, on, "group__sentra__place", KEEPERS)
