"""What is done to business clusters, their groups and their boards."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.intervals import overlapping
from mentoring.registry.errors import (
    BoardOfficeTaken,
    ClusterMembershipOverlaps,
    ClusterNameTaken,
    GroupIsDissolved,
    SeatOverlaps,
)
from mentoring.registry.models import (
    BoardRole,
    BoardSeat,
    BusinessCluster,
    ClusterMembership,
    CrafterGroup,
    Person,
    Place,
)
from mentoring.registry.services.keeping import require_order, save_changes


@transaction.atomic
def create_cluster(
    *, name: str, craft: str, place: Place, time_zone: str, created_by: Any, **more: Any
) -> BusinessCluster:
    """Return a new business cluster. more: form, founded_on, story. Raises ClusterNameTaken."""
    _require_free_name(place, name)
    cluster = BusinessCluster.objects.create(
        name=name, craft=craft, place=place, time_zone=time_zone, **more
    )
    log(instance=cluster, action="wagtail.create", user=created_by)
    return cluster


@transaction.atomic
def change_cluster(
    *, cluster: BusinessCluster, changes: Mapping[str, Any], changed_by: Any
) -> BusinessCluster:
    """Give `cluster` the values of `changes`; a pioneer becomes an association this way.

    Raises ClusterNameTaken.
    """
    _require_free_name(
        changes.get("place", cluster.place), changes.get("name", cluster.name), but_not=cluster
    )
    return save_changes(cluster, changes, changed_by)


@transaction.atomic
def add_group_to_cluster(
    *,
    cluster: BusinessCluster,
    group: CrafterGroup,
    starts_on: date,
    added_by: Any,
    ends_on: date | None = None,
    reason: str = "",
) -> ClusterMembership:
    """Return the row that says `group` belongs to `cluster` from `starts_on` (included).

    Raises EndsBeforeItStarts, ClusterMembershipOverlaps, GroupIsDissolved.
    """
    require_order(starts_on, ends_on)
    if group.is_dissolved:
        raise GroupIsDissolved(group=group)
    _lock(cluster)
    _require_free_days(cluster, group, starts_on, ends_on)
    row = ClusterMembership.objects.create(
        cluster=cluster, group=group, starts_on=starts_on, ends_on=ends_on, reason=reason
    )
    log(instance=row, action="wagtail.create", user=added_by)
    return row


@transaction.atomic
def end_cluster_membership(
    *, membership: ClusterMembership, ends_on: date, ended_by: Any, reason: str = ""
) -> ClusterMembership:
    """Let the group belong to the cluster until the day before `ends_on`.

    Raises EndsBeforeItStarts, ClusterMembershipOverlaps.
    """
    require_order(membership.starts_on, ends_on)
    _lock(membership.cluster)
    _require_free_days(
        membership.cluster, membership.group, membership.starts_on, ends_on, but_not=membership
    )
    membership.ends_on = ends_on
    membership.reason = reason or membership.reason
    membership.save(update_fields=["ends_on", "reason"])
    log(instance=membership, action="mentoring.end", user=ended_by)
    return membership


@transaction.atomic
def seat_on_board(
    *,
    cluster: BusinessCluster,
    person: Person,
    role: str,
    starts_on: date,
    seated_by: Any,
    ends_on: date | None = None,
) -> BoardSeat:
    """Return the seat of `person` on the board of `cluster`; role: a BoardRole.

    One person has one seat at a time, and chair, secretary and treasurer are one person
    each. Raises EndsBeforeItStarts, SeatOverlaps, BoardOfficeTaken.
    """
    require_order(starts_on, ends_on)
    _lock(cluster)
    then = BoardSeat.objects.filter(overlapping(starts_on, ends_on), cluster=cluster)
    if then.filter(person=person).exists():
        raise SeatOverlaps(person=person, cluster=cluster)
    holder = then.filter(role=role).exclude(role=BoardRole.MEMBER).select_related("person").first()
    if holder is not None:
        raise BoardOfficeTaken(person=holder.person, role=holder.get_role_display())
    seat = BoardSeat.objects.create(
        cluster=cluster, person=person, role=role, starts_on=starts_on, ends_on=ends_on
    )
    log(instance=seat, action="wagtail.create", user=seated_by)
    return seat


@transaction.atomic
def end_seat(*, seat: BoardSeat, ends_on: date, ended_by: Any) -> BoardSeat:
    """Let `seat` count until the day before `ends_on`; it is only ever shortened.

    Raises EndsBeforeItStarts, SeatOverlaps when that would prolong a seat already ended.
    """
    require_order(seat.starts_on, ends_on)
    _lock(seat.cluster)
    if seat.ends_on is not None and ends_on > seat.ends_on:
        raise SeatOverlaps(person=seat.person, cluster=seat.cluster)
    seat.ends_on = ends_on
    seat.save(update_fields=["ends_on"])
    log(instance=seat, action="mentoring.end", user=ended_by)
    return seat


def _lock(cluster: BusinessCluster) -> None:
    # Overlap is no constraint every database can hold: who comes second waits here.
    BusinessCluster.objects.select_for_update().get(pk=cluster.pk)


def _require_free_name(place: Place, name: str, but_not: BusinessCluster | None = None) -> None:
    namesakes = BusinessCluster.objects.filter(place=place, name__iexact=name)
    if but_not is not None:
        namesakes = namesakes.exclude(pk=but_not.pk)
    if namesakes.exists():
        raise ClusterNameTaken(name=name, place=place)


def _require_free_days(
    cluster: BusinessCluster,
    group: CrafterGroup,
    starts_on: date,
    ends_on: date | None,
    but_not: ClusterMembership | None = None,
) -> None:
    rows = ClusterMembership.objects.filter(
        overlapping(starts_on, ends_on), cluster=cluster, group=group
    )
    if but_not is not None:
        rows = rows.exclude(pk=but_not.pk)
    standing = rows.order_by("starts_on").first()
    if standing is not None:
        raise ClusterMembershipOverlaps(group=group, cluster=cluster, starts_on=standing.starts_on)
