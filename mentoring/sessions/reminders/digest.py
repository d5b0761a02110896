"""What coordinators are told of visits every week: numbers and links, nobody's name."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.assignments.models import AttentionReason
from mentoring.registry.permissions import RESPONSIBLE_ROLES
from mentoring.registry.scopes import in_mandated_places
from mentoring.reminder_kinds import DigestFigure, DigestLine
from mentoring.sessions.attention import OVERDUE, WEAK_WAITS
from mentoring.sessions.models import MentoringSession, ReviewState


def _each(
    rows: Callable[[Q, date, date], QuerySet], page: str
) -> Callable[[Collection[Any], date, date], Mapping[Any, DigestFigure]]:
    """Counted in the places of each account."""

    def figures(users: Collection[Any], since: date, until: date) -> dict[Any, DigestFigure]:
        found = {}
        for user in users:
            inside = in_mandated_places(user, until, "group__sentra__place", RESPONSIBLE_ROLES)
            count = rows(inside, since, until).count()
            found[user.pk] = DigestFigure(count, reverse(page))
        return found

    return figures


def _late(inside: Q, since: date, until: date) -> QuerySet:
    reasons = AttentionReason.objects.filter(inside, code__in=(OVERDUE.code, WEAK_WAITS.code))
    return reasons.order_by().values("group").distinct()


def _held(inside: Q, since: date, until: date) -> QuerySet:
    days = {"happened_on__gte": since, "happened_on__lt": until}
    return MentoringSession.objects.counted().filter(inside, **days)


def _returned(inside: Q, since: date, until: date) -> QuerySet:
    return MentoringSession.objects.filter(inside, review_state=ReviewState.RETURNED)


def _to_review(inside: Q, since: date, until: date) -> QuerySet:
    return MentoringSession.objects.filter(inside, review_state=ReviewState.SUBMITTED)


DIGEST_LINES = [
    DigestLine("held", _("Visits last week"), _each(_held, "mentoring_sessions:home")),
    DigestLine("late", _("Groups whose visit is late"), _each(_late, "mentoring_assignments:area")),
    DigestLine(
        "to_review", _("Sessions to look at"), _each(_to_review, "mentoring_sessions:reviews")
    ),
    DigestLine(
        "returned", _("Sessions given back"), _each(_returned, "mentoring_sessions:reviews")
    ),
]
