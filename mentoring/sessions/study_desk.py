"""What study visits put on the desk: requests to answer, practices to ask about."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.assignments.scopes import assigned_to_me
from mentoring.desk import DeskItem, WaitingRow
from mentoring.registry.models import CrafterGroup
from mentoring.registry.permissions import responsible_q
from mentoring.sessions.models import PracticeCheck, StudyVisit

_SHOWN = 20


def study_items(user: Any, today: date) -> Iterator[DeskItem]:
    if user.has_perm("mentoring_sessions.change_studyvisit"):
        yield from _requests(user, today)
    if user.has_perm("mentoring_assignments.accompany_group"):
        yield from _practices(user, today)


def _requests(user: Any, today: date) -> Iterator[DeskItem]:
    waiting = StudyVisit.objects.waiting().filter(responsible_q(StudyVisit, user, today))
    if count := waiting.count():
        yield DeskItem(
            kind="waiting",
            label=_("Study visits to answer"),
            sentence=_("Choose a host for guests, or let a group go."),
            url=reverse("mentoring_sessions:study_visits"),
            count=count,
            picture="people",
            order=24,
            rows=lambda: _request_rows(waiting),
        )


def _request_rows(waiting: "QuerySet[StudyVisit]") -> Iterator[WaitingRow]:
    for visit in waiting.select_related("sentra").order_by("asked_at", "pk")[:_SHOWN]:
        yield WaitingRow(
            title=visit.body,
            url=visit.get_absolute_url(),
            sentence=visit.sentra.name,
            since=timezone.localdate(visit.asked_at),
        )


def _practices(user: Any, today: date) -> Iterator[DeskItem]:
    mine = CrafterGroup.objects.filter(
        assigned_to_me(user, today, "assignments__"), pk=OuterRef("practice__visit__group")
    )
    due = PracticeCheck.objects.filter(Exists(mine), checked_on__isnull=True, due_on__lte=today)
    if count := due.count():
        yield DeskItem(
            kind="waiting",
            label=_("Promised practices"),
            sentence=_("Ask whether they are done now."),
            url=reverse("mentoring_sessions:study_visits"),
            count=count,
            picture="check",
            order=31,
            rows=lambda: _practice_rows(due),
        )


def _practice_rows(due: "QuerySet[PracticeCheck]") -> Iterator[WaitingRow]:
    ordered = due.select_related("practice__visit__group").order_by("due_on", "pk")
    for check in ordered[:_SHOWN]:
        visit = check.practice.visit
        group = visit.group.name if visit.group else visit.body
        yield WaitingRow(
            title=check.practice.text,
            url=reverse("mentoring_sessions:practice_check", args=[check.pk]),
            sentence=gettext("%(group)s, after %(days)d days")
            % {"group": group, "days": check.after_days},
            since=check.due_on,
        )
