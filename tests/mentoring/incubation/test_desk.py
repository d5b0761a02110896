from datetime import date

import pytest

from mentoring.incubation.desk import desk_items
from mentoring.incubation.views.panels import GroupCyclePanel, group_cycle
from tests.factories.accounts import UserFactory
from tests.factories.incubation import (
    CycleEnrolmentFactory,
    coordinator,
    evaluator,
    facilitator_of,
    manager,
    submitted_round,
)
from tests.factories.registry import (
    CrafterGroupFactory,
    MembershipFactory,
    SentraFactory,
    banyumulek,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


def waiting(user):
    return [(item.url.split("?")[1], item.count) for item in desk_items(user, DAY) if item.count]


def test_a_facilitator_is_told_of_the_baseline_that_waits_until_it_is_submitted():
    enrolment = CycleEnrolmentFactory(state="candidate")
    CycleEnrolmentFactory(cycle=enrolment.cycle)
    facilitator = facilitator_of(enrolment.group)
    assert waiting(facilitator) == [("work=rate", 1)]

    submitted_round(enrolment, rater=facilitator)

    assert waiting(facilitator) == []


def test_an_evaluator_is_told_of_final_scorings_in_her_place_only():
    CycleEnrolmentFactory(state="endline")
    CycleEnrolmentFactory(state="diagnosis")
    CycleEnrolmentFactory(state="endline", group__sentra=SentraFactory(place=banyumulek()))

    assert waiting(evaluator()) == [("work=rate", 1)]


def test_a_facilitator_who_also_evaluates_is_not_sent_to_her_own_groups_final_scoring():
    enrolment = CycleEnrolmentFactory(state="endline")
    both = facilitator_of(enrolment.group)
    both.mandates.create(role="evaluator", place=enrolment.cycle.place, starts_on=date(2025, 1, 1))

    assert waiting(both) == []


def test_a_manager_is_told_of_gates_in_her_place_only():
    CycleEnrolmentFactory(state="diagnosis")
    CycleEnrolmentFactory(state="delivery")
    CycleEnrolmentFactory(state="midline", group__sentra=SentraFactory(place=banyumulek()))

    assert waiting(manager()) == [("work=decide", 1)]


def test_whoever_follows_groups_finds_the_board_and_others_do_not():
    for user in (coordinator(), evaluator(), manager(), UserFactory(roles=["auditor"])):
        assert [item.kind for item in desk_items(user, DAY)][-1:] == ["link"]
    for user in (UserFactory(), UserFactory(roles=["crafter"]), UserFactory(roles=["blk_clerk"])):
        assert list(desk_items(user, DAY)) == []


def test_the_desk_asks_one_question_for_each_kind_of_work(django_assert_num_queries):
    CycleEnrolmentFactory()
    user = facilitator_of(CycleEnrolmentFactory().group)
    user.get_all_permissions()

    with django_assert_num_queries(2):  # her mandates, and what waits
        list(desk_items(user, DAY))


def test_a_groups_page_shows_its_stage_and_class_to_those_who_follow_it():
    enrolment = CycleEnrolmentFactory()
    submitted_round(enrolment)

    html = group_cycle(coordinator(), enrolment.group, DAY).render_html({})

    assert "Diagnosa" in html and "Pemula 23,23" in html
    assert enrolment.get_absolute_url() in html


def test_a_groups_page_offers_the_proposal_to_its_coordinator_only():
    group = CrafterGroupFactory()
    member = MembershipFactory(group=group, person__user=UserFactory()).person.user

    assert f"?group={group.pk}" in group_cycle(coordinator(), group, DAY).render_html({})
    for user in (coordinator("52"), evaluator(), facilitator_of(group), member):
        assert group_cycle(user, group, DAY) is None


def test_the_admins_group_page_carries_the_same():
    enrolment = CycleEnrolmentFactory()

    html = group_cycle(coordinator(), enrolment.group, DAY, GroupCyclePanel).render_html({})

    assert "mentoring-heading" in html and "Diagnosa" in html
