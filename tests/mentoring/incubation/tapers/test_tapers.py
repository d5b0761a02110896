"""Visits follow the stages of the cycle, and leave alone what somebody set by hand."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from mentoring.incubation.errors.tapers import NotYoursToPlanVisits
from mentoring.incubation.models import TaperedPlan, VisitTaper
from mentoring.incubation.services.cycles import enter_stage, local_today
from mentoring.incubation.services.tapers import begin_taper, keep_tapers
from mentoring.incubation.tasks import keep_tapers_task
from mentoring.incubation.visit_steps import days_of, visit_steps
from mentoring.registry.models import Tier
from mentoring.sessions.models import VisitPlan
from mentoring.sessions.services import pause_visits, set_visit_interval
from tests.factories.incubation import CycleEnrolmentFactory, coordinator, facilitator_of
from tests.factories.registry import CrafterGroupFactory, place
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

TODAY = date(2025, 9, 1)
PAGE = reverse("mentoring_incubation:visit_plans")


@pytest.fixture
def dewi():
    return coordinator()


def delivering(tier=Tier.OTHER, since=date(2025, 7, 1), **kwargs):
    """A group in the stage of delivery: every 14 days, every 7 for those left behind."""
    enrolment = CycleEnrolmentFactory(group=CrafterGroupFactory(tier=tier), **kwargs)
    move(enrolment, "delivery", since)
    return enrolment


def move(enrolment, state, on):
    enter_stage(enrolment, state=state, on=on, moved_by=enrolment.proposed_by)


def plans(enrolment):
    rows = VisitPlan.objects.intervals().filter(group=enrolment.group)
    return list(rows.values_list("interval_days", "starts_on", "ends_on"))


def begun(enrolment, dewi):
    begin_taper(enrolments=[enrolment], begun_by=dewi)
    return enrolment


@pytest.mark.parametrize(
    ("state", "weak", "other"),
    [
        ("candidate", None, None),
        ("formula", 7, 14),
        ("delivery", 7, 14),
        ("evaluation", 14, 21),
        ("consolidation", 14, 30),
        ("endline", 30, 30),
        ("monitoring", 90, 90),
    ],
)
def test_the_weak_are_visited_more_often_and_all_less_and_less(state, weak, other):
    stage = CycleEnrolmentFactory().cycle.stages.get(state=state)

    assert (days_of(stage, Tier.WEAK), days_of(stage, Tier.OTHER)) == (weak, other)


def test_the_plan_counts_from_the_day_the_stage_began_so_lateness_stays(dewi):
    weak, other = delivering(Tier.WEAK), delivering()

    assert begin_taper(enrolments=[weak, other], begun_by=dewi) == 2

    assert plans(weak) == [(7, date(2025, 7, 1), None)]
    assert plans(other) == [(14, date(2025, 7, 1), None)]


def test_doing_it_twice_changes_nothing(dewi):
    enrolment = begun(delivering(), dewi)

    assert begin_taper(enrolments=[enrolment], begun_by=dewi) == 0
    assert (keep_tapers(), keep_tapers_task()) == (0, 0)
    assert plans(enrolment) == [(14, date(2025, 7, 1), None)]


def test_a_new_stage_ends_the_plan_before_it(dewi, django_capture_on_commit_callbacks):
    enrolment = begun(delivering(), dewi)

    with django_capture_on_commit_callbacks(execute=True):
        move(enrolment, "evaluation", date(2026, 2, 1))

    assert plans(enrolment) == [
        (14, date(2025, 7, 1), date(2026, 2, 1)),
        (21, date(2026, 2, 1), None),
    ]


def test_a_new_tier_is_planned_the_next_night(dewi):
    enrolment = begun(delivering(), dewi)
    enrolment.group.tier = Tier.WEAK
    enrolment.group.save()

    assert keep_tapers(today=TODAY) == 1

    assert plans(enrolment) == [(14, date(2025, 7, 1), TODAY), (7, TODAY, None)]
    assert TaperedPlan.objects.get(plan__ends_on=None).tier == Tier.WEAK


def test_two_changes_on_one_day_are_one_row(dewi):
    enrolment = begun(delivering(since=TODAY), dewi)
    move(enrolment, "endline", TODAY)

    assert keep_tapers(today=TODAY) == 1

    assert plans(enrolment) == [(30, TODAY, None)]


@pytest.mark.parametrize("changed", ["interval_days", "ends_on", "new"])
def test_what_somebody_changed_by_hand_stays(dewi, changed):
    enrolment = begun(delivering(), dewi)
    plan = VisitPlan.objects.get(group=enrolment.group)
    if changed == "new":
        set_visit_interval(
            group=enrolment.group, interval_days=5, starts_on=TODAY - timedelta(days=3)
        )
    else:
        setattr(plan, changed, {"interval_days": 5, "ends_on": date(2099, 1, 1)}[changed])
        plan.save()
    before = plans(enrolment)
    enrolment.group.tier = Tier.WEAK
    enrolment.group.save()

    assert keep_tapers(today=TODAY) == 0

    assert plans(enrolment) == before


def test_what_was_set_by_hand_before_is_not_overwritten_until_it_ends(dewi):
    enrolment = delivering()
    set_visit_interval(
        group=enrolment.group,
        interval_days=5,
        starts_on=date(2025, 8, 1),
        ends_on=date(2099, 1, 1),
    )
    begun(enrolment, dewi)

    assert keep_tapers(today=TODAY) == 0
    assert keep_tapers(today=date(2099, 1, 1)) == 1

    assert plans(enrolment)[-1] == (14, date(2099, 1, 1), None)


def test_a_pause_is_no_interval(dewi):
    enrolment = delivering()
    pause_visits(group=enrolment.group, starts_on=TODAY, ends_on=None, reason="panen")

    begun(enrolment, dewi)

    assert plans(enrolment) == [(14, date(2025, 7, 1), None)]
    assert VisitPlan.objects.pauses().count() == 1


def test_a_group_that_left_is_visited_as_ever_again(dewi):
    enrolment = begun(delivering(), dewi)
    move(enrolment, "exited", date(2025, 12, 1))

    assert (keep_tapers(today=TODAY), keep_tapers(today=date(2025, 12, 5))) == (1, 0)

    ((days, _starts, ends),) = plans(enrolment)
    assert (days, ends is None) == (14, False)


def test_a_group_whose_plan_nobody_began_is_left_alone():
    enrolment = delivering()

    assert keep_tapers() == 0
    assert plans(enrolment) == []


def test_only_a_coordinator_of_the_place_begins_it():
    enrolment = delivering()

    for stranger in (coordinator("52.01"), facilitator_of(enrolment.group)):
        with pytest.raises(NotYoursToPlanVisits):
            begin_taper(enrolments=[enrolment], begun_by=stranger)
    assert VisitTaper.objects.count() == 0


def test_a_coordinator_sees_what_will_be_written_before_it_is(client, dewi):
    weak = delivering(Tier.WEAK)
    far = CycleEnrolmentFactory(group__sentra__place=place("52.01"))
    client.force_login(dewi)

    page = client.get(PAGE)
    (step,) = page.context["steps"]
    assert (step.now_days, step.wanted_days, step.changes) == (14, 7, True)
    assert plans(weak) == []
    assert "Lalu setiap 7 hari, dihitung sejak 1 Juli 2025." in page.text
    assert far.group.name not in page.text
    assert markup_errors(page.text) == []

    client.post(PAGE, {"enrolments": [weak.pk, far.pk, "x"]})

    assert [one.enrolment for one in VisitTaper.objects.all()] == [weak]
    (step,) = client.get(PAGE).context["steps"]
    assert (step.now_days, step.has_begun, step.changes) == (7, True, False)


def test_nobody_else_plans_visits_and_nothing_chosen_says_so(client, dewi):
    enrolment = delivering()
    client.force_login(facilitator_of(enrolment.group))
    assert client.get(PAGE).status_code == 403
    client.force_login(dewi)

    page = client.post(PAGE, {}, follow=True)

    assert "Pilih paling sedikit satu kelompok." in page.text


def test_the_page_costs_the_same_for_1_and_5_groups(client, dewi, django_assert_num_queries):
    client.force_login(dewi)
    client.get(PAGE)
    cycle = delivering().cycle
    for count in (0, 4):
        for _ in range(count):
            delivering(cycle=cycle)
        with django_assert_num_queries(12):
            assert client.get(PAGE).status_code == 200


def test_steps_of_many_groups_are_five_queries(django_assert_num_queries):
    cycle = delivering().cycle
    enrolments = [delivering(cycle=cycle) for _ in range(3)]

    with django_assert_num_queries(5):
        steps = visit_steps(enrolments, local_today(enrolments[0].group))

    assert [one.wanted_days for one in steps] == [14, 14, 14]


def test_no_days_and_nought_days_leave_the_programmes_own_interval():
    enrolment = delivering()
    enrolment.cycle.stages.update(interval_days=0, weak_interval_days=0)
    (step,) = visit_steps([enrolment], TODAY)

    assert (step.wanted_days, step.changes) == (None, False)
