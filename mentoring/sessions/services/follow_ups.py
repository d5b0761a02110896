"""Promises: made at a visit or between visits, closed with what came of them."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from mentoring.registry.models import CrafterGroup, Person
from mentoring.sessions.errors import FollowUpClosed, FollowUpDueTooEarly, ResultMissing
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
