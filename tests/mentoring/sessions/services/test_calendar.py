import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest

from mentoring.sessions import errors, services
from mentoring.sessions.models import MentoringSession, PlanChange, SessionState
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import CrafterGroupFactory
from tests.factories.sessions import NOON, RunSessionFactory, VisitFactory

pytestmark = pytest.mark.django_db
FIRST = date(2026, 3, 3)


@pytest.fixture
def assignment():
    return AssignmentFactory(starts_on=date(2025, 1, 1))


@pytest.fixture
def sri(assignment):
    return assignment.facilitator.user


def plan(**values):
    wanted = {
        "kind": "out_wall",
        "rhythm": "weekly",
        "first_on": FIRST,
        "last_on": FIRST + timedelta(days=21),
        "starts_at": time(9),
        "planned_minutes": 90,
    }
    return services.SeriesPlan(**(wanted | values))


def a_series(assignment, **values):
    return services.plan_series(
        group=assignment.group,
        plan=plan(**values),
        planned_by=assignment.facilitator.user,
        now=NOON,
    )


def test_a_series_makes_one_planned_session_a_day_in_the_groups_zone(assignment, sri):
    series = a_series(assignment)

    sessions = MentoringSession.objects.filter(series_day__series=series).order_by("happened_on")
    assert [session.happened_on.day for session in sessions] == [3, 10, 17, 24]
    assert {session.state for session in sessions} == {SessionState.PLANNED}
    assert {session.led_by for session in sessions} == {sri}
    assert sessions[0].starts_at == datetime(2026, 3, 3, 2, 0, tzinfo=UTC)  # 09.00 WIB


def test_the_same_series_sent_again_plans_nothing_new(assignment):
    key = uuid.uuid4()
    for _ in range(2):
        services.plan_series(
            group=assignment.group,
            plan=plan(),
            planned_by=assignment.facilitator.user,
            series_id=key,
            now=NOON,
        )

    assert MentoringSession.objects.count() == 4


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"last_on": FIRST - timedelta(days=1)}, errors.SeriesEndsBeforeItStarts),
        ({"first_on": date(2026, 3, 1)}, errors.SessionHasPassed),
        ({"last_on": FIRST + timedelta(days=800)}, errors.SeriesTooLong),
    ],
)
def test_a_series_that_cannot_be_is_refused_and_nothing_is_kept(assignment, wrong, refusal):
    with pytest.raises(refusal):
        a_series(assignment, **wrong)

    assert MentoringSession.objects.count() == 0


def test_nobody_plans_past_the_end_of_her_assignment_or_for_anothers_group(assignment):
    assignment.ends_on = FIRST + timedelta(days=10)
    assignment.save()
    with pytest.raises(errors.NotResponsibleAllDays):
        a_series(assignment)

    stranger = AssignmentFactory()
    with pytest.raises(errors.NotAssignedThatDay):
        services.plan_series(
            group=CrafterGroupFactory(),
            plan=plan(),
            planned_by=stranger.facilitator.user,
            now=NOON,
        )


def test_one_day_of_a_series_moves_and_the_others_stay(assignment, sri):
    series = a_series(assignment)
    day = series.days.get(due_on=date(2026, 3, 10))

    services.move_session(
        session=day.session,
        planned_on=date(2026, 3, 12),
        starts_at=time(14),
        reason="Hajatan",
        moved_by=sri,
        now=NOON,
    )

    day.refresh_from_db()
    assert (day.due_on, day.session.happened_on) == (date(2026, 3, 10), date(2026, 3, 12))
    change = PlanChange.objects.get()
    assert (change.kind, change.day_before, change.reason) == (
        "moved",
        date(2026, 3, 10),
        "Hajatan",
    )
    others = series.days.exclude(pk=day.pk).values_list("session__happened_on", flat=True)
    assert sorted(each.day for each in others) == [3, 17, 24]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"reason": " "}, errors.ReasonMissing),
        ({"planned_on": date(2026, 3, 1)}, errors.SessionHasPassed),
        ({"planned_on": date(2024, 12, 31)}, errors.SessionHasPassed),
    ],
)
def test_a_session_is_not_moved_without_a_reason_or_to_a_past_day(assignment, sri, said, refusal):
    session = a_series(assignment).days.first().session
    wanted = {"planned_on": date(2026, 3, 5), "reason": "x"} | said

    with pytest.raises(refusal):
        services.move_session(session=session, moved_by=sri, now=NOON, **wanted)

    session.refresh_from_db()
    assert session.happened_on == FIRST


def test_a_session_does_not_move_past_its_leaders_assignment(assignment, sri):
    session = a_series(assignment).days.first().session
    assignment.ends_on = date(2026, 3, 20)
    assignment.save()

    with pytest.raises(errors.NotAssignedThatDay):
        services.move_session(
            session=session, planned_on=date(2026, 3, 20), reason="x", moved_by=sri, now=NOON
        )


def test_a_session_of_a_run_stays_inside_the_run(sri):
    session = RunSessionFactory(happened_on=date(2026, 3, 5))

    with pytest.raises(errors.OutsideTheRun):
        services.move_session(
            session=session, planned_on=date(2026, 5, 1), reason="x", moved_by=sri, now=NOON
        )


def test_what_was_held_is_not_moved(sri):
    with pytest.raises(errors.SessionNotPlanned):
        services.move_session(
            session=VisitFactory(), planned_on=FIRST, reason="x", moved_by=sri, now=NOON
        )


def test_moving_to_where_it_stands_changes_nothing(assignment, sri):
    session = a_series(assignment).days.first().session

    services.move_session(
        session=session, planned_on=FIRST, starts_at=time(9), reason="", moved_by=sri, now=NOON
    )

    assert not PlanChange.objects.exists()


def test_the_rest_of_a_row_is_called_off_and_what_was_before_stays(assignment, sri):
    series = a_series(assignment)

    off = services.call_off_rest(
        series=series, from_on=date(2026, 3, 17), reason="Pesanan besar", said_by=sri
    )

    assert [session.happened_on.day for session in off] == [17, 24]
    left = MentoringSession.objects.filter(state=SessionState.PLANNED)
    assert sorted(session.happened_on.day for session in left) == [3, 10]
    assert set(PlanChange.objects.values_list("kind", flat=True)) == {"called_off"}


class TestKeepingPlans:
    def keep(self, group):
        return services.keep_plans(groups=[group.pk], today=date(2026, 3, 2), now=NOON)

    def test_a_dissolved_groups_visits_are_called_off_with_the_reason(self, assignment):
        series = a_series(assignment)
        group = assignment.group
        group.status, group.status_since = "dissolved", date(2026, 3, 12)
        group.save()

        assert self.keep(group) == 2

        states = {
            day.due_on.day: (day.session.state, bool(day.session.state_reason))
            for day in series.days.select_related("session")
        }
        assert states == {
            3: ("planned", False),
            10: ("planned", False),
            17: ("cancelled", True),
            24: ("cancelled", True),
        }
        assert self.keep(group) == 0

    def test_the_next_facilitator_takes_over_what_is_planned_from_her_first_day(
        self, assignment, sri
    ):
        series = a_series(assignment)
        assignment.state, assignment.ends_on = "ended", date(2026, 3, 12)
        assignment.save()
        next_one = AssignmentFactory(
            facilitator=FacilitatorFactory(), group=assignment.group, starts_on=date(2026, 3, 12)
        )

        self.keep(assignment.group)

        leaders = [day.session.led_by for day in series.days.select_related("session__led_by")]
        assert leaders == [sri, sri, next_one.facilitator.user, next_one.facilitator.user]
        assert PlanChange.objects.filter(kind="handed_over", led_before=sri).count() == 2

    def test_visits_past_an_end_without_anybody_new_are_called_off(self, assignment):
        a_series(assignment)
        assignment.state, assignment.ends_on = "ended", date(2026, 3, 12)
        assignment.save()

        assert self.keep(assignment.group) == 2

        assert MentoringSession.objects.filter(state="cancelled").count() == 2

    def test_in_a_handover_they_wait_for_the_next_one(self, assignment):
        a_series(assignment)
        assignment.state, assignment.ends_on = "handover", date(2026, 3, 12)
        assignment.save()

        assert self.keep(assignment.group) == 0

    def test_the_end_of_an_assignment_is_heard(
        self, assignment, django_capture_on_commit_callbacks
    ):
        from mentoring.assignments.services import end_assignment
        from tests.factories.registry import MandateFactory

        today = date.today()
        session = VisitFactory(
            group=assignment.group,
            state="planned",
            happened_on=today + timedelta(days=20),
            recorded_by=assignment.facilitator.user,
        )
        with django_capture_on_commit_callbacks(execute=True):
            end_assignment(
                assignment=assignment,
                ends_on=today + timedelta(days=2),
                ended_by=MandateFactory().user,
                reason="Pindah",
            )

        session.refresh_from_db()
        assert session.state == SessionState.CANCELLED
