"""Logging what a business cluster decided together."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from mentoring.registry.models import BusinessCluster, ClusterMembership, CrafterGroup
from mentoring.sessions.errors import (
    ClusterNotFoundedYet,
    GroupsNotInTheCluster,
    MeetingAlreadyLogged,
    NobodyCame,
)
from mentoring.sessions.models import ClusterMeeting
from mentoring.sessions.services.clock import moment, refuse_future


@transaction.atomic
def log_cluster_meeting(
    *,
    meeting_id: UUID,
    cluster: BusinessCluster,
    happened_on: date,
    groups: Collection[CrafterGroup],
    people_came: int,
    recorded_by: Any,
    chaired_by: str = "",
    facilitator_was_present: bool = True,
    decisions: str = "",
    recorded_at: datetime | None = None,
    now: datetime | None = None,
) -> ClusterMeeting:
    """Return the meeting of `cluster`; the same record sent again returns the first one.

    groups: member groups of that day that sent somebody. people_came: everybody.
    Raises SessionInTheFuture, ClusterNotFoundedYet, GroupsNotInTheCluster, NobodyCame,
    MeetingAlreadyLogged (same key, other cluster or day).
    """
    now = moment(now)
    known = ClusterMeeting.objects.filter(pk=meeting_id).first()
    if known is not None:
        if (known.cluster_id, known.happened_on) != (cluster.pk, happened_on):
            raise MeetingAlreadyLogged(meeting=known)
        return known
    refuse_future(happened_on, now, ZoneInfo(cluster.time_zone))
    if cluster.founded_on and happened_on < cluster.founded_on:
        raise ClusterNotFoundedYet(cluster=cluster, founded=cluster.founded_on)
    if not groups or people_came < 1:
        raise NobodyCame
    belonging = set(
        ClusterMembership.objects.on(happened_on)
        .filter(cluster=cluster)
        .values_list("group_id", flat=True)
    )
    if strangers := sorted(group.name for group in groups if group.pk not in belonging):
        raise GroupsNotInTheCluster(names=", ".join(strangers), cluster=cluster, day=happened_on)
    meeting = ClusterMeeting.objects.create(
        pk=meeting_id,
        cluster=cluster,
        happened_on=happened_on,
        people_came=people_came,
        chaired_by=chaired_by,
        facilitator_was_present=facilitator_was_present,
        decisions=decisions,
        recorded_by=recorded_by,
        recorded_at=recorded_at or now,
        received_at=now,
    )
    meeting.groups.set(groups)
    return meeting
