"""The way from the desk to one's own data."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.desk import DeskItem
from mentoring.registry.permissions import is_in_a_group


def my_data(user: Any, today: date) -> Iterator[DeskItem]:
    """For who only learns here; staff are no rows of the register, as a rule."""
    if user.get_all_permissions() or not is_in_a_group(user, today):
        return
    yield DeskItem(
        kind="link",
        label=_("My data"),
        sentence=_("Look, correct, say yes or no"),
        url=reverse("mentoring_registry:me"),
        picture="people",
        # Small: a crafter's large pictures are what she does every day.
        order=910,
    )
