"""What becomes of places, the national list, and finding a place by code or name."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from mentoring.registry import services
from mentoring.registry.errors import (
    NoPlacesInFile,
    PlaceChangedAlready,
    PlaceFileUnreadable,
    PlaceIntoItself,
)
from mentoring.registry.forms import PlaceField, SentraForm
from mentoring.registry.models import Mandate, Person, Place, PlaceChange
from mentoring.registry.place_search import full_path, places_matching
from tests.factories.accounts import UserFactory
from tests.factories.registry import (
    MandateFactory,
    PersonFactory,
    SentraFactory,
    banyumulek,
    place,
    tutul,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
LIST = """kode,nama
35,JAWA TIMUR
35.09,KAB. JEMBER
35.09.10,Balung
35.09.10.2003,Tutul
35.09.10.2004,Balung Kulon Contoh
"""


@pytest.fixture
def clerk():
    return UserFactory(roles=["administrator"])


def take(text, **more):
    sent = text if isinstance(text, bytes) else text.encode()
    return services.import_places(io.BytesIO(sent), happened_on=DAY, **more)


def counts(outcome):
    return outcome.created, outcome.renamed, outcome.unchanged, outcome.padded, outcome.refused


# --- What becomes of places ---


def test_a_renamed_place_keeps_its_code_and_its_old_name(clerk):
    change = services.rename_place(
        place=tutul(), name="Tutul Baru", happened_on=DAY, renamed_by=clerk, source="SK Contoh"
    )

    assert (change.name_before, change.new.name) == ("Tutul", "Tutul Baru")
    assert services.current_places("35.09.10.2003") == [tutul()]


def test_a_place_under_a_new_code_takes_its_rows_along_and_the_old_code_leads_there(clerk):
    old, new = tutul(), place("35.80.01.2001")
    sentra, person = SentraFactory(place=old), PersonFactory(place=old)
    mandate = MandateFactory(place=old, starts_on=date(2025, 1, 1))

    services.replace_place(old=old, new=[new], kind="rename", happened_on=DAY, recorded_by=clerk)

    sentra.refresh_from_db()
    person.refresh_from_db()
    assert (sentra.place, person.place) == (new, new)
    assert services.current_places(old.code) == [new]
    assert [
        (row.place_id, row.starts_on, row.ends_on)
        for row in Mandate.objects.filter(user=mandate.user).order_by("starts_on")
    ] == [(old.code, date(2025, 1, 1), DAY), (new.code, DAY, None)]


def test_a_split_leaves_rows_until_somebody_says_which_part_and_leads_to_all_parts(clerk):
    old, parts = tutul(), [place("35.09.10.2011"), place("35.09.10.2012")]
    person = PersonFactory(place=old)

    services.replace_place(old=old, new=parts, kind="split", happened_on=DAY, recorded_by=clerk)

    person.refresh_from_db()
    assert person.place == old
    assert services.current_places(old.code) == parts


def test_changes_in_a_row_lead_to_what_there_is_today(clerk):
    first, second, third = tutul(), place("35.09.10.2011"), place("35.09.10.2012")
    services.replace_place(
        old=first, new=[second], kind="rename", happened_on=DAY, recorded_by=clerk
    )
    services.replace_place(
        old=second, new=[third], kind="merge", happened_on=DAY, recorded_by=clerk
    )

    assert services.current_places(first.code) == [third]
    assert services.current_places("99") == []


def test_a_place_changes_once_and_never_into_itself(clerk):
    old, new = tutul(), place("35.09.10.2011")
    with pytest.raises(PlaceIntoItself):
        services.replace_place(old=old, new=[old], kind="merge", happened_on=DAY, recorded_by=clerk)
    services.replace_place(old=old, new=[new], kind="merge", happened_on=DAY, recorded_by=clerk)
    with pytest.raises(PlaceChangedAlready):
        services.replace_place(old=old, new=[new], kind="merge", happened_on=DAY, recorded_by=clerk)


# --- The national list ---


def test_the_list_creates_what_is_new_and_taking_it_again_changes_nothing():
    assert counts(take(LIST)) == (5, 0, 0, 0, 0)
    assert counts(take(LIST)) == (0, 0, 5, 0, 0)
    assert (
        full_path(Place.objects.get(pk="35.09.10.2003")) == "Tutul, Balung, KAB. JEMBER, JAWA TIMUR"
    )


def test_a_dry_run_says_the_same_and_writes_nothing():
    assert counts(take(LIST, dry_run=True)) == (5, 0, 0, 0, 0)
    assert not Place.objects.exists()


def test_a_new_name_in_the_list_becomes_a_dated_change():
    take(LIST)

    outcome = take(LIST.replace(",Tutul", ",Tutul Indah"), source="Kepmen Contoh")

    assert counts(outcome) == (0, 1, 4, 0, 0)
    change = PlaceChange.objects.get()
    assert (change.name_before, change.new.name, change.happened_on, change.source) == (
        "Tutul",
        "Tutul Indah",
        DAY,
        "Kepmen Contoh",
    )


def test_villages_before_their_districts_are_taken_all_the_same():
    lines = LIST.splitlines()

    assert counts(take("\n".join([lines[0], *reversed(lines[1:])]))) == (5, 0, 0, 0, 0)


def test_every_bad_line_is_told_by_its_number_and_the_others_are_taken():
    outcome = take(
        "kode;nama\n35;JAWA TIMUR\nTutul;35.09\n35.9;Jember\n35.10;\n36.01.02;Jauh\n35;Lagi\n\n"
    )

    assert counts(outcome) == (2, 0, 0, 1, 4)
    assert sorted(remark.line for remark in outcome.refusals) == [3, 5, 6, 7]
    assert [remark.line for remark in outcome.warnings] == [4]


def test_what_windows_wrote_is_read_too():
    outcome = take("kode\tnama\tkode_bps\n35\tJawa Timur \u2013 Contoh\t35\n".encode("cp1252"))

    assert counts(outcome) == (1, 0, 0, 0, 0)
    assert (Place.objects.get().name, Place.objects.get().bps_code) == ("Jawa Timur – Contoh", "35")


@pytest.mark.parametrize("text", ["", "kode,nama\n", "nomor,daerah\n35,Jawa\n", "35,Jawa Timur\n"])
def test_a_file_without_places_is_refused(text):
    with pytest.raises(NoPlacesInFile):
        take(text)


def test_a_spreadsheet_file_is_no_text():
    with pytest.raises(PlaceFileUnreadable):
        take(b"PK\x03\x04\x00\x00")


def test_the_command_tells_what_it_did(tmp_path, capsys):
    (tmp_path / "wilayah.csv").write_text(LIST)

    call_command("import_places", tmp_path / "wilayah.csv")

    assert capsys.readouterr().out.startswith("5 created, 0 renamed")
    with pytest.raises(CommandError):
        call_command("import_places", tmp_path / "nowhere.csv")


def test_the_list_is_looked_through_in_the_admin_before_it_is_taken(client, clerk):
    client.force_login(clerk)
    address = reverse("mentoring_place_list")

    def send(act):
        return client.post(
            address,
            {
                "file": SimpleUploadedFile("wilayah.csv", LIST.encode()),
                "happened_on": "2026-03-01",
                "act": act,
            },
        )

    assert send("check").context["outcome"].created == 5
    assert not Place.objects.exists()
    assert send("import").context["outcome"].created == 5
    assert Place.objects.count() == 5


def test_only_administrators_take_the_list(client, dewi, rini):
    for user in (dewi, rini):
        client.force_login(user)
        assert client.get(reverse("mentoring_place_list")).status_code == 302


# --- Finding a place ---


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("tutul", ["35.09.10.2003"]),
        ("TUTUL jember", ["35.09.10.2003"]),
        ("Tutul, Balung", ["35.09.10.2003"]),
        ("tutul lombok", []),
        ("35.09.10", ["35.09.10", "35.09.10.2003"]),
        ("3509102003", ["35.09.10.2003"]),
        ("35.9.10.2003", ["35.09.10.2003"]),
        ("lombok", ["52.01"]),
        ("", []),
        ("%", []),
    ],
)
def test_a_place_is_found_by_code_and_by_name_with_the_places_above_it(text, codes):
    tutul()
    banyumulek()

    assert [found.code for found in places_matching(text)] == codes


def test_suggestions_carry_the_full_path_and_cost_one_question(
    client, dewi, django_assert_num_queries
):
    tutul()
    client.force_login(dewi)
    address = reverse("mentoring_registry:places_json")
    client.get(address)

    with django_assert_num_queries(3):  # session and user besides
        found = client.get(address, {"q": "tut"}).json()

    assert found == {
        "places": [
            {"code": "35.09.10.2003", "name": "Tutul", "path": "Tutul, Balung, Jember, Jawa Timur"}
        ]
    }


@pytest.mark.parametrize("many", [0, 1, 30])
def test_the_search_page_works_without_scripts_at_one_number_of_queries(
    client, dewi, many, django_assert_num_queries
):
    for number in range(many):
        place(f"35.09.10.{3000 + number}")
    client.force_login(dewi)
    address = reverse("mentoring_registry:place_search")
    client.get(address)

    with django_assert_num_queries(5, exact=many > 0):
        response = client.get(address, {"q": "Tempat"})

    assert response.context["page"].paginator.count == many
    assert markup_errors(response.content.decode()) == []


def test_the_search_page_says_what_a_place_became(client, dewi):
    services.replace_place(
        old=tutul(), new=[place("35.80.01.2001")], kind="rename", happened_on=DAY, recorded_by=dewi
    )
    client.force_login(dewi)

    page = client.get(reverse("mentoring_registry:place_search"), {"q": "tutul"})

    assert "35.80.01.2001" in page.content.decode()


@pytest.mark.parametrize("text", ["\x00", "x" * 5000, "35.09.10.2003.4.5", "'; drop", "%%"])
def test_bad_questions_find_nothing_and_break_nothing(client, dewi, text):
    client.force_login(dewi)

    for name in ("place_search", "places_json"):
        assert client.get(reverse(f"mentoring_registry:{name}"), {"q": text}).status_code == 200


def test_guests_do_not_search_places(client):
    assert client.get(reverse("mentoring_registry:places_json")).status_code == 302


@pytest.mark.parametrize(
    "text", ["35.09.10.2003", "3509102003", "tutul", "35.09.10.2003 Tutul, Balung, Jember"]
)
def test_the_field_reads_what_was_typed_or_chosen(text):
    tutul()

    assert PlaceField().clean(text) == tutul()


def test_the_field_names_what_it_may_mean_when_there_are_several():
    for code in ("35.09.10.3001", "52.01.02.3001"):
        place(code)
        Place.objects.filter(pk=code).update(name="Sukamaju")

    with pytest.raises(Exception, match=r"35\.09\.10\.3001 Sukamaju, Balung"):
        PlaceField().clean("suka")


def test_half_a_point_on_the_map_is_refused(clerk):
    sentra = SentraFactory()
    said = {
        "name": sentra.name,
        "craft": sentra.craft,
        "place": tutul().pk,
        "time_zone": sentra.time_zone,
    }

    def errors(**more):
        form = SentraForm({**said, **more}, instance=sentra, for_user=clerk)
        return list(form.errors)

    assert errors(latitude="-8.27") == ["longitude"]
    assert errors(latitude="-8.27", longitude="113.53") == []
    assert errors(latitude="-98", longitude="113.53") == ["latitude"]
    assert errors(latitude="x", longitude="181") == ["latitude", "longitude"]


def test_people_are_not_lost_when_a_list_is_taken():
    person = PersonFactory(place=tutul())
    take(LIST)

    assert Person.objects.get(pk=person.pk).place_id == "35.09.10.2003"
