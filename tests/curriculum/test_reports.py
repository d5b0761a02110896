"""Reports about lessons: who reads, where people stumble, what it weighs."""

import pytest
from django.urls import reverse

from tests.curriculum.readers import answers, does, reading_of
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import check, module, step

pytestmark = pytest.mark.django_db

REPORTS = ["module_use", "hard_checks", "module_weight"]


@pytest.fixture
def publisher():
    return UserFactory(roles=["publisher"])


def report(client, user, name, **query):
    client.force_login(user)
    return client.get(reverse(f"curriculum_reports:{name}"), query)


def test_readers_are_counted_by_module_and_by_those_who_came_to_the_end(
    client, publisher, ruminah, sutini
):
    beads, pottery = module("M01"), module("M02", lessons=2)
    does(ruminah, reading_of(beads))
    does(ruminah, reading_of(pottery))
    answers(sutini, reading_of(beads))

    rows = report(client, publisher, "module_use").context["object_list"]

    assert [(row.code, row.readers, row.completed, row.completed_share) for row in rows] == [
        ("M01", 2, 1, 50),
        ("M02", 1, 0, 0),
    ]


def test_a_module_nobody_read_has_no_share(client, publisher):
    module("M01")

    (row,) = report(client, publisher, "module_use").context["object_list"]

    assert (row.readers, row.completed_share, row.last_read_at) == (0, None, None)


def test_a_check_is_as_hard_as_the_share_of_people_who_once_chose_wrong(
    client, publisher, ruminah, sutini
):
    beads = module("M01", cards=[step(), check("Kayu mana yang baik?")])
    pottery = module("M02", cards=[step(), check("Tanah mana yang baik?")])
    for _try in range(3):
        answers(ruminah, reading_of(beads), correctly=False)
    answers(ruminah, reading_of(beads))
    answers(sutini, reading_of(beads))
    answers(sutini, reading_of(pottery))

    rows = report(client, publisher, "hard_checks").context["object_list"]

    assert [
        (row["module"], row["question"], row["people"], row["stumbled"], row["share"])
        for row in rows
    ] == [
        ("M01", "Kayu mana yang baik?", 2, 1, 50),
        ("M02", "Tanah mana yang baik?", 1, 0, 0),
    ]


def test_weights_are_shown_in_kilobytes_rounded_up(client, publisher):
    module("M01")

    response = report(client, publisher, "module_weight")

    (row,) = response.context["object_list"]
    assert row.text_bytes > 0
    assert f"{-(-row.text_bytes // 1000)}" in response.text


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("name", REPORTS)
def test_every_report_goes_out_whole(name, kind, client, publisher, ruminah):
    answers(ruminah, reading_of(module("M01")), correctly=False)

    response = report(client, publisher, name, export=kind)

    exported = b"".join(response.streaming_content)
    assert response.status_code == 200
    assert name in response.headers["Content-Disposition"]
    assert kind == "xlsx" or b"M01" in exported


@pytest.mark.parametrize("name", REPORTS)
def test_reports_are_for_those_who_may_see_programmes(name, client, publisher):
    assert report(client, publisher, name).status_code == 200
    assert report(client, UserFactory(roles=["blk_clerk"]), name).status_code == 302
    assert report(client, UserFactory(roles=["crafter"]), name).status_code == 302


@pytest.mark.parametrize("name", REPORTS)
def test_the_menu_offers_a_report_to_those_who_may_see_it(name, client, publisher):
    address = reverse(f"curriculum_reports:{name}")
    client.force_login(publisher)
    assert address in client.get("/admin/").text
    client.force_login(UserFactory(roles=["blk_clerk"]))
    assert address not in client.get("/admin/").text


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_a_report_asks_the_same_for_any_number_of_rows(
    rows, client, publisher, ruminah, django_assert_num_queries
):
    for number in range(rows):
        answers(ruminah, reading_of(module(f"M{number:02}")), correctly=False)
    client.force_login(publisher)
    for name, queries in {"module_use": 7, "hard_checks": 8, "module_weight": 7}.items():
        address = reverse(f"curriculum_reports:{name}_results")
        client.get(address)

        # Nothing is read beside an empty list.
        with django_assert_num_queries(queries, exact=rows > 0):
            response = client.get(address)

        assert len(response.context["object_list"]) == rows
