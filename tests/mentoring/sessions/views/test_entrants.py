"""Choosing participants by name, or from several groups at once."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
    banyumulek,
)
from tests.factories.sessions import RunParticipantFactory, TrainingRunFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(client, today):
    client.force_login(MandateFactory(user=UserFactory(roles=["coordinator"])).user)
    return TrainingRunFactory()


def address(run, query):
    return reverse("mentoring_sessions:choose_participants", args=[run.pk]) + query


def member(name, group=None):
    group = group or AssignmentFactory().group
    return MembershipFactory(group=group, person=PersonFactory(full_name=name))


def test_a_name_is_found_however_it_is_spelled_and_added(client, run):
    wanted = member("Rumina Rekaan")
    member("Sulastri Rekaan")

    page = client.get(address(run, "?cari=Roeminah"))
    client.post(address(run, "?cari=Roeminah"), {"members": [wanted.pk]})

    place = run.participants.get()
    assert markup_errors(page.text) == []
    assert page.context["open_ones"] == [wanted]
    assert (place.person, place.group, place.source) == (wanted.person, wanted.group, "search")


def test_members_of_two_groups_are_added_at_once(client, run):
    first, second = member("Ani Rekaan"), member("Budi Rekaan")
    query = f"?kelompok={first.group_id}&kelompok={second.group_id}&kelompok=zzz"

    client.post(address(run, query), {"members": [first.pk, second.pk]})

    assert set(run.participants.values_list("group", flat=True)) == {
        first.group_id,
        second.group_id,
    }


def test_whose_group_has_no_facilitator_is_named_and_cannot_be_posted(client, run):
    alone = member("Ani Rekaan", group=CrafterGroupFactory())

    page = client.get(address(run, "?cari=Ani"))
    posted = client.post(address(run, "?cari=Ani"), {"members": [alone.pk]})

    assert (page.context["open_ones"], page.context["waiting"]) == ([], [alone])
    assert posted.context["form"].errors
    assert not run.participants.exists()


def test_nobody_of_another_island_nor_who_takes_part_already_is_found(client, run):
    far = CrafterGroupFactory(sentra=SentraFactory(place=banyumulek()))
    AssignmentFactory(group=far)
    member("Ani Rekaan", group=far)
    there = member("Ani Contoh")
    RunParticipantFactory(run=run, person=there.person, group=there.group)

    page = client.get(address(run, "?cari=Ani"))

    assert page.context["open_ones"] + page.context["waiting"] == []


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_queries(client, run, count, django_assert_num_queries):
    group = AssignmentFactory().group
    for _ in range(count):
        member("Ani Rekaan", group=group)
    client.get(address(run, "?cari=Ani"))

    with django_assert_num_queries(10):
        client.get(address(run, "?cari=Ani"))
