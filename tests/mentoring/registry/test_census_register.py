"""The census in the admin: a list to find, narrow, correct and take out."""

import pytest
from django.urls import reverse

from mentoring.registry.models import CensusEntry
from tests.factories.accounts import UserFactory
from tests.factories.registry import CensusEntryFactory

pytestmark = pytest.mark.django_db
LIST = reverse("mentoring_census:index")


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_list_asks_the_same_for_any_number_of_rows(
    rows, client, dewi, here, django_assert_num_queries
):
    CensusEntryFactory.create_batch(rows, sentra=here.sentra)
    client.force_login(dewi)
    client.get(LIST)

    with django_assert_num_queries(13):
        response = client.get(LIST)

    assert len(response.context["object_list"]) == rows


def test_it_shows_rows_of_her_places_and_finds_them_by_sound(client, dewi, here, far):
    ruminah = CensusEntryFactory(sentra=here.sentra, name="Ruminah", stratum="tertinggal")
    CensusEntryFactory(sentra=here.sentra, name="Sutini")
    CensusEntryFactory(sentra=far.sentra, name="Rumina")
    client.force_login(dewi)

    def found(**asked):
        return list(client.get(LIST, asked).context["object_list"])

    assert found(q="rumina") == found(stratum="tertinggal") == [ruminah]


def test_a_coordinator_corrects_a_row_and_not_one_of_another_place(client, dewi, here, far):
    mine = CensusEntryFactory(sentra=here.sentra, name="Sutinih")
    theirs = CensusEntryFactory(sentra=far.sentra)
    client.force_login(dewi)
    good = {
        "name": "Sutini",
        "hamlet": "Karuk",
        "consent_level": "contact",
        "reached_through": "referral",
    }

    client.post(reverse("mentoring_census:edit", args=[mine.pk]), good)
    foreign = client.post(reverse("mentoring_census:edit", args=[theirs.pk]), good)

    assert CensusEntry.objects.get(pk=mine.pk).name == "Sutini"
    assert foreign.status_code == 404


def test_others_do_not_open_it(client, here):
    for role in ("crafter", "facilitator", "census_taker"):
        client.force_login(UserFactory(roles=[role]))
        assert client.get(LIST).status_code in (302, 403)


def test_a_managers_page_shows_a_row_and_no_way_to_change_it(client, rini, here):
    entry = CensusEntryFactory(sentra=here.sentra)
    client.force_login(rini)

    assert client.get(reverse("mentoring_census:inspect", args=[entry.pk])).status_code == 200
    assert client.get(reverse("mentoring_census:edit", args=[entry.pk])).status_code in (302, 403)
