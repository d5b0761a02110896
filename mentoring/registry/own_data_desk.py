"""Data of people on the desk: one's own, and requests to erase theirs."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.desk import DeskItem
from mentoring.registry import waiting
from mentoring.registry.models import ErasureRequest
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


def erasures_waiting(user: Any, today: date) -> Iterator[DeskItem]:
    """People who asked that their data be erased; the law gives three days."""
    if not user.has_perm("mentoring_registry.change_erasurerequest"):
        return
    rows = ErasureRequest.objects.visible_to(user, today).open()
    if count := rows.count():
        yield DeskItem(
            kind="waiting",
            label=_("Requests to erase data"),
            sentence=_("Answer within 3 days"),
            url=reverse("mentoring_registry:erasure_requests"),
            count=count,
            picture="people",
            order=11,
            rows=partial(waiting.erasures, rows),
        )
