from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import (
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    banyumulek,
)
from tests.factories.sessions import (
    AttendanceFactory,
    RunParticipantFactory,
    RunSessionFactory,
    TrainingRunFactory,
)

pytestmark = pytest.mark.django_db


def url(name, row):
    return reverse(f"mentoring_sessions:{name}", args=[row.pk])


@pytest.fixture
def rina(client):
    user = MandateFactory(user=UserFactory(roles=["coordinator"])).user
    client.force_login(user)
    return user


@pytest.fixture
def run(today):
    return TrainingRunFactory(starts_on=today, ends_on=today + timedelta(days=10))


@pytest.mark.parametrize("count", [0, 1, 30])
def test_a_runs_page_costs_the_same_queries(
    client, rina, run, today, count, django_assert_num_queries
):
    session = RunSessionFactory(run=run, state="held", happened_on=today)
    for _ in range(count):
        AttendanceFactory(session=session, person=RunParticipantFactory(run=run).person, minutes=50)
    client.get(url("run", run))

    with django_assert_num_queries(19):
        response = client.get(url("run", run))

    assert [share.percent for _place, share in response.context["participants"]] == [50] * count


@pytest.mark.parametrize(
    ("who", "page", "change"),
    [
        ("coordinator", 200, 200),
        ("foreign_coordinator", 404, 404),
        ("facilitator", 200, 403),
        ("other_facilitator", 404, 404),
        ("instructor", 200, 403),
        ("clerk_of_nobody", 404, 404),
        ("crafter", 404, 404),
    ],
)
def test_who_opens_a_run_and_who_changes_it(client, run, who, page, change):
    assignment = AssignmentFactory()
    place = RunParticipantFactory(
        run=run, group=assignment.group, person=PersonFactory(user=UserFactory())
    )
    coordinator = UserFactory(roles=["coordinator"])
    users = {
        "coordinator": MandateFactory(user=coordinator).user,
        "foreign_coordinator": MandateFactory(
            user=UserFactory(roles=["coordinator"]), place=banyumulek()
        ).user,
        "facilitator": assignment.facilitator.user,
        "other_facilitator": AssignmentFactory().facilitator.user,
        "instructor": UserFactory(roles=["instructor"]),
        "clerk_of_nobody": UserFactory(roles=["blk_clerk"]),
        "crafter": place.person.user,
    }
    run.instructors.add(users["instructor"])
    client.force_login(users[who])

    assert client.get(url("run", run)).status_code == page
    for name in ("plan_sessions", "participants"):
        assert client.get(url(name, run)).status_code == change
    assert client.post(url("close_run", run)).status_code == (302 if change == 200 else change)


def test_sessions_are_planned_on_days_that_follow_but_sundays(client, rina, run, today):
    form = client.get(url("plan_sessions", run)).context["form"]
    said = {
        "batch": form["batch"].value(),
        "first_on": today.isoformat(),
        "count": 4,
        "planned_minutes": 360,
        "start_time": "08:00",
        "skips_sundays": "on",
    }

    client.post(url("plan_sessions", run), said)
    client.post(url("plan_sessions", run), said)

    days = list(run.sessions.order_by("happened_on").values_list("happened_on", flat=True))
    expected = [today + timedelta(days=n) for n in range(5)]
    assert days == [day for day in expected if day.isoweekday() != 7][:4]
    first = run.sessions.order_by("happened_on")[0]
    assert first.starts_at.astimezone(run.zone).strftime("%H:%M") == "08:00"


def test_one_day_outside_the_run_plans_nothing(client, rina, run, today):
    response = client.post(
        url("plan_sessions", run),
        {
            "batch": "6a1b5f0e-0000-4000-8000-000000000000",
            "first_on": today.isoformat(),
            "count": 20,
            "planned_minutes": 360,
        },
    )

    assert response.context["form"].non_field_errors()
    assert run.sessions.count() == 0


def test_participants_come_from_two_groups_one_after_the_other(client, rina, run):
    for number in (1, 2):
        membership = MembershipFactory(group=AssignmentFactory().group)
        client.post(
            url("participants", run) + f"?kelompok={membership.group_id}",
            {"people": [membership.person_id]},
        )
        assert run.participants.count() == number


def test_a_group_without_facilitator_cannot_be_chosen_nor_posted(client, rina, run):
    membership = MembershipFactory()

    listed = client.get(url("participants", run))
    posted = client.post(
        url("participants", run) + f"?kelompok={membership.group_id}",
        {"people": [membership.person_id]},
    )

    assert listed.context["lines"] == [(membership.group, False)]
    assert posted.context["form"].non_field_errors()
    assert run.participants.count() == 0


@pytest.mark.parametrize("count", [1, 30])
def test_the_attendance_sheet_costs_the_same_queries(
    client, run, today, count, django_assert_num_queries
):
    dwi = UserFactory(roles=["instructor"])
    run.instructors.add(dwi)
    session = RunSessionFactory(run=run, happened_on=today)
    RunParticipantFactory.create_batch(count, run=run)
    client.force_login(dwi)
    client.get(url("attendance", session))

    with django_assert_num_queries(9):
        client.get(url("attendance", session))


def test_a_facilitator_fills_the_sheet_of_her_groups(client, run, today):
    membership = MembershipFactory(group=AssignmentFactory().group)
    hers = RunParticipantFactory(run=run, person=membership.person, group=membership.group)
    RunParticipantFactory(run=run)
    session = RunSessionFactory(run=run, happened_on=today, planned_minutes=360)
    client.force_login(membership.group.assignments.get().facilitator.user)

    form = client.get(url("attendance", session)).context["form"]
    response = client.post(
        url("attendance", session),
        {"minutes": 360, f"status_{hers.person_id}": "hadir", f"minutes_{hers.person_id}": 300},
    )

    assert list(form.places) == [hers.person_id]
    assert response.status_code == 302
    assert list(session.attendances.values_list("person", "minutes")) == [(hers.person_id, 300)]


def test_an_evaluator_reads_and_fills_no_sheet(client, run, today):
    RunParticipantFactory(run=run)
    client.force_login(MandateFactory(role="evaluator").user)

    assert client.get(url("attendance", RunSessionFactory(run=run))).status_code == 403


def test_closing_tells_what_is_missing(client, rina, run, today):
    RunSessionFactory(run=run, happened_on=today)

    client.post(url("close_run", run))

    run.refresh_from_db()
    assert run.state == "planned"
