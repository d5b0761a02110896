from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks

from mentoring.sessions.models import FollowUp, MentoringSession
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    SentraFactory,
    banyumulek,
    place,
)
from tests.factories.sessions import AttendanceFactory, FollowUpFactory, VisitFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    facilitator = FacilitatorFactory(user=UserFactory(roles=["facilitator"]))
    return AssignmentFactory(facilitator=facilitator)


@pytest.fixture
def group(assignment):
    return assignment.group


@pytest.fixture
def sri(assignment, client):
    client.force_login(assignment.facilitator.user)
    return assignment.facilitator.user


def url(name, row):
    return reverse(f"mentoring_sessions:{name}", args=[row.pk])


@pytest.mark.parametrize("count", [0, 1, 30])
def test_a_groups_page_costs_the_same_queries(
    client, group, sri, today, count, django_assert_num_queries
):
    for _ in range(count):
        AttendanceFactory(
            session=VisitFactory(group=group, happened_on=today),
            person=MembershipFactory(group=group).person,
        )
        VisitFactory(group=group, state="planned", happened_on=today + timedelta(days=1))
        FollowUpFactory(group=group)
    client.get(url("group", group))

    # one of them is incubation's box
    with django_assert_num_queries(26):
        response = client.get(url("group", group))

    assert len(response.context["roster"]) == count


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("owner", 200),
        ("coordinator", 200),
        ("evaluator", 200),
        ("same_area_facilitator", 404),
        ("foreign_coordinator", 404),
        ("census_taker", 404),
        ("member", 404),
        ("stranger", 404),
    ],
)
def test_who_opens_a_groups_page(client, group, assignment, who, status):
    neighbour = AssignmentFactory(group=CrafterGroupFactory(sentra=group.sentra))
    users = {
        "owner": assignment.facilitator.user,
        "coordinator": MandateFactory().user,
        "evaluator": MandateFactory(role="evaluator").user,
        "same_area_facilitator": neighbour.facilitator.user,
        "foreign_coordinator": MandateFactory(place=banyumulek()).user,
        "census_taker": MandateFactory(role="census_taker").user,
        "member": MembershipFactory(group=group, person__user=UserFactory()).person.user,
        "stranger": UserFactory(),
    }
    client.force_login(users[who])

    assert client.get(url("group", group)).status_code == status


@pytest.mark.parametrize("name", ["log_visit", "plan_visit", "add_promise"])
def test_a_coordinator_reads_but_writes_nothing_for_the_facilitator(client, group, name):
    client.force_login(MandateFactory(place=place("35.09")).user)

    assert client.get(url(name, group)).status_code == 403


def test_other_rooms_add_boxes_in_their_order(client, group, sri):
    class Box:
        def __init__(self, order, text):
            self.order, self.text = order, text

        def render_html(self, parent_context):
            return format_html("<p>{} {}</p>", self.text, parent_context["group"].name)

    def boxes(user, group, today):
        return [Box(2, "kedua"), Box(1, "pertama")]

    with hooks.register_temporarily("register_group_page_sections", boxes):
        sections = client.get(url("group", group)).context["sections"]

    assert sections[:2] == [f"<p>pertama {group.name}</p>", f"<p>kedua {group.name}</p>"]


def test_planning_twice_with_one_form_plans_one_visit(client, group, sri, today):
    form = client.get(url("plan_visit", group)).context["form"]
    said = {
        "session_id": form["session_id"].value(),
        "planned_on": today + timedelta(days=3),
        "kind": "out_wall",
    }

    client.post(url("plan_visit", group), said)
    client.post(url("plan_visit", group), said)

    assert MentoringSession.objects.get().happened_on == today + timedelta(days=3)


def test_planning_for_yesterday_comes_back_with_a_sentence(client, group, sri, today):
    said = {
        "session_id": "6a1b5f0e-0000-4000-8000-000000000000",
        "planned_on": today - timedelta(days=1),
        "kind": "out_wall",
    }

    response = client.post(url("plan_visit", group), said)

    assert response.context["form"].non_field_errors()
    assert MentoringSession.objects.count() == 0


def test_a_promise_is_written_down_and_closed_with_its_result(client, group, sri, today):
    client.post(
        url("add_promise", group),
        {"text": "Beli buku kas", "owner_kind": "member", "due_on": today},
    )
    promise = FollowUp.objects.get()
    response = client.post(url("complete", promise), {"result": "Sudah"})

    promise.refresh_from_db()
    assert (promise.result, promise.closed_by, response.status_code) == ("Sudah", sri, 302)


def test_a_promise_of_another_group_is_not_found_and_not_closed_by_a_reader(client, sri):
    elsewhere = FollowUpFactory(group=CrafterGroupFactory(sentra=SentraFactory()))

    assert client.get(url("complete", elsewhere)).status_code == 404
    client.force_login(MandateFactory().user)
    assert client.get(url("complete", elsewhere)).status_code == 403


def people_on(response):
    return [membership.person.full_name for membership in response.context["roster"]]


def test_who_belonged_to_the_group_on_another_day(client, group, sri, today):
    gone = MembershipFactory(
        group=group, starts_on=today - timedelta(days=100), ends_on=today - timedelta(days=50)
    )
    new = MembershipFactory(group=group, starts_on=today - timedelta(days=10))

    now = client.get(url("group", group))
    then = client.get(url("group", group), {"hari": f"{today - timedelta(days=60):%Y-%m-%d}"})
    last = client.get(url("group", group), {"hari": f"{today - timedelta(days=50):%Y-%m-%d}"})

    assert people_on(now) == [new.person.full_name]
    assert people_on(then) == [gone.person.full_name]
    assert people_on(last) == []
    assert markup_errors(then.text) == []


@pytest.mark.parametrize("asked", ["2026-02-31", "besok", "99999-01-01", "' OR 1=1"])
def test_what_is_no_day_shows_today_and_says_so(client, group, sri, asked):
    member = MembershipFactory(group=group)

    response = client.get(url("group", group), {"hari": asked})

    assert people_on(response) == [member.person.full_name]
    assert response.context["day_is_wrong"] is True


def test_what_is_arranged_already_is_kept_with_each_planned_visit(client, group, sri, today):
    said = {
        "session_id": "6a1b5f0e-0000-4000-8000-000000000001",
        "planned_on": today + timedelta(days=3),
        "kind": "out_wall",
        "ready": ["place", "tools"],
    }
    row = said | {
        "session_id": "6a1b5f0e-0000-4000-8000-000000000002",
        "planned_on": today + timedelta(days=5),
        "rhythm": "weekly",
        "last_on": today + timedelta(days=12),
    }

    wrong = client.post(url("plan_visit", group), said | {"ready": ["moon"]})
    for _ in range(2):
        client.post(url("plan_visit", group), said)
        client.post(url("plan_visit", group), row)

    assert wrong.context["form"].errors["ready"]
    kept = MentoringSession.objects.filter(state="planned")
    answers = [set(each.readiness.values_list("line", "is_ready")) for each in kept]
    assert answers == [{("place", True), ("tools", True)}] * 3
