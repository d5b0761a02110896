"""The register of places: a new name, another code, parts; what a change takes along."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from mentoring.registry import services
from mentoring.registry.errors import (
    ClustersOfOneName,
    PlaceChangedAlready,
    PlaceChangeTooEarly,
    PlaceNameUnchanged,
    PlaceOfAnotherKind,
    PlaceRenamedThatDay,
)
from mentoring.registry.models import Mandate, Place, PlaceChange
from mentoring.registry.place_references import moving_fields, references_to
from tests.factories.accounts import UserFactory
from tests.factories.assignments import FacilitatorFactory
from tests.factories.registry import (
    BusinessClusterFactory,
    MandateFactory,
    PersonFactory,
    SentraFactory,
    place,
    tutul,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
NEIGHBOUR = "35.09.10.2001"


def replace(old, new, clerk, kind="merge", on=DAY):
    return services.replace_place(old=old, new=new, kind=kind, happened_on=on, recorded_by=clerk)


def page(client, name, code="35.09.10.2003"):
    return client.get(reverse(f"mentoring_place:{name}", args=[code]))


# --- What a change takes along ---


def test_every_field_of_every_room_that_names_a_place_follows_it():
    """A new one joins by itself; look here whether it should."""
    assert {f"{field.model.__name__}.{field.name}" for field in moving_fields()} >= {
        "Sentra.place",
        "Person.place",
        "CensusEntry.place",
        "BusinessCluster.place",
        "Complaint.place",
        "Complaint.level",
        "Facilitator.home_place",
        "TrainingRun.place",
        "Cycle.place",
    }


def test_a_merged_place_takes_clusters_and_homes_along_too(rini):
    old, new = tutul(), place(NEIGHBOUR)
    cluster, facilitator = BusinessClusterFactory(place=old), FacilitatorFactory(home_place=old)

    replace(old, [new], rini)

    cluster.refresh_from_db()
    facilitator.refresh_from_db()
    assert (cluster.place, facilitator.home_place) == (new, new)
    assert references_to(old) == []


def test_two_clusters_of_one_name_keep_places_apart(rini):
    old, new = tutul(), place(NEIGHBOUR)
    BusinessClusterFactory(place=old, name="Gugus Contoh")
    BusinessClusterFactory(place=new, name="Gugus Contoh")

    with pytest.raises(ClustersOfOneName):
        replace(old, [new], rini)

    assert Place.objects.get(pk=old.pk).valid_to is None


def test_who_held_a_mandate_for_both_places_holds_one_for_the_larger(rini):
    old, new, user = tutul(), place(NEIGHBOUR), UserFactory(roles=["coordinator"])
    for each in (old, new):
        MandateFactory(user=user, place=each, role="coordinator", starts_on=date(2025, 1, 1))

    replace(old, [new], rini)

    held = Mandate.objects.filter(user=user).order_by("place")
    assert [(row.place_id, row.ends_on) for row in held] == [(new.pk, None), (old.pk, DAY)]


def test_a_change_that_makes_no_sense_is_refused_with_its_reason(rini):
    old, new = tutul(), place(NEIGHBOUR)
    with pytest.raises(PlaceOfAnotherKind):
        replace(old, [place("35.09.11")], rini)
    with pytest.raises(PlaceNameUnchanged):
        services.rename_place(place=old, name=old.name, happened_on=DAY, renamed_by=rini)
    services.rename_place(place=old, name="Tutul Contoh", happened_on=DAY, renamed_by=rini)
    with pytest.raises(PlaceRenamedThatDay):
        services.rename_place(place=old, name="Tutul Lain", happened_on=DAY, renamed_by=rini)
    Place.objects.filter(pk=old.pk).update(valid_from=DAY)
    with pytest.raises(PlaceChangeTooEarly):
        replace(tutul(), [new], rini)
    replace(tutul(), [new], rini, on=DAY + timedelta(days=1))
    with pytest.raises(PlaceChangedAlready):
        services.rename_place(place=tutul(), name="X", happened_on=DAY, renamed_by=rini)


# --- Pages ---


def test_a_manager_gives_a_place_a_new_name_and_reads_the_old_one_on_its_page(client, rini):
    tutul()
    client.force_login(rini)

    sent = client.post(
        reverse("mentoring_place:rename", args=["35.09.10.2003"]),
        {"name": "Tutul Contoh", "happened_on": "2026-03-01", "source": "SK Rekaan 1"},
    )

    assert sent.headers["Location"] == reverse("mentoring_place:inspect", args=["35.09.10.2003"])
    shown = page(client, "inspect")
    assert shown.context["path"] == "Tutul Contoh, Balung, Jember, Jawa Timur"
    assert [change.name_before for change in shown.context["changes"]] == ["Tutul"]
    assert markup_errors(shown.content.decode()) == []


def test_a_change_is_looked_at_before_it_is_made(client, rini):
    SentraFactory()
    PersonFactory(place=tutul())
    place(NEIGHBOUR)
    client.force_login(rini)
    address = reverse("mentoring_place:replace", args=["35.09.10.2003"])
    said = {"kind": "merge", "into": NEIGHBOUR, "happened_on": "2026-03-01"}

    looked = client.post(address, {**said, "act": "look"})

    assert any(told.startswith("2 catatan ikut") for told in looked.context["preview"])
    assert not PlaceChange.objects.exists()
    assert client.post(address, {**said, "act": "replace"}).status_code == 302
    assert services.current_places("35.09.10.2003") == [place(NEIGHBOUR)]


def test_a_split_names_its_parts_and_leaves_rows_where_they_are(client, rini):
    PersonFactory(place=tutul())
    place("35.09.10.2011"), place("35.09.10.2012")
    client.force_login(rini)
    address = reverse("mentoring_place:replace", args=["35.09.10.2003"])
    said = {"kind": "split", "into": "35.09.10.2011", "happened_on": "2026-03-01"}

    one_part = client.post(address, {**said, "act": "replace"})
    assert list(one_part.context["form"].errors) == ["second"]
    looked = client.post(address, {**said, "second": "35.09.10.2012", "act": "look"})

    assert any("tetap di kode lama" in told for told in looked.context["preview"])
    client.post(address, {**said, "second": "35.09.10.2012", "act": "replace"})
    assert [reference.count for reference in references_to(tutul())] == [1]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"into": "tidak ada"}, "into"),
        ({"into": ""}, "into"),
        ({"happened_on": "2126-01-01"}, "happened_on"),
        ({"happened_on": "kemarin"}, "happened_on"),
        ({"kind": "hilang"}, "kind"),
        ({"second": "35.09.10.2011"}, "second"),
        ({"source": "x" * 201}, "source"),
        ({"into": "35.09.10.2003"}, "__all__"),
    ],
)
def test_wrong_input_comes_back_on_its_field(client, rini, wrong, field):
    tutul(), place(NEIGHBOUR), place("35.09.10.2011")
    client.force_login(rini)
    said = {"kind": "merge", "into": NEIGHBOUR, "happened_on": "2026-03-01", "act": "replace"}

    sent = client.post(
        reverse("mentoring_place:replace", args=["35.09.10.2003"]), {**said, **wrong}
    )

    assert list(sent.context["form"].errors) == [field]
    assert not PlaceChange.objects.exists()


def test_only_managers_and_administrators_say_what_became_of_a_place(client, dewi, eko, rini):
    tutul()
    for user, may in ((dewi, False), (eko, False), (rini, True)):
        client.force_login(user)
        for name in ("rename", "replace"):
            assert (page(client, name).status_code == 200) is may, (user, name)
        assert (page(client, "inspect").status_code == 200) is may, user


def test_an_administrator_adds_a_place_and_its_code_says_where_it_lies(client):
    tutul()
    client.force_login(UserFactory(roles=["administrator"]))
    address = reverse("mentoring_place:add")

    client.post(address, {"code": "35.09.10.2099", "name": "Desa Rekaan"})
    lost = client.post(address, {"code": "36.09.10.2099", "name": "Desa Rekaan"})

    assert Place.objects.get(pk="35.09.10.2099").parent_id == "35.09.10"
    assert "36.09.10" in str(lost.context["form"].non_field_errors())


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_of_places_takes_one_number_of_queries(
    client, rini, many, django_assert_num_queries
):
    for number in range(many):
        place(f"35.09.10.{3000 + number}")
    client.force_login(rini)
    address = reverse("mentoring_place:index")
    client.get(address)

    with django_assert_num_queries(11):
        listed = client.get(address, {"q": "tempat balung"})

    assert len(listed.context["object_list"]) == many
