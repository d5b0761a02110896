"""A crafter's own group and its timetable."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mentoring.sessions.desk import desk_items
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import CrafterGroupFactory, MembershipFactory, PersonFactory
from tests.factories.sessions import (
    RunParticipantFactory,
    RunSessionFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db
PAGE = reverse("mentoring_sessions:my_group")


@pytest.fixture
def ruminah():
    return UserFactory(full_name="Ruminah Contoh", roles=["crafter"])


def group_with(user, **values):
    group = CrafterGroupFactory(**values)
    MembershipFactory(group=group, person__user=user)
    return group


def test_a_member_sees_her_group_who_accompanies_it_and_how_to_call_her(client, ruminah):
    group = group_with(ruminah, name="Manik Maduran")
    sri = FacilitatorFactory(
        user=UserFactory(full_name="Sri Pendamping Contoh", phone="+6281234567890")
    )
    AssignmentFactory(facilitator=sri, group=group)
    client.force_login(ruminah)

    text = client.get(PAGE).text

    assert "Manik Maduran" in text
    assert "Sri Pendamping Contoh" in text
    assert 'href="tel:+6281234567890"' in text


def test_nothing_of_other_groups_is_shown(client, ruminah, today):
    group_with(ruminah, name="Manik Maduran")
    other = CrafterGroupFactory(name="Ronce Melati")
    VisitFactory(group=other, state="planned", happened_on=today + timedelta(days=2))
    RunSessionFactory(run=RunParticipantFactory(group=other).run, happened_on=today)
    client.force_login(ruminah)

    response = client.get(PAGE)

    assert [group.name for group in response.context["groups"]] == ["Manik Maduran"]
    assert response.context["planned"] == []


def test_a_membership_that_ended_shows_nothing(client, ruminah, today):
    MembershipFactory(person__user=ruminah, starts_on=today - timedelta(days=90), ends_on=today)
    client.force_login(ruminah)

    assert client.get(PAGE).context["groups"] == []
    assert list(desk_items(ruminah, today)) == []


def test_visits_and_training_days_stand_in_one_timetable_the_soonest_first(client, ruminah, today):
    group = group_with(ruminah)
    person = group.memberships.get().person
    run = RunParticipantFactory(person=person, group=group).run
    later = RunSessionFactory(run=run, state="planned", happened_on=today + timedelta(days=9))
    sooner = VisitFactory(group=group, state="planned", happened_on=today + timedelta(days=3))
    VisitFactory(group=group, state="held", happened_on=today)
    client.force_login(ruminah)

    assert client.get(PAGE).context["planned"] == [sooner, later]


def test_the_desk_leads_a_member_to_her_group_and_the_timetable(ruminah, today):
    group_with(ruminah)

    assert [item.url for item in desk_items(ruminah, today)] == [PAGE, f"{PAGE}#jadwal"]


def test_the_page_asks_for_a_sign_in(client):
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_page_costs_the_same_for_any_number_of_days_and_groups(
    client, ruminah, today, count, django_assert_num_queries
):
    person = PersonFactory(user=ruminah)
    for _ in range(count):
        group = MembershipFactory(person=person).group
        AssignmentFactory(group=group)
        VisitFactory(group=group, state="planned", happened_on=today)
    client.force_login(ruminah)
    client.get(PAGE)

    # session, user, groups, who accompanies them, what comes next
    with django_assert_num_queries(5 if count else 4):
        response = client.get(PAGE)

    assert len(response.context["groups"]) == count
