from datetime import date, timedelta
from fractions import Fraction

import pytest

from mentoring.registry.models import Tier
from mentoring.sessions.figures import (
    AttendanceCounts,
    attendance_rate,
    attended_shares,
    days_within,
    overdue_days,
    visits_due,
)
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import CrafterGroupFactory, MembershipFactory, PersonFactory
from tests.factories.sessions import (
    AttendanceFactory,
    RunParticipantFactory,
    RunSessionFactory,
    TrainingRunFactory,
    VisitFactory,
    VisitPlanFactory,
)

TODAY = date(2026, 3, 31)


def before(days):
    return None if days is None else TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("last_held", "assigned", "stage", "interval", "paused", "expected"),
    [
        (40, 90, None, 30, 0, 10),
        (40, 90, None, 14, 0, 26),
        (30, 90, None, 30, 0, 0),
        (10, 90, None, 30, 0, -20),
        (None, 20, None, 14, 0, 6),
        (40, 5, None, 30, 0, -25),
        (40, 90, 20, 14, 0, 6),
        (40, 90, None, 30, 10, 0),
        (None, None, 20, 14, 0, 6),
        (None, None, None, 14, 0, None),
    ],
)
def test_overdue_counts_from_the_latest_of_visit_assignment_and_stage(
    last_held, assigned, stage, interval, paused, expected
):
    assert (
        overdue_days(
            today=TODAY,
            last_held_on=before(last_held),
            assigned_on=before(assigned),
            stage_on=before(stage),
            interval_days=interval,
            paused_days=paused,
        )
        == expected
    )


@pytest.mark.parametrize(
    ("intervals", "expected"),
    [
        ([], 0),
        ([(date(2026, 3, 1), date(2026, 3, 5))], 4),
        ([(date(2026, 2, 1), date(2026, 3, 5))], 4),
        ([(date(2026, 3, 1), None)], 10),
        ([(date(2026, 3, 1), date(2026, 3, 5)), (date(2026, 3, 3), date(2026, 3, 7))], 6),
        ([(date(2026, 2, 1), date(2026, 2, 5))], 0),
    ],
)
def test_days_in_two_pauses_at_once_count_once(intervals, expected):
    assert days_within(intervals, date(2026, 3, 1), date(2026, 3, 11)) == expected


@pytest.mark.django_db
class TestVisitsDue:
    def test_a_group_left_behind_is_due_after_14_days_others_after_30(self):
        weak = CrafterGroupFactory(tier=Tier.WEAK)
        other = CrafterGroupFactory()
        for group in (weak, other):
            AssignmentFactory(group=group)
            VisitFactory(group=group, happened_on=before(20))

        due = visits_due([weak, other], TODAY)

        assert (due[weak.pk].interval_days, due[weak.pk].overdue_days) == (14, 6)
        assert (due[other.pk].interval_days, due[other.pk].overdue_days) == (30, -10)

    def test_a_visit_plan_replaces_the_interval_and_counts_from_its_start(self):
        group = AssignmentFactory().group
        VisitFactory(group=group, happened_on=before(90))
        VisitPlanFactory(group=group, interval_days=7, starts_on=before(10))

        assert visits_due([group], TODAY)[group.pk].overdue_days == 3

    def test_days_in_which_visits_rest_never_make_a_group_overdue(self):
        group = AssignmentFactory().group
        VisitFactory(group=group, happened_on=before(40))
        VisitPlanFactory(
            group=group, interval_days=None, reason="panen", starts_on=before(15), ends_on=before(5)
        )

        due = visits_due([group], TODAY)[group.pk]

        assert (due.overdue_days, due.is_paused) == (0, False)

    def test_a_group_is_not_overdue_while_visits_rest(self):
        group = AssignmentFactory().group
        VisitFactory(group=group, happened_on=before(60))
        VisitPlanFactory(group=group, interval_days=None, reason="panen", starts_on=before(1))

        assert visits_due([group], TODAY)[group.pk].is_overdue is False

    def test_the_groups_own_meeting_and_a_planned_visit_are_no_visit(self):
        group = AssignmentFactory(starts_on=before(50)).group
        VisitFactory(group=group, happened_on=before(1), facilitator_was_present=False)
        VisitFactory(group=group, happened_on=before(1), state="planned")

        assert visits_due([group], TODAY)[group.pk].overdue_days == 20

    def test_a_new_lead_starts_anew_a_new_trainee_or_cover_does_not(self):
        group = AssignmentFactory(starts_on=before(50)).group
        AssignmentFactory(group=group, starts_on=before(2), kind="trainee")
        AssignmentFactory(group=group, starts_on=before(2), kind="cover")

        assert visits_due([group], TODAY)[group.pk].overdue_days == 20

    def test_without_visit_facilitator_or_plan_nothing_can_be_said(self):
        group = CrafterGroupFactory()

        due = visits_due([group], TODAY)[group.pk]

        assert (due.overdue_days, due.has_facilitator, due.is_overdue) == (None, False, False)

    def test_thirty_groups_cost_three_queries(self, django_assert_num_queries):
        groups = [AssignmentFactory().group for _ in range(30)]

        with django_assert_num_queries(3):
            visits_due(groups, TODAY)


@pytest.mark.parametrize(
    ("counts", "rate", "percent"),
    [
        (AttendanceCounts(hadir=3, alpa=1), Fraction(3, 4), 75),
        (AttendanceCounts(hadir=3, alpa=1, izin=9, sakit=9), Fraction(3, 4), 75),
        (AttendanceCounts(hadir=1, alpa=7), Fraction(1, 8), 13),
        (AttendanceCounts(izin=2), None, None),
    ],
)
def test_attendance_leaves_the_excused_and_ill_out(counts, rate, percent):
    assert (counts.rate, counts.percent) == (rate, percent)


@pytest.mark.django_db
def test_attendance_rate_counts_held_sessions_of_the_time_and_no_guests():
    held = VisitFactory(happened_on=date(2026, 3, 1))
    for status in ("hadir", "hadir", "alpa", "sakit", "tamu"):
        AttendanceFactory(session=held, status=status)
    AttendanceFactory(session=VisitFactory(group=held.group, happened_on=date(2026, 2, 28)))
    elsewhere = CrafterGroupFactory()

    counts = attendance_rate(
        [held.group_id, elsewhere.pk], since=date(2026, 3, 1), until=date(2026, 4, 1)
    )

    assert counts == {
        held.group_id: AttendanceCounts(hadir=2, alpa=1, sakit=1),
        elsewhere.pk: AttendanceCounts(),
    }


@pytest.mark.django_db
class TestAttendedShare:
    @pytest.fixture
    def run(self):
        return TrainingRunFactory()

    @pytest.fixture
    def sutini(self, run):
        return RunParticipantFactory(run=run).person

    def held(self, run, **values):
        return RunSessionFactory(run=run, state="held", **values)

    def test_minutes_attended_over_minutes_planned_of_sessions_not_cancelled(self, run, sutini):
        AttendanceFactory(session=self.held(run), person=sutini, minutes=80)
        RunSessionFactory(run=run)
        RunSessionFactory(run=run, state="cancelled", state_reason="hujan")
        RunSessionFactory(run=run, state="not_held", state_reason="hujan")

        share = attended_shares(run)[sutini.pk]

        assert (share.attended, share.planned, share.percent) == (80, 300, 26)

    def test_a_make_up_counts_for_who_came_and_not_in_the_plan(self, run, sutini):
        AttendanceFactory(session=self.held(run), person=sutini, status="sakit")
        AttendanceFactory(session=self.held(run, is_make_up=True), person=sutini, minutes=90)

        share = attended_shares(run)[sutini.pk]

        assert (share.attended, share.planned, share.sakit) == (90, 100, 100)

    def test_more_than_planned_is_a_hundred_per_cent(self, run, sutini):
        AttendanceFactory(session=self.held(run), person=sutini, minutes=100)
        AttendanceFactory(session=self.held(run, is_make_up=True), person=sutini, minutes=100)

        assert attended_shares(run)[sutini.pk].percent == 100

    def test_excused_ill_and_absent_are_no_minutes_but_are_named(self, run, sutini):
        for status in ("izin", "sakit", "alpa"):
            AttendanceFactory(session=self.held(run), person=sutini, status=status)

        share = attended_shares(run)[sutini.pk]

        assert (share.attended, share.izin, share.sakit, share.alpa) == (0, 100, 100, 100)

    def test_nothing_planned_cannot_be_computed(self, run, sutini):
        share = attended_shares(run)[sutini.pk]

        assert (share.planned, share.share, share.percent) == (0, None, None)

    def test_79_9_per_cent_has_not_reached_80(self, run, sutini):
        AttendanceFactory(session=self.held(run, planned_minutes=1000), person=sutini, minutes=799)

        assert attended_shares(run)[sutini.pk].percent == 79

    def test_a_whole_class_costs_three_queries(self, run, django_assert_num_queries):
        session = self.held(run)
        for _ in range(30):
            place = RunParticipantFactory(run=run, group=MembershipFactory().group)
            AttendanceFactory(session=session, person=place.person, minutes=50)

        with django_assert_num_queries(3):
            shares = attended_shares(run)

        assert {share.percent for share in shares.values()} == {50}

    def test_somebody_who_only_looked_in_is_no_participant(self, run, sutini):
        AttendanceFactory(session=self.held(run), person=PersonFactory(), status="tamu", minutes=9)

        assert list(attended_shares(run)) == [sutini.pk]
