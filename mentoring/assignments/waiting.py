"""The first of the things that wait, for the page of everything that does."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.assignments.escalation import is_escalated, present_below
from mentoring.assignments.models import (
    Assignment,
    AttentionReason,
    Question,
    TrainingWaiver,
)
from mentoring.desk import WaitingRow
from mentoring.registry.models import CrafterGroup

SHOWN = 10


def proposals_to(user: Any) -> Iterator[WaitingRow]:
    for row in Assignment.objects.waiting_for(user).with_names().order_by("starts_on")[:SHOWN]:
        yield WaitingRow(
            title=row.group.name, url=row.get_absolute_url(), sentence=row.group.sentra.name
        )


def groups_alone(groups: QuerySet[CrafterGroup], user: Any, today: date) -> Iterator[WaitingRow]:
    """Each with the way to who might take it, the longest without anybody first."""
    below = present_below(user, today, timezone.now())
    reasons = AttentionReason.objects.filter(group=OuterRef("pk"), code="no_facilitator")
    listed = groups.select_related("sentra").annotate(since=Subquery(reasons.values("since")[:1]))
    for group in listed.order_by(F("since").asc(nulls_last=True), "name")[:SHOWN]:
        yield WaitingRow(
            title=group.name,
            url=reverse("mentoring_assignments:suggestions", args=[group.pk]),
            sentence=group.sentra.name,
            since=group.since,
            note=_("one level higher") if is_escalated(group.sentra.place_id, below) else "",
        )


def assignments_in(rows: QuerySet[Assignment]) -> Iterator[WaitingRow]:
    listed = rows.select_related("facilitator__user", "group__sentra")
    for row in listed.order_by(F("handover_since").asc(nulls_last=True), "starts_on")[:SHOWN]:
        yield WaitingRow(
            title=row.group.name,
            url=reverse("mentoring_assignment:inspect", args=[row.pk]),
            sentence=str(row.facilitator),
            since=row.handover_since,
        )


def waivers(rows: QuerySet[TrainingWaiver]) -> Iterator[WaitingRow]:
    for waiver in rows.select_related("facilitator__user").order_by("ends_on")[:SHOWN]:
        yield WaitingRow(
            title=str(waiver.facilitator),
            url=waiver.facilitator.get_absolute_url(),
            sentence=waiver.reason,
            since=waiver.starts_on,
        )


def questions(rows: QuerySet[Question]) -> Iterator[WaitingRow]:
    for question in rows.select_related("group").order_by("asked_at")[:SHOWN]:
        yield WaitingRow(
            title=question.group.name,
            url=question.get_absolute_url(),
            since=timezone.localdate(question.asked_at),
        )
