"""The census in the field: a sheet of many lines, the list, and one line."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from mentoring.registry.forms.census import LINES
from mentoring.registry.models import CensusEntry, Membership
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import CensusEntryFactory, MandateFactory, place
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
LIST = reverse("mentoring_registry:census")
SHEET = reverse("mentoring_registry:census_sheet")


@pytest.fixture
def joko(here):
    user = UserFactory(full_name="Joko Sensus Contoh", roles=["census_taker"])
    MandateFactory(user=user, role="census_taker", place=place("35.09"))
    return user


def written(sentra, *lines, **head):
    data = {
        "sentra": sentra.pk,
        "hamlet": "Karuk",
        "seen_on": "2026-03-01",
        "wave": "1",
        "reached_through": "village_head",
        **head,
    }
    for number in range(LINES):
        line = lines[number] if number < len(lines) else {}
        line = {"key": str(uuid.uuid4()), "consent_level": "listed_only", **line}
        data |= {f"line{number}-{name}": value for name, value in line.items()}
    return data


def test_a_sheet_keeps_its_named_lines_and_the_next_one_begins_alike(client, joko, here):
    client.force_login(joko)

    response = client.post(
        SHEET,
        written(
            here.sentra,
            {"name": "Sutini", "sex": "P", "stratum": "tertinggal"},
            {"name": "Mbok Nah", "referred_by": "Sutini", "consent_level": "contact"},
        ),
        follow=True,
    )

    assert list(CensusEntry.objects.order_by("name").values_list("name", "reached_through")) == [
        ("Mbok Nah", "referral"),
        ("Sutini", "village_head"),
    ]
    assert response.context["sheet"].head["hamlet"].value() == "Karuk"


def test_the_same_sheet_sent_twice_is_kept_once(client, joko, here):
    client.force_login(joko)
    sheet = written(here.sentra, {"name": "Sutini"})

    client.post(SHEET, sheet)
    client.post(SHEET, sheet)

    assert CensusEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ({"hamlet": ""}, {}),
        ({"hamlet": "x" * 81}, {}),
        ({"seen_on": "2099-01-01"}, {}),
        ({"seen_on": "31/02/2026"}, {}),
        ({"seen_on": "1447-01-01"}, {}),
        ({"wave": "0"}, {}),
        ({"wave": "satu"}, {}),
        ({"reached_through": "rumor"}, {}),
        ({"sentra": "999999"}, {}),
        ({"sentra": "x"}, {}),
        ({}, {"name": "x" * 101}),
        ({}, {"sex": "Z"}),
        ({}, {"stratum": "kaya"}),
        ({}, {"consent_level": "all"}),
        ({}, {"key": "not a key"}),
        ({}, {"name": "", "sex": "P"}),
        ({}, {"name": ""}),
    ],
)
def test_nothing_is_kept_of_a_sheet_with_a_mistake(client, joko, here, head, line):
    client.force_login(joko)

    response = client.post(SHEET, written(here.sentra, {"name": "Sutini", **line}) | head)

    assert response.status_code == 200
    assert response.context["sheet"].has_errors
    assert CensusEntry.objects.count() == 0


def test_a_centre_of_another_place_is_no_choice(client, joko, far):
    client.force_login(joko)

    response = client.post(SHEET, written(far.sentra, {"name": "Inaq"}))

    assert "sentra" in response.context["sheet"].head.errors
    assert CensusEntry.objects.count() == 0


def test_a_facilitator_who_writes_another_hamlet_is_told_why_not(client, sri, here):
    here.hamlet = "Krajan"
    here.save()
    AssignmentFactory(facilitator=sri, group=here, starts_on=date(2020, 1, 1))
    client.force_login(sri.user)

    response = client.post(SHEET, written(here.sentra, {"name": "Sutini"}))

    assert len(response.context["sheet"].head.non_field_errors()) == 1


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_list_asks_the_same_for_any_number_of_rows(
    rows, client, joko, here, django_assert_num_queries
):
    CensusEntryFactory.create_batch(rows, sentra=here.sentra)
    client.force_login(joko)
    client.get(LIST)

    # An empty page is not asked for.
    with django_assert_num_queries(9 if rows else 8):
        response = client.get(LIST)

    assert len(response.context["page"].object_list) == rows


def test_the_list_finds_by_sound_and_narrows_by_what_the_address_says(client, joko, here):
    ruminah = CensusEntryFactory(sentra=here.sentra, name="Ruminah", stratum="tertinggal")
    CensusEntryFactory(sentra=here.sentra, name="Sutini", stratum="mapan")
    client.force_login(joko)

    def found(**asked):
        return list(client.get(LIST, asked).context["page"].object_list)

    assert found(q="rumina") == found(stratum="tertinggal") == [ruminah]
    assert len(found(sentra=here.sentra.pk, terdaftar="belum")) == 2
    assert len(found(sentra="x", stratum="y", halaman="z")) == 2


def test_the_share_only_the_powerful_showed_stands_on_the_list(client, joko, here):
    CensusEntryFactory(sentra=here.sentra, reached_through="village_head")
    CensusEntryFactory(sentra=here.sentra, reached_through="walk_through")
    client.force_login(joko)

    assert client.get(LIST).context["guarded_percent"] == 50


def test_one_line_is_seen_here_hidden_elsewhere_and_forbidden_to_others(
    client, joko, wayan, dewi, eko, here
):
    entry = CensusEntryFactory(sentra=here.sentra)
    address = reverse("mentoring_registry:census_entry", args=[entry.pk])

    def answers(user, method="get"):
        client.force_login(user)
        return getattr(client, method)(address).status_code

    assert [answers(user) for user in (joko, dewi, eko)] == [200] * 3
    assert answers(wayan) == 404
    assert answers(UserFactory(roles=["crafter"])) == 403
    assert answers(eko, "post") == 403


def test_a_line_is_corrected_and_bad_input_comes_back(client, joko, here):
    entry = CensusEntryFactory(sentra=here.sentra, name="Sutinih")
    address = reverse("mentoring_registry:census_entry", args=[entry.pk])
    client.force_login(joko)
    good = {
        "name": "Sutini",
        "hamlet": "Karuk",
        "consent_level": "contact",
        "reached_through": "referral",
    }

    wrong = client.post(address, {**good, "name": "", "stratum": "kaya"})
    client.post(address, good)

    entry.refresh_from_db()
    assert sorted(wrong.context["form"].errors) == ["name", "stratum"]
    assert (entry.name, entry.hamlet, entry.consent_level) == ("Sutini", "Karuk", "contact")


def test_a_coordinator_enrols_from_the_census_and_a_census_taker_does_not(client, joko, dewi, here):
    entry = CensusEntryFactory(sentra=here.sentra, consent_level="contact")
    address = reverse("mentoring_registry:enrol_census_entry", args=[entry.pk])
    chosen = {"group": here.pk, "starts_on": "2026-03-01"}

    client.force_login(joko)
    refused = client.post(address, chosen)
    client.force_login(dewi)
    client.post(address, chosen)

    assert refused.status_code in (200, 403)
    assert Membership.objects.get().person == CensusEntry.objects.get().person


def test_who_agreed_to_be_counted_only_is_told_to_be_asked_again(client, dewi, here):
    entry = CensusEntryFactory(sentra=here.sentra)
    client.force_login(dewi)

    response = client.post(
        reverse("mentoring_registry:enrol_census_entry", args=[entry.pk]),
        {"group": here.pk, "starts_on": "2026-03-01"},
    )

    assert len(response.context["enrolling"].non_field_errors()) == 1
    assert Membership.objects.count() == 0


def test_pages_parse_without_mercy(client, dewi, here):
    entry = CensusEntryFactory(sentra=here.sentra, stratum="tertinggal")
    client.force_login(dewi)
    pages = [
        client.get(LIST),
        client.get(SHEET, {"sentra": here.sentra.pk, "hamlet": "Karuk"}),
        client.post(SHEET, {}),
        client.get(reverse("mentoring_registry:census_entry", args=[entry.pk])),
    ]

    assert [markup_errors(page.content.decode()) for page in pages] == [[]] * 4
