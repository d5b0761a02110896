from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    SentraFactory,
    banyumulek,
)
from tests.factories.sessions import (
    FollowUpFactory,
    RunParticipantFactory,
    RunSessionFactory,
    TrainingRunFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db
HOME = reverse("mentoring_sessions:home")


@pytest.fixture
def sri():
    return FacilitatorFactory(user=UserFactory(roles=["facilitator"]))


def group_of(facilitator, **values):
    return AssignmentFactory(facilitator=facilitator, group=CrafterGroupFactory(**values)).group


def names(response):
    return [line.group.name for line in response.context["page"]]


@pytest.mark.parametrize("count", [0, 1, 30])
def test_home_costs_the_same_queries_for_0_1_and_30_groups(
    client, sri, today, count, django_assert_num_queries
):
    for _ in range(count):
        group = group_of(sri)
        MembershipFactory(group=group)
        VisitFactory(group=group, state="planned", happened_on=today)
        FollowUpFactory(group=group)
        RunSessionFactory(run=RunParticipantFactory(group=group).run, happened_on=today)
    client.force_login(sri.user)
    client.get(HOME)

    # session, user, permissions 2, mandates, groups, visits due 3, planned, promises;
    # about no group at all nothing is asked
    with django_assert_num_queries(11 if count else 7):
        response = client.get(HOME)

    assert len(response.context["page"].paginator.object_list) == count


def test_overdue_groups_stand_first_the_longest_wait_on_top(client, sri, today):
    for name, days in (("Baru", 3), ("Lama", 60), ("Terlama", 90)):
        VisitFactory(group=group_of(sri, name=name), happened_on=today - timedelta(days=days))
    client.force_login(sri.user)

    response = client.get(HOME)

    assert names(response) == ["Terlama", "Lama", "Baru"]
    assert response.context["overdue_count"] == 2


def test_the_next_sessions_are_of_her_groups_and_runs_only(client, sri, today):
    group = group_of(sri)
    mine = VisitFactory(group=group, state="planned", happened_on=today + timedelta(days=2))
    run = RunSessionFactory(run=RunParticipantFactory(group=group).run, happened_on=today)
    VisitFactory(state="planned", happened_on=today)
    RunSessionFactory(happened_on=today)
    VisitFactory(group=group, state="planned", happened_on=today - timedelta(days=1))
    client.force_login(sri.user)

    assert client.get(HOME).context["planned"] == [run, mine]


def test_a_coordinator_sees_the_groups_of_her_places(client):
    here = CrafterGroupFactory()
    CrafterGroupFactory(sentra=SentraFactory(place=banyumulek()))
    client.force_login(MandateFactory(user=UserFactory(roles=["coordinator"])).user)

    assert names(client.get(HOME)) == [here.name]


def test_a_crafter_finds_no_group_of_hers_here(client):
    membership = MembershipFactory(person__user=UserFactory())
    client.force_login(membership.person.user)

    assert names(client.get(HOME)) == []


def test_nobody_is_shown_anything_before_signing_in(client):
    assert client.get(HOME).status_code == 302


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_list_of_runs_costs_the_same_queries(client, count, django_assert_num_queries):
    coordinator = MandateFactory(user=UserFactory(roles=["coordinator"])).user
    TrainingRunFactory.create_batch(count)
    client.force_login(coordinator)
    client.get(reverse("mentoring_sessions:runs"))

    with django_assert_num_queries(7 if count else 6):  # an empty list is not read
        response = client.get(reverse("mentoring_sessions:runs"))

    assert response.context["page"].paginator.count == count
