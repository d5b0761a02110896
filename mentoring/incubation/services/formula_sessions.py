"""Saying which lines of the formula a session was about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentoring.incubation.errors.formulas import LineOfAnotherGroup, NotYoursToLink
from mentoring.incubation.models import FormulaItem, FormulaItemSession, FormulaState
from mentoring.incubation.permissions import can_link_session
from mentoring.sessions.models import MentoringSession, SessionLesson, SessionRevision


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


def link_told(*, sessions: Collection[MentoringSession]) -> None:
    """Link `sessions` to the lines that were chosen for them, and to those whose lessons were
    used.

    A line that is no longer in force is linked as it was told; one of another group, or none at
    all, is not. Of several lines with one lesson the chosen ones win. A version that chooses
    otherwise than the one before it takes that one's choice away; links made by hand stay, but
    for those that lose against what is chosen. Safe to run twice; queries do not grow.
    """
    told = [one for one in sessions if one.group_id and one.topics is not None]
    choices = _link_chosen(told) if told else {}
    pages = {key: set(one.lines.values()) - {None} for key, one in choices.items()}
    link_lessons(sessions=sessions, chosen_pages=pages)


@transaction.atomic
def _link_chosen(told: Collection[MentoringSession]) -> dict[UUID, "_Choice"]:
    choices = _choices(told)
    now = timezone.now()
    _drop_lost(choices)
    _keep(
        FormulaItemSession(
            item_id=key,
            session=one.session,
            recorded_by_id=one.session.recorded_by_id,
            recorded_at=now,
        )
        for one in choices.values()
        for key in one.lines
    )
    return choices


@dataclass(frozen=True)
class _Choice:
    """What was chosen for one session. lines: item -> page of its lesson, or None; given_up:
    items that the version before had chosen and this one has not."""

    session: MentoringSession
    lines: Mapping[UUID, int | None]
    given_up: frozenset[UUID]
    is_new: bool


def _choices(told: Collection[MentoringSession]) -> dict[UUID, _Choice]:
    before = _told_before(told)
    keys = {one.pk: _keys(one.topics) for one in told}
    known: dict[UUID, dict[UUID, int | None]] = defaultdict(dict)
    for line in lines_told(set().union(*keys.values()), {one.group_id for one in told}):
        known[line.formula.enrolment.group_id][line.pk] = line.page_id
    found = {}
    for one in told:
        earlier = before.get(one.shared_from_id or one.pk, frozenset())
        mine = {key: page for key, page in known[one.group_id].items() if key in keys[one.pk]}
        found[one.pk] = _Choice(
            one, mine, given_up=earlier - keys[one.pk], is_new=earlier != keys[one.pk]
        )
    return found


def _told_before(told: Collection[MentoringSession]) -> dict[UUID, frozenset[UUID]]:
    """Session -> what its version before this one had chosen."""
    rows = SessionRevision.objects.filter(session__in={o.shared_from_id or o.pk for o in told})
    return {
        session: _keys((payload or {}).get("topics"))
        for session, payload in rows.order_by("number").values_list("session", "payload")
    }


def _keys(said: Any) -> frozenset[UUID]:
    return frozenset(UUID(str(key)) for key in said or ())


def _drop_lost(choices: Mapping[UUID, _Choice]) -> None:
    """Links that what is chosen now takes the place of."""
    changed = [key for key, one in choices.items() if one.is_new]
    if not changed:
        return
    links = FormulaItemSession.objects.filter(session__in=changed)
    lost = [
        link
        for link, session, item, page in links.values_list("pk", "session", "item", "item__page")
        if item not in choices[session].lines
        and (
            item in choices[session].given_up
            or (page is not None and page in choices[session].lines.values())
        )
    ]
    if lost:
        FormulaItemSession.objects.filter(pk__in=lost).delete()


def link_lessons(
    *,
    sessions: Collection[MentoringSession],
    chosen_pages: Mapping[UUID, Collection[Any]] | None = None,
) -> None:
    """Link `sessions` to the lines of the formulas in force whose lessons were used at them.

    Whoever logs a visit names its lesson already; nobody has to say it twice. Safe to run
    twice; links that were chosen by hand stay. One query where no group has such a line, else
    three, however many sessions a phone delivered. chosen_pages: session -> lessons of which
    somebody said to which line they belong.
    """
    said = chosen_pages or {}
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
        if page in pages[one.pk] | {one.module_page_id} and page not in said.get(one.pk, ())
    )


def lines_in_force(session: MentoringSession) -> list[FormulaItem]:
    """The lines of the formula in force of the session's group; [] without one."""
    return list(_lines_of_groups({session.group_id}).select_related("problem", "formula"))


def lines_of_groups(groups: Collection[UUID]) -> dict[UUID, list[FormulaItem]]:
    """Group -> the lines of its formula in force, in their order; without those of none."""
    rows = _lines_of_groups(groups).select_related("problem", "formula__enrolment")
    found: dict[UUID, list[FormulaItem]] = defaultdict(list)
    for line in rows.order_by("position", "pk"):
        found[line.formula.enrolment.group_id].append(line)
    return dict(found)


def lines_told(keys: Collection[UUID], groups: Collection[UUID]) -> list[FormulaItem]:
    """Those of `keys` that `groups` ever agreed to, in force or not. One query; none for none."""
    if not keys:
        return []
    rows = FormulaItem.objects.exclude(formula__state=FormulaState.DRAFT).filter(
        pk__in=keys, formula__enrolment__group__in=groups
    )
    return list(rows.select_related("problem", "formula__enrolment").order_by("position", "pk"))


def _lines_of_groups(groups: Collection[Any]) -> QuerySet[FormulaItem]:
    return FormulaItem.objects.filter(
        formula__state=FormulaState.AGREED,
        formula__enrolment__group__in=groups,
        formula__enrolment__ends_on__isnull=True,
    )


def _keep(links: Iterable[FormulaItemSession]) -> None:
    FormulaItemSession.objects.bulk_create(links, ignore_conflicts=True)
