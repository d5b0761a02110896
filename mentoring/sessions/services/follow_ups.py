"""Promises: made at a visit or between visits, closed with what came of them."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from wagtail.log_actions import log

from mentoring.registry.models import CrafterGroup, GroupLineage, LineageKind, Person
from mentoring.sessions.errors import (
    FollowUpClosed,
    FollowUpDueTooEarly,
    OwnerIsNoMember,
    ResultMissing,
)
from mentoring.sessions.models import FollowUp, MentoringSession, OwnerKind
from mentoring.sessions.services.clock import local_day, moment


@transaction.atomic
def add_follow_up(
    *,
    group: CrafterGroup,
    text: str,
    due_on: date,
    recorded_by: Any,
    owner_kind: str = OwnerKind.MEMBER,
    owner_person: Person | None = None,
    session: MentoringSession | None = None,
    agreed_on: date | None = None,
    now: datetime | None = None,
) -> FollowUp:
    """Return a new open promise of `group`, agreed today unless `agreed_on` says otherwise.

    Raises FollowUpDueTooEarly when it would be due before it was agreed.
    """
    now = moment(now)
    return write_follow_up(
        group=group,
        session=session,
        text=text,
        owner_kind=owner_kind,
        owner_person=owner_person,
        agreed_on=agreed_on or local_day(now, ZoneInfo(group.sentra.time_zone)),
        due_on=due_on,
        recorded_by=recorded_by,
        recorded_at=now,
        received_at=now,
    )


def write_follow_up(*, agreed_on: date, due_on: date, **values: Any) -> FollowUp:
    """The row alone, for callers that are inside a transaction of their own."""
    if due_on < agreed_on:
        raise FollowUpDueTooEarly(agreed=agreed_on)
    return FollowUp.objects.create(agreed_on=agreed_on, due_on=due_on, **values)


@transaction.atomic
def complete_follow_up(
    *, follow_up: FollowUp, result: str, closed_by: Any, now: datetime | None = None
) -> FollowUp:
    """Close `follow_up` today with what came of it; closing again with the same words is fine.

    Raises ResultMissing, FollowUpClosed (somebody else closed it with other words).
    """
    result = result.strip()
    if not result:
        raise ResultMissing
    locked = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if locked.done_on is not None:
        if locked.result == result:
            return locked
        raise FollowUpClosed(result=locked.result)
    zone = ZoneInfo(follow_up.group.sentra.time_zone)
    locked.done_on = max(local_day(moment(now), zone), locked.agreed_on)
    locked.result = result
    locked.closed_by = closed_by
    locked.save(update_fields=["done_on", "result", "closed_by"])
    return locked


@transaction.atomic
def re_own_follow_up(
    *,
    follow_up: FollowUp,
    owner_kind: str,
    said_by: Any,
    owner_person: Person | None = None,
    now: datetime | None = None,
) -> FollowUp:
    """Let somebody else do what was promised: who promised left the group, or cannot.

    owner_person: only for a promise of the group, one of its members today.
    Raises FollowUpClosed, OwnerIsNoMember.
    """
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related("group__sentra")
    locked = rows.get(pk=follow_up.pk)
    if locked.done_on is not None:
        raise FollowUpClosed(result=locked.result)
    owner_person = owner_person if owner_kind == OwnerKind.MEMBER else None
    today = local_day(moment(now), ZoneInfo(locked.group.sentra.time_zone))
    members = Person.objects.members_of(locked.group, today)
    if owner_person is not None and not members.filter(pk=owner_person.pk).exists():
        raise OwnerIsNoMember(who=owner_person)
    was = {"kind": locked.owner_kind, "person": str(locked.owner_person_id or "")}
    locked.owner_kind, locked.owner_person = owner_kind, owner_person
    locked.save(update_fields=["owner_kind", "owner_person"])
    log(instance=locked, action="mentoring.re_own", user=said_by, data={"was": was})
    return locked


@transaction.atomic
def hand_over_promises(*, merged: CrafterGroup) -> int:
    """Open promises of a group that was merged go on in the group it became; return how many."""
    lineage = GroupLineage.objects.filter(parent=merged, kind=LineageKind.MERGE)
    last = lineage.order_by("happened_on").last()
    if last is None:
        return 0
    return FollowUp.objects.open().filter(group=merged).update(group=last.child)
