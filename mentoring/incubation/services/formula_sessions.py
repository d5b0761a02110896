"""Saying which lines of the formula a session was about."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentoring.incubation.errors.formulas import LineOfAnotherGroup, NotYoursToLink
from mentoring.incubation.models import FormulaItem, FormulaItemSession, FormulaState
from mentoring.incubation.permissions import can_link_session
from mentoring.registry.models import CrafterGroup
from mentoring.sessions.models import MentoringSession, SessionLesson


@transaction.atomic
def link_session(
    *,
    session: MentoringSession,
    items: Collection[FormulaItem],
    linked_by: Any,
    now: datetime | None = None,
) -> None:
    """`session` was about `items` of the formula in force, and about no other of its lines.

    Links to lines of older versions stay. Raises NotYoursToLink, LineOfAnotherGroup.
    """
    if session.group_id is None or not can_link_session(linked_by, session):
        raise NotYoursToLink()
    mine = {one.pk for one in lines_in_force(session)}
    if any(item.pk not in mine for item in items):
        raise LineOfAnotherGroup(group=str(session.group))
    wanted = {item.pk for item in items}
    FormulaItemSession.objects.filter(session=session, item__in=mine - wanted).delete()
    at = now or timezone.now()
    _keep(
        FormulaItemSession(item_id=key, session=session, recorded_by=linked_by, recorded_at=at)
        for key in wanted
    )


def link_lessons(*, sessions: Collection[MentoringSession]) -> None:
    """Link `sessions` to the lines of the formulas in force whose lessons were used at them.

    Whoever logs a visit names its lesson already; nobody has to say it twice. Safe to run
    twice; links that were chosen by hand stay. One query where no group has such a line, else
    three, however many sessions a phone delivered.
    """
    lines = defaultdict(list)
    told = _lines_of_groups({one.group_id for one in sessions if one.group_id})
    for key, page, group in told.filter(page__isnull=False).values_list(
        "pk", "page", "formula__enrolment__group"
    ):
        lines[group].append((key, page))
    if not lines:
        return
    pages = defaultdict(set)
    used = SessionLesson.objects.filter(session__in=[one.pk for one in sessions])
    for session, page in used.values_list("session", "page"):
        pages[session].add(page)
    now = timezone.now()
    _keep(
        FormulaItemSession(
            item_id=key, session=one, recorded_by_id=one.recorded_by_id, recorded_at=now
        )
        for one in sessions
        for key, page in lines[one.group_id]
        if page in pages[one.pk] | {one.module_page_id}
    )


def lines_in_force(session: MentoringSession) -> list[FormulaItem]:
    """The lines of the formula in force of the session's group; [] without one."""
    return list(_lines_of_groups({session.group_id}).select_related("problem", "formula"))


def lines_of_group(group: CrafterGroup) -> list[FormulaItem]:
    """The lines of the formula in force of `group`, in their order; [] without one."""
    rows = _lines_of_groups({group.pk}).select_related("problem", "formula")
    return list(rows.order_by("position", "pk"))


def _lines_of_groups(groups: Collection[Any]) -> QuerySet[FormulaItem]:
    return FormulaItem.objects.filter(
        formula__state=FormulaState.AGREED,
        formula__enrolment__group__in=groups,
        formula__enrolment__ends_on__isnull=True,
    )


def _keep(links: Iterable[FormulaItemSession]) -> None:
    FormulaItemSession.objects.bulk_create(links, ignore_conflicts=True)
