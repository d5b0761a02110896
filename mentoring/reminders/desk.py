"""What this room puts on the desk of a signed-in person."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.desk import DeskItem, WaitingRow
from mentoring.reminders.models import Reminder

_FIRST = 20
_READERS = ("mentoring_reminders.view_reminder", "mentoring_assignments.accompany_group")


def desk_items(user: Any, today: date) -> Iterator[DeskItem]:
    """Whom she tells something in person; the way to what was sent."""
    if user.has_perm("mentoring_assignments.accompany_group"):
        tasks = Reminder.objects.tasks_of(user)
        if count := tasks.count():
            yield DeskItem(
                kind="waiting",
                label=_("Tell in person"),
                sentence=ngettext(
                    "No message reaches %(count)d person. Tell her.",
                    "No message reaches them: %(count)d things to tell.",
                    count,
                )
                % {"count": count},
                url=reverse("mentoring_reminders:tasks"),
                count=count,
                picture="chat",
                order=26,
                rows=partial(_rows, tasks),
            )
    if any(user.has_perm(each) for each in _READERS):
        yield DeskItem(
            kind="link",
            label=_("Messages"),
            sentence=_("What was sent to whom"),
            url=reverse("mentoring_reminders:sent"),
            picture="chat",
            order=70,
        )


def _rows(tasks: "QuerySet[Reminder]") -> Iterator[WaitingRow]:
    for each in tasks.select_related("person", "group")[:_FIRST]:
        yield WaitingRow(
            title=str(each.person),
            url=reverse("mentoring_reminders:tasks"),
            sentence=each.subject,
            since=timezone.localdate(each.made_at),
        )
