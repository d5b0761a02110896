from datetime import date, timedelta
from uuid import uuid4

import pytest

from mentoring.sessions.errors import (
    NotAssignedThatDay,
    ReasonMissing,
    SessionHasPassed,
    SessionNotPlanned,
    VisitPlansOverlap,
)
from mentoring.sessions.models import MentoringSession, VisitPlan
from mentoring.sessions.services import (
    cancel_session,
    mark_not_held,
    pause_visits,
    plan_visit,
    set_visit_interval,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import CrafterGroupFactory
from tests.factories.sessions import NOON, VisitFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def test_a_plan_sent_twice_is_one_session():
    assignment, key = AssignmentFactory(), uuid4()
    plan = {
        "group": assignment.group,
        "planned_on": TODAY,
        "planned_by": assignment.facilitator.user,
        "session_id": key,
        "now": NOON,
    }

    assert plan_visit(**plan) == plan_visit(**plan)
    assert MentoringSession.objects.count() == 1


def test_nobody_plans_for_yesterday_or_for_anothers_group():
    assignment = AssignmentFactory()
    sri = assignment.facilitator.user

    with pytest.raises(SessionHasPassed):
        plan_visit(
            group=assignment.group, planned_on=TODAY - timedelta(days=1), planned_by=sri, now=NOON
        )
    with pytest.raises(NotAssignedThatDay):
        plan_visit(group=CrafterGroupFactory(), planned_on=TODAY, planned_by=sri, now=NOON)


@pytest.mark.parametrize(
    ("verb", "state"), [(mark_not_held, "not_held"), (cancel_session, "cancelled")]
)
def test_what_does_not_take_place_says_why_once(verb, state):
    session, sri = VisitFactory(state="planned"), UserFactory()

    with pytest.raises(ReasonMissing):
        verb(session=session, reason=" ", said_by=sri)
    settled = verb(session=session, reason="banjir", said_by=sri)
    again = verb(session=session, reason="banjir", said_by=sri)

    assert (settled.state, settled.state_reason, again) == (state, "banjir", settled)
    with pytest.raises(SessionNotPlanned):
        verb(session=session, reason="lain", said_by=sri)


def test_a_held_session_cannot_be_cancelled():
    with pytest.raises(SessionNotPlanned):
        cancel_session(session=VisitFactory(), reason="salah", said_by=UserFactory())


def test_a_new_interval_ends_the_one_before():
    group = CrafterGroupFactory()
    first = set_visit_interval(group=group, interval_days=7, starts_on=date(2026, 1, 1))
    set_visit_interval(group=group, interval_days=14, starts_on=TODAY)

    first.refresh_from_db()
    assert first.ends_on == TODAY
    assert [plan.interval_days for plan in VisitPlan.objects.on(TODAY)] == [14]


def test_an_interval_never_overwrites_a_later_one():
    group = CrafterGroupFactory()
    set_visit_interval(group=group, interval_days=7, starts_on=TODAY)

    with pytest.raises(VisitPlansOverlap):
        set_visit_interval(group=group, interval_days=14, starts_on=date(2026, 1, 1))


def test_visits_rest_once_at_a_time_and_with_a_reason():
    group = CrafterGroupFactory()
    rest = {"group": group, "starts_on": TODAY, "ends_on": TODAY + timedelta(days=7)}

    with pytest.raises(ReasonMissing):
        pause_visits(**rest, reason="")
    pause_visits(**rest, reason="panen")
    with pytest.raises(VisitPlansOverlap):
        pause_visits(**rest, reason="hajatan")
