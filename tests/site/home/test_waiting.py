"""The page of everything that waits."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import CrafterGroupFactory, MandateFactory, SentraFactory, place
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


def coordinator():
    user = UserFactory(roles=["coordinator"])
    MandateFactory(user=user, place=place("35.09"))
    return user


def test_each_thing_stands_line_by_line_with_how_many_more_there_are(client):
    CrafterGroupFactory.create_batch(11, sentra=SentraFactory())
    client.force_login(coordinator())

    page = client.get("/menunggu/")

    (alone,) = [each for each in page.context["waiting"] if each.item.count == 11]
    assert (len(alone.rows), alone.more) == (10, 1)
    assert "Buka, 1 lagi" in page.text
    assert markup_errors(page.text) == []


def test_what_waits_for_a_facilitator_is_hers_alone(client):
    sri = FacilitatorFactory(user=UserFactory(roles=["facilitator"]))
    asked = AssignmentFactory(facilitator=sri, state="proposed")
    client.force_login(sri.user)

    assert asked.group.name in client.get("/menunggu/").text
    client.force_login(UserFactory(roles=["facilitator"]))
    assert asked.group.name not in client.get("/menunggu/").text


def test_who_has_nothing_to_do_is_told_so(client):
    client.force_login(UserFactory(roles=["crafter"]))

    assert "Tidak ada yang menunggu" in client.get("/menunggu/").text


def test_signed_out_people_are_asked_to_sign_in(client):
    assert client.get("/menunggu/").headers["Location"].startswith("/masuk/")


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_page_costs_the_same_however_much_waits(client, count, django_assert_num_queries):
    CrafterGroupFactory.create_batch(count, sentra=SentraFactory())
    client.force_login(coordinator())
    client.get("/menunggu/")

    with django_assert_num_queries(27 if count else 26):
        client.get("/menunggu/")
