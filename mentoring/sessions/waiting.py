"""The first of the things that wait in sessions, for the page of everything that does."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from mentoring.desk import WaitingRow
from mentoring.registry.models import MembershipProposal
from mentoring.sessions.models import BackCheck, FollowUp, MentoringSession

SHOWN = 10


def promises(rows: QuerySet[FollowUp]) -> Iterator[WaitingRow]:
    """Each with its group, the longest past due first."""
    for promise in rows.select_related("group").order_by("due_on", "pk")[:SHOWN]:
        yield WaitingRow(
            title=promise.text,
            url=reverse("mentoring_sessions:complete", args=[promise.pk]),
            sentence=promise.group.name,
            since=promise.due_on,
        )


def proposals(rows: QuerySet[MembershipProposal]) -> Iterator[WaitingRow]:
    listed = rows.select_related("group", "person", "membership__person")
    for proposal in listed.order_by("proposed_at", "pk")[:SHOWN]:
        yield WaitingRow(
            title=f"{proposal.who} {proposal.get_kind_display()}",
            url=reverse("mentoring_sessions:member_proposal", args=[proposal.pk]),
            sentence=proposal.group.name,
            since=timezone.localdate(proposal.proposed_at),
        )


def to_review(rows: QuerySet[MentoringSession]) -> Iterator[WaitingRow]:
    for session in rows.select_related("group", "recorded_by").order_by("happened_on", "pk")[
        :SHOWN
    ]:
        yield WaitingRow(
            title=session.group.name,
            url=reverse("mentoring_sessions:review", args=[session.pk]),
            sentence=session.recorded_by.get_full_name(),
            since=session.happened_on,
        )


def back_checks(rows: QuerySet[BackCheck]) -> Iterator[WaitingRow]:
    for check in rows.select_related("session__group").order_by("month", "pk")[:SHOWN]:
        yield WaitingRow(
            title=check.session.group.name,
            url=reverse("mentoring_sessions:back_check", args=[check.pk]),
            since=timezone.localdate(check.drawn_at),
        )
