"""Of what this room reminds people; `mentoring.reminders` finds this file by its name."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.assignments.escalation import late_without_facilitator, who_handles
from mentoring.assignments.models import (
    CARRYING,
    Assignment,
    AssignmentKind,
    groups_without_lead,
)
from mentoring.intervals import on_day
from mentoring.registry.models import CrafterGroup
from mentoring.reminder_kinds import Audience, Due, ReminderKind, due_about


def _without_facilitator(now: datetime) -> Iterator[Due]:
    """To who handles the group; above her too while she is away or it waits for long."""
    today = timezone.localdate(now)
    alone = groups_without_lead(CrafterGroup.objects.all(), today).select_related("sentra")
    groups = {group.pk: group for group in alone}
    lost_on = _lost_on(alone, today)
    places = {key: group.sentra.place_id for key, group in groups.items()}
    late = late_without_facilitator(today)
    for key, users in who_handles(places, today, now, late).items():
        for user in users:
            yield due_about(groups[key], key=f"{key.hex}:{lost_on.get(key, '')}", user_id=user)


def _lost_on(alone: Any, today: date) -> dict[UUID, date]:
    """Since when those of `alone` (CrafterGroup) have nobody, by the last who led each.

    Asked of the assignments themselves: what the night's look keeps comes hours later, and the
    message would be told once more. Absent: groups that nobody ever led. One query.
    """
    leads = Assignment.objects.filter(
        group__in=alone.values("pk"),
        kind=AssignmentKind.LEAD,
        state__in=CARRYING,
        starts_on__lte=today,
    ).annotate(rests_since=Max("suspensions__starts_on", filter=on_day(today, "suspensions__")))
    # Whose account is off has neither end nor rest: her first day tells her from the next one.
    rows = leads.order_by("starts_on", "pk").values_list(
        "group", "rests_since", "ends_on", "starts_on"
    )
    return {group: rests or ends or starts for group, rests, ends, starts in rows}


NO_FACILITATOR = ReminderKind(
    name="no_facilitator",
    title=_("A group without a facilitator"),
    audience=Audience.COORDINATOR,
    subject=_("{group} has no facilitator"),
    body=_("{name}, nobody accompanies {group}. Propose somebody, so that visits go on."),
    facts=("group",),
    due=_without_facilitator,
)
KINDS = [NO_FACILITATOR]
