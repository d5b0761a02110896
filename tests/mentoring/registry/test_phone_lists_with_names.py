"""Lists on the phone that name people leave for a reason only, and not by everybody."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.registry.models import ExportLog, Stratum
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import (
    CensusEntryFactory,
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    SentraFactory,
    banyumulek,
    place,
    tutul,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

CENSUS = "mentoring_registry:census"
FACILITATORS = "mentoring_assignments:facilitators"
QUERIES = 16
WHY = "daftar hadir pertemuan sentra"


def address(name, query=""):
    return f"{reverse(name)}?format=csv{query}"


def rows_of(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return [line.split(",") for line in text.splitlines()]


@pytest.fixture
def known(sri, here):
    """What each list holds, beside a foreign row."""
    sentra = here.sentra
    CensusEntryFactory(name="=SUM(A1)", sentra=sentra, hamlet="Krajan", stratum=Stratum.LAGGING)
    CensusEntryFactory(name="Inaq Rekaan", sentra=SentraFactory(place=banyumulek()))
    AssignmentFactory(facilitator=sri, group=here, starts_on=date(2026, 1, 1))
    person = MembershipFactory(group=here).person
    CensusEntryFactory(
        name="Sutini", sentra=sentra, hamlet="Maduran", person=person, stratum=Stratum.GROWING
    )
    FacilitatorFactory(home_place=banyumulek())


@pytest.mark.parametrize("name", [CENSUS, FACILITATORS])
def test_a_link_asks_for_the_reason_and_hands_nothing_out(client, dewi, known, name):
    client.force_login(dewi)

    page = client.get(address(name))

    assert "Untuk apa daftar ini?" in page.text
    assert not page.streaming
    assert not ExportLog.objects.exists()
    assert markup_errors(page.text) == []


@pytest.mark.parametrize("name", [CENSUS, FACILITATORS])
@pytest.mark.parametrize("reason", ["", "   ", "pendek", "x" * 201])
def test_without_a_reason_nothing_leaves(client, dewi, known, name, reason):
    client.force_login(dewi)

    page = client.post(address(name), {"reason": reason})

    assert list(page.context["form"].errors) == ["reason"]
    assert not ExportLog.objects.exists()


def test_the_census_leaves_as_searched_without_formulas_or_foreign_rows(client, dewi, known):
    client.force_login(dewi)

    rows = rows_of(client.post(address(CENSUS), {"reason": WHY}))
    searched = rows_of(client.post(address(CENSUS, "&q=sutini"), {"reason": WHY}))

    assert [row[0] for row in rows[1:]] == ["'=SUM(A1)", "Sutini"]
    assert [row[0] for row in searched[1:]] == ["Sutini"]
    assert [(row[5], row[8]) for row in rows[1:]] == [("tertinggal", "tidak"), ("berkembang", "ya")]
    kept = ExportLog.objects.order_by("pk").first()
    assert (kept.exported_by, kept.row_count, kept.has_names, kept.reason) == (dewi, 2, True, WHY)


def test_facilitators_leave_with_their_load_and_portfolio(client, dewi, known):
    client.force_login(dewi)

    rows = rows_of(client.post(address(FACILITATORS, "&q=sri"), {"reason": WHY}))

    assert "berkembang" in rows[0]
    [line] = rows[1:]
    assert (line[0], line[1], line[3]) == ("Sri Pendamping Contoh", "Tutul", "1")
    assert line[-5:] == ["0", "1", "0", "0", "0"]


@pytest.mark.parametrize("role", ["facilitator", "census_taker"])
def test_who_works_in_the_field_takes_no_names_out(client, role):
    user = UserFactory(roles=[role])
    if role == "census_taker":
        MandateFactory(user=user, role=role, place=place("35.09"))
    CensusEntryFactory(sentra=SentraFactory(place=tutul()))
    client.force_login(user)

    assert "format=csv" not in client.get(reverse(CENSUS)).text
    assert client.get(address(CENSUS)).status_code == 403
    assert client.post(address(CENSUS), {"reason": WHY}).status_code == 403
    assert client.post(address(FACILITATORS), {"reason": WHY}).status_code == 403
    assert not ExportLog.objects.exists()


def test_an_evaluator_and_a_manager_may_for_a_reason(client, eko, rini, known):
    for user in (eko, rini):
        client.force_login(user)
        assert client.post(address(CENSUS), {"reason": WHY}).streaming


@pytest.mark.parametrize("rows", [1, 20])
def test_any_number_of_facilitators_takes_the_same_questions(
    client, dewi, rows, django_assert_num_queries
):
    for _number in range(rows):
        AssignmentFactory(facilitator=FacilitatorFactory(), group=CrafterGroupFactory())
    client.force_login(dewi)

    with django_assert_num_queries(QUERIES):
        list(client.post(address(FACILITATORS), {"reason": WHY}).streaming_content)
