"""What study visits put on the desk: requests to answer, practices to ask about."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.assignments.scopes import assigned_to_me
from mentoring.desk import DeskItem
from mentoring.registry.models import CrafterGroup
from mentoring.registry.permissions import responsible_q
from mentoring.sessions.models import PracticeCheck, StudyVisit


def study_items(user: Any, today: date) -> Iterator[DeskItem]:
    address = reverse("mentoring_sessions:study_visits")
    if user.has_perm("mentoring_sessions.change_studyvisit"):
        hers = responsible_q(StudyVisit, user, today)
        if waiting := StudyVisit.objects.waiting().filter(hers).count():
            yield DeskItem(
                kind="waiting",
                label=_("Guests who want to come"),
                sentence=_("Choose a host and answer them."),
                url=address,
                count=waiting,
                picture="people",
                order=24,
            )
    if user.has_perm("mentoring_assignments.accompany_group"):
        mine = CrafterGroup.objects.filter(
            assigned_to_me(user, today, "assignments__"), pk=OuterRef("practice__visit__group")
        )
        due = PracticeCheck.objects.filter(
            Exists(mine), checked_on__isnull=True, due_on__lte=today
        ).count()
        if due:
            yield DeskItem(
                kind="waiting",
                label=_("Promised practices"),
                sentence=_("Ask whether they are done now."),
                url=address,
                count=due,
                picture="check",
                order=31,
            )
