"""Probable duplicates in the admin: who finds, sees and decides what."""

import pytest
from django.urls import reverse

from mentoring.registry import services
from mentoring.registry.models import DuplicateCase, DuplicateScan
from tests.factories.registry import PersonFactory, banyumulek, tutul

pytestmark = pytest.mark.django_db

DECISION = {"verdict": "a", "note": "Sudah ditanya."}


def pair(place_a=tutul, place_b=tutul, name="Ruminah Contoh"):
    one, other = (
        PersonFactory(full_name=name, place=place(), birth_year=1980)
        for place in (place_a, place_b)
    )
    return services.note_likeness(person=one, other=other, reason="name_birth", score=85)


def address(name, case=None):
    return reverse(f"mentoring_duplicate:{name}", args=[case.pk] if case else [])


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_list_asks_the_same_few_questions_for_any_number_of_pairs(
    rows, client, rini, django_assert_num_queries
):
    client.force_login(rini)
    client.get(address("index_results"))
    for _ in range(rows):
        pair()

    with django_assert_num_queries(8, exact=rows > 0):
        response = client.get(address("index_results"))

    assert len(response.context["object_list"]) == rows


def test_a_coordinator_finds_pairs_that_lie_in_her_places_altogether(client, dewi, wayan, rini):
    near, far, across = pair(), pair(banyumulek, banyumulek), pair(tutul, banyumulek)
    found = {}
    for user in (dewi, wayan, rini):
        client.force_login(user)
        found[user] = set(client.get(address("index")).context["object_list"])

    assert found == {dewi: {near}, wayan: {far}, rini: {near, far, across}}


def test_who_only_looks_on_finds_no_pair(client, eko, sri):
    case = pair()

    for user in (eko, sri.user):
        client.force_login(user)
        assert client.get(address("inspect", case)).status_code != 200
        assert client.post(address("decide", case), DECISION).status_code != 200
    assert DuplicateCase.objects.get().state == "open"


def test_a_pair_of_another_district_is_not_there(client, wayan):
    case = pair()
    client.force_login(wayan)

    for name in ("inspect", "decide", "undo", "again"):
        assert client.get(address(name, case)).status_code == 404


def test_both_records_stand_side_by_side_and_differences_are_marked(client, dewi):
    case = pair()
    services.change_person(person=case.person_a, changes={"hamlet": "Karuk"}, changed_by=dewi)
    client.force_login(dewi)

    response = client.get(address("inspect", case))

    lines = {line.label: line for line in response.context["compared"]}
    assert (lines["dusun"].a, lines["dusun"].b, lines["dusun"].differs) == (
        "Karuk",
        "Krajan",
        True,
    )
    assert not lines["nama lengkap"].differs


def test_she_decides_that_it_is_one_person_and_takes_it_back(client, dewi):
    case = pair()
    client.force_login(dewi)

    client.post(address("decide", case), DECISION)
    case.refresh_from_db()
    assert (case.state, case.note) == ("merged", "Sudah ditanya.")
    case.person_b.refresh_from_db()
    assert case.person_b.merged_into == case.person_a

    page = client.get(address("inspect", case))
    assert address("undo", case) in page.content.decode()
    client.post(address("undo", case))

    case.person_b.refresh_from_db()
    assert case.person_b.merged_into is None


def test_two_people_are_remembered_and_can_be_looked_at_again(client, dewi):
    case = pair()
    client.force_login(dewi)

    client.post(address("decide", case), {**DECISION, "verdict": "different"})
    assert list(client.get(address("index")).context["object_list"]) == []
    assert list(client.get(f"{address('index')}?state=different").context["object_list"]) == [case]
    client.post(address("again", case))

    assert list(client.get(address("index")).context["object_list"]) == [case]


@pytest.mark.parametrize(
    "bad",
    [{}, {"verdict": "c", "note": "x"}, {"verdict": "a"}, {"verdict": "a", "note": "x" * 201}],
)
def test_a_decision_without_an_answer_or_a_reason_is_asked_for_again(client, dewi, bad):
    case = pair()
    client.force_login(dewi)

    response = client.post(address("decide", case), bad)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert DuplicateCase.objects.get().state == "open"


def test_a_second_decision_is_refused_with_a_sentence(client, dewi):
    case = pair()
    client.force_login(dewi)
    client.post(address("decide", case), DECISION)

    response = client.post(address("decide", case), DECISION)

    assert response.status_code == 200
    assert "sudah memutuskan" in response.content.decode()


def test_a_search_is_started_by_a_button(client, dewi, eko, django_capture_on_commit_callbacks):
    PersonFactory(full_name="Ruminah", birth_year=1980)
    PersonFactory(full_name="Rumina", birth_year=1980)
    client.force_login(eko)
    assert client.post(address("search")).status_code != 200
    assert not DuplicateScan.objects.exists()

    client.force_login(dewi)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("search"))
    response = client.get(address("index"))

    assert len(response.context["object_list"]) == 1


def test_a_list_and_its_chooser_find_a_name_however_it_is_spelled(client, dewi):
    ruminah = PersonFactory(full_name="Ruminah Contoh")
    PersonFactory(full_name="Sutini Contoh")
    client.force_login(dewi)

    for name in ("mentoring_person:index", "mentoring_person_chooser:choose_results"):
        response = client.get(reverse(name), {"q": "bu ROEMINA"})
        assert "Ruminah Contoh" in response.content.decode()
        assert "Sutini" not in response.content.decode()
    case = pair()
    assert list(client.get(address("index"), {"q": "rumina"}).context["object_list"]) == [case]
    assert list(client.get(address("index"), {"q": "sutini"}).context["object_list"]) == []
    assert ruminah.name_key == "rumina conto"


def test_a_merged_record_is_in_no_list(client, dewi):
    case = pair()
    client.force_login(dewi)
    client.post(address("decide", case), DECISION)

    listed = client.get(reverse("mentoring_person:index")).context["object_list"]

    assert list(listed) == [case.person_a]
