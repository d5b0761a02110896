"""What is written down of a business cluster in a year, for `standing`."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from mentoring.registry.models import (
    BoardSeat,
    BusinessCluster,
    ClusterDocumentKind,
    ClusterMembership,
    Membership,
    Person,
    Sex,
)
from mentoring.sessions.models import ChairedBy, ClusterMeeting
from mentoring.sessions.standing import Records, Standing, standing

A_YEAR = timedelta(days=365)


def cluster_standing(cluster: BusinessCluster, today: date) -> Standing:
    """How `cluster` stands, counted from the last 365 days. Eight queries."""
    return standing(cluster_records(cluster, today))


def cluster_records(cluster: BusinessCluster, today: date) -> Records:
    """Records of [today - 365 days, today].

    Who comes from the cluster's place and who is a woman is counted of people: members of
    its groups, and its board. Attendance and staying are counted of groups.
    """
    since = today - A_YEAR
    belonging = ClusterMembership.objects.filter(cluster=cluster)
    groups_then = set(belonging.on(since).values_list("group_id", flat=True))
    groups_now = set(belonging.on(today).values_list("group_id", flat=True))
    people = _people(cluster, _members(groups_now, today))
    seats = BoardSeat.objects.on(today).filter(cluster=cluster)
    board = _people(cluster, Person.objects.filter(pk__in=seats.values("person")))
    papers = set(cluster.documents.values_list("kind", flat=True))
    return Records(
        members=people["everybody"],
        resident_members=people["residents"],
        women_members=people["women"],
        officers=board["everybody"],
        resident_officers=board["residents"],
        women_officers=board["women"],
        has_recognition=ClusterDocumentKind.RECOGNITION in papers,
        has_rules=ClusterDocumentKind.STATUTES in papers,
        were=len(groups_then),
        stayed=len(groups_then & groups_now),
        **_meetings(cluster, since, today),
    )


def _members(groups: set[Any], today: date) -> QuerySet:
    rows = Membership.objects.on(today).filter(group__in=groups)
    return Person.objects.filter(pk__in=rows.values("person"))


def _people(cluster: BusinessCluster, people: QuerySet) -> dict[str, int]:
    inside = Q(place=cluster.place_id) | Q(place__code__startswith=f"{cluster.place_id}.")
    return people.aggregate(
        everybody=Count("pk"),
        residents=Count("pk", filter=inside),
        women=Count("pk", filter=Q(sex=Sex.FEMALE)),
    )


def _meetings(cluster: BusinessCluster, since: date, today: date) -> dict[str, int]:
    meetings = list(
        ClusterMeeting.objects.filter(
            cluster=cluster, happened_on__gt=since, happened_on__lte=today
        ).annotate(groups_came=Count("groups"))
    )
    spans = list(
        ClusterMembership.objects.filter(cluster=cluster).values_list("starts_on", "ends_on")
    )
    return {
        "meetings": len(meetings),
        "without_facilitator": sum(not each.facilitator_was_present for each in meetings),
        "chaired_by_members": sum(each.chaired_by == ChairedBy.MEMBER for each in meetings),
        "decided": sum(bool(each.decisions.strip()) for each in meetings),
        "came": sum(each.groups_came for each in meetings),
        "expected": sum(
            starts_on <= each.happened_on and (ends_on is None or each.happened_on < ends_on)
            for each in meetings
            for starts_on, ends_on in spans
        ),
    }
