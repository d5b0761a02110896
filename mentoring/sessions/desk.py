"""What this room puts on the desk of a signed-in person."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.assignments.scopes import assigned_to_me
from mentoring.desk import DeskItem
from mentoring.registry.models import MembershipProposal
from mentoring.registry.permissions import is_in_a_group, responsible_q
from mentoring.sessions import waiting
from mentoring.sessions.models import BackCheck, FollowUp, SessionCorrection
from mentoring.sessions.permissions import sessions_to_review
from mentoring.sessions.run_desk import run_items
from mentoring.sessions.study_desk import study_items


def _of_a_member(user: Any, today: date) -> Iterator[DeskItem]:
    """The two pictures of a crafter's home, for those who are in a group today."""
    if not is_in_a_group(user, today):
        return
    address = reverse("mentoring_sessions:my_group")
    yield DeskItem(
        kind="link",
        label=_("My group"),
        sentence=_("Who accompanies us"),
        url=address,
        picture="people",
        order=30,
    )
    yield DeskItem(
        kind="link",
        label=_("Timetable"),
        sentence=_("Next visits and training"),
        url=f"{address}#jadwal",
        picture="calendar",
        order=31,
    )


def _proposed_changes(user: Any, today: date) -> Iterator[DeskItem]:
    """Changes of membership that wait for the coordinator of the place."""
    if not user.has_perm("mentoring_registry.change_membershipproposal"):
        return
    hers = responsible_q(MembershipProposal, user, today)
    rows = MembershipProposal.objects.waiting().filter(hers).exclude(proposed_by=user)
    if count := rows.count():
        yield DeskItem(
            kind="waiting",
            label=_("Proposed changes of members"),
            sentence=_("Facilitators ask who may join, leave or get another role."),
            url=reverse("mentoring_sessions:member_proposals"),
            count=count,
            picture="people",
            order=22,
            rows=partial(waiting.proposals, rows),
        )


def _sessions_to_look_at(user: Any) -> Iterator[DeskItem]:
    """Held sessions that wait for the coordinator, and visits that were told twice."""
    rows = sessions_to_review(user)
    if count := rows.count():
        yield DeskItem(
            kind="waiting",
            label=_("Sessions to look at"),
            sentence=_("Accept them, or give them back with a comment."),
            url=reverse("mentoring_sessions:reviews"),
            count=count,
            picture="check",
            order=24,
            rows=partial(waiting.to_review, rows),
        )


def _asked_again(user: Any) -> Iterator[DeskItem]:
    """Visits drawn by lot that this person is to ask about."""
    if not user.has_perm("mentoring_sessions.view_mentoringsession"):
        return
    rows = BackCheck.objects.to_ask(user)
    if count := rows.count():
        yield DeskItem(
            kind="waiting",
            label=_("Back-checks"),
            sentence=_("Ask somebody who was there what happened."),
            url=reverse("mentoring_sessions:back_checks"),
            count=count,
            picture="check",
            order=25,
            rows=partial(waiting.back_checks, rows),
        )


def _corrections_to_decide(user: Any, today: date) -> Iterator[DeskItem]:
    """Changes asked for sessions whose figures are locked."""
    if not user.has_perm("mentoring_sessions.decide_sessioncorrection"):
        return
    asked = SessionCorrection.objects.visible_to(user, today).open().exclude(asked_by=user)
    if waiting := asked.count():
        yield DeskItem(
            kind="waiting",
            label=_("Corrections of locked figures"),
            sentence=_("Compare both sides, then decide."),
            url=reverse("mentoring_sessions:corrections"),
            count=waiting,
            picture="check",
            order=26,
        )


def desk_items(user: Any, today: date) -> Iterator[DeskItem]:
    """The way to groups and training, and a facilitator's promises that are past due.

    Who works with groups finds her own among them; members find theirs by itself.
    """
    if user.has_perm("mentoring_assignments.accompany_group"):
        mine = assigned_to_me(user, today, "group__assignments__")
        late = FollowUp.objects.overdue_on(today).filter(mine).distinct()
        if count := late.count():
            yield DeskItem(
                kind="waiting",
                label=_("Promises past due"),
                sentence=_("Ask what came of them, then close them."),
                url=reverse("mentoring_sessions:home"),
                count=count,
                picture="check",
                order=30,
                rows=partial(waiting.promises, late),
            )
    yield from _proposed_changes(user, today)
    yield from run_items(user, today)
    yield from study_items(user, today)
    yield from _sessions_to_look_at(user)
    yield from _asked_again(user)
    yield from _corrections_to_decide(user, today)
    if user.has_perm("mentoring_sessions.view_mentoringsession"):
        yield DeskItem(
            kind="link",
            label=_("Mentoring"),
            sentence=_("Groups, visits, promises"),
            url=reverse("mentoring_sessions:home"),
            picture="people",
            order=10,
        )
    if user.has_perm("mentoring_sessions.view_trainingrun"):
        yield DeskItem(
            kind="link",
            label=_("Training"),
            sentence=_("Days, participants, attendance"),
            url=reverse("mentoring_sessions:runs"),
            picture="calendar",
            order=15,
        )
    if not user.has_perm("mentoring_sessions.view_mentoringsession"):
        yield from _of_a_member(user, today)
