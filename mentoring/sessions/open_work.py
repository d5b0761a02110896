"""Promises a facilitator leaves open in a group (hook `register_open_work`)."""

from typing import Any

from django.utils.translation import gettext as _

from mentoring.assignments.open_work import LeftOpen
from mentoring.sessions.models import FollowUp


def open_promises(group: Any, facilitator: Any) -> list[LeftOpen]:
    """Every promise of `group` nobody closed, whoever has to keep it. One query."""
    promises = FollowUp.objects.open().filter(group=group).soonest_first()
    return [
        LeftOpen(
            _("Promise: %(text)s") % {"text": promise.text},
            group.get_absolute_url(),
            promise.due_on,
        )
        for promise in promises
    ]
