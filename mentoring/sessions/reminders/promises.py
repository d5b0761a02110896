"""Promises: when they are due, and when they are late. What was promised is never said."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.assignments.responsible import accompanying_users
from mentoring.reminder_kinds import Audience, Due, ReminderKind, due_about, on_local_days
from mentoring.sessions.models import FollowUp, OwnerKind

_ZONE = "group__sentra__time_zone"


def _due_soon(now: datetime, owner: str) -> list[FollowUp]:
    soon = on_local_days(now, zone=_ZONE, day="due_on", days=(0, 1))
    rows = FollowUp.objects.open().filter(soon, owner_kind=owner)
    return list(rows.select_related("group__sentra").order_by("due_on", "pk"))


def _to_facilitators(now: datetime) -> Iterator[Due]:
    promises = _due_soon(now, OwnerKind.FACILITATOR)
    whose = accompanying_users({each.group_id for each in promises}, timezone.localdate(now))
    for each in promises:
        if each.group_id in whose:
            yield _due(each, user_id=whose[each.group_id])


def _to_members(now: datetime) -> Iterator[Due]:
    for each in _due_soon(now, OwnerKind.MEMBER):
        if each.owner_person_id:
            yield _due(each, person_id=each.owner_person_id)


def _due(promise: FollowUp, *, user_id: int | None = None, person_id: UUID | None = None) -> Due:
    return due_about(
        promise.group,
        key=f"{promise.pk.hex}:{promise.due_on}",
        user_id=user_id,
        person_id=person_id,
        facts={"day": promise.due_on},
    )


def _late(now: datetime) -> Iterator[Due]:
    """One message for all of a group; another once one more is late."""
    past = on_local_days(now, zone=_ZONE, day="due_on", lookup="lt")
    rows = FollowUp.objects.open().filter(past).select_related("group__sentra")
    by_group: dict[UUID, list[FollowUp]] = defaultdict(list)
    for each in rows.order_by("due_on", "recorded_at", "pk"):
        by_group[each.group_id].append(each)
    whose = accompanying_users(by_group, timezone.localdate(now))
    for group_id, promises in by_group.items():
        if group_id in whose:
            yield due_about(
                promises[0].group,
                key=f"{group_id.hex}:{promises[-1].pk.hex}",
                user_id=whose[group_id],
                facts={"count": len(promises)},
            )


PROMISE_DUE = ReminderKind(
    name="promise_due",
    title=_("A promise of the facilitator is due"),
    audience=Audience.FACILITATOR,
    subject=_("What you promised {group} is due"),
    body=_("{name}, something you promised {group} is due on {day}. Close it when it is done."),
    facts=("group", "day"),
    due=_to_facilitators,
)
YOUR_PROMISE_DUE = ReminderKind(
    name="your_promise_due",
    title=_("A promise of a member is due"),
    audience=Audience.CRAFTER,
    subject=_("What you promised is due"),
    body=_("{name}, something you promised in {group} is due on {day}. Ask your facilitator."),
    facts=("group", "day"),
    due=_to_members,
)
PROMISES_LATE = ReminderKind(
    name="promises_late",
    title=_("Promises are past due"),
    audience=Audience.FACILITATOR,
    subject=_("Promises in {group} are past due"),
    body=_("{name}, promises past due in {group}: {count}. Ask what came of them, close them."),
    facts=("group", "count"),
    due=_late,
)
