"""Lists on the phone: searched in spite of spelling, filtered in the address, taken as CSV."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.registry.models import CensusEntry, ExportLog
from tests.factories.registry import (
    BusinessClusterFactory,
    CensusEntryFactory,
    CrafterGroupFactory,
    SentraFactory,
    banyumulek,
    tutul,
)
from tests.factories.sessions import TrainingRunFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

ALONE = "mentoring_assignments:groups_without_facilitator"
CLUSTERS = "mentoring_sessions:clusters"
RUNS = "mentoring_sessions:runs"


def listed(client, user, name, **query):
    client.force_login(user)
    return client.get(reverse(name), query)


def rows_of(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return [line.split(",") for line in text.splitlines()]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("tjahaya", ["Cahaya Kayu"]),
        ("CAHAYA kayu", ["Cahaya Kayu"]),
        ("tutul", ["Cahaya Kayu", "Ronce Melati"]),
        ("krajan melati", ["Ronce Melati"]),
        ("tidak ada", []),
        ("\x00", ["Cahaya Kayu", "Ronce Melati"]),
    ],
)
def test_groups_without_a_facilitator_are_found_however_they_are_spelled(
    client, dewi, words, names
):
    sentra = SentraFactory(place=tutul())
    CrafterGroupFactory(name="Ronce Melati", hamlet="Krajan", sentra=sentra)
    CrafterGroupFactory(name="Cahaya Kayu", hamlet="Maduran", sentra=sentra)
    CrafterGroupFactory(name="Tangan Tanah", sentra=SentraFactory(place=banyumulek()))

    shown = listed(client, dewi, ALONE, q=words)

    assert [group.name for group in shown.context["page"]] == names
    assert markup_errors(shown.text) == []


def test_the_filter_by_craft_centre_stays_on_the_next_page(client, dewi):
    sentra = SentraFactory(place=tutul())
    CrafterGroupFactory.create_batch(31, sentra=sentra)
    CrafterGroupFactory(sentra=SentraFactory(place=tutul()))

    first = listed(client, dewi, ALONE, sentra=sentra.pk)

    assert first.context["page"].paginator.count == 31
    assert f"?halaman=2&amp;sentra={sentra.pk}" in first.text
    # A centre that is none of hers filters nothing.
    assert listed(client, dewi, ALONE, sentra="x").context["page"].paginator.count == 32


def test_the_list_leaves_as_csv_without_foreign_rows_and_is_kept(client, dewi):
    CrafterGroupFactory(name="=1+1", sentra=SentraFactory(place=tutul()))
    CrafterGroupFactory(name="Tangan Tanah", sentra=SentraFactory(place=banyumulek()))

    rows = rows_of(listed(client, dewi, ALONE, format="csv"))

    assert [row[0] for row in rows[1:]] == ["'=1+1"]
    kept = ExportLog.objects.get()
    assert (kept.exported_by, kept.row_count, kept.has_names) == (dewi, 1, False)


def test_clusters_are_searched_filtered_and_taken_out(client, dewi):
    BusinessClusterFactory(name="Gugus Manik Contoh", place=tutul(), form="pioneer", craft="manik")
    BusinessClusterFactory(
        name="Gugus Gerabah Rekaan", place=tutul(), form="association", craft="gerabah"
    )

    by_form = listed(client, dewi, CLUSTERS, bentuk="association")
    by_words = listed(client, dewi, CLUSTERS, q="CONTOH tutul")

    assert [cluster.name for cluster in by_form.context["page"]] == ["Gugus Gerabah Rekaan"]
    assert [cluster.name for cluster in by_words.context["page"]] == ["Gugus Manik Contoh"]
    taken = rows_of(listed(client, dewi, CLUSTERS, q="manik", format="csv"))
    assert [row[0] for row in taken[1:]] == ["Gugus Manik Contoh"]
    assert markup_errors(by_form.text) == []


def test_trainings_are_searched_filtered_and_taken_out(client, dewi):
    TrainingRunFactory(number="MTU-7", place=tutul(), state="planned")
    TrainingRunFactory(number="MTU-8", place=tutul(), state="running")

    by_state = listed(client, dewi, RUNS, keadaan="running")

    assert [run.number for run in by_state.context["page"]] == ["MTU-8"]
    assert [run.number for run in listed(client, dewi, RUNS, q="mtu-7").context["page"]] == [
        "MTU-7"
    ]
    taken = rows_of(listed(client, dewi, RUNS, keadaan="planned", format="csv"))
    assert [row[1] for row in taken[1:]] == ["MTU-7"]
    assert markup_errors(by_state.text) == []


@pytest.mark.parametrize("name", [ALONE, CLUSTERS, RUNS])
def test_an_empty_search_says_what_next(client, dewi, name):
    assert "Coba ejaan lain" in listed(client, dewi, name, q="tidak ada").text


def test_her_census_is_read_by_its_place_and_never_as_a_whole(dewi, here):
    """A scan of all entries made a coordinator's list six times slower in a province."""
    CensusEntryFactory.create_batch(3, sentra=here.sentra)

    plan = CensusEntry.objects.visible_to(dewi, date(2026, 3, 1)).order_by().explain()

    assert "census_place" in plan or "SubPlan" in plan
    assert "SCAN mentoring_registry_censusentry" not in plan
    assert "craftergroup" not in plan
