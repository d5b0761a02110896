"""Reports about lessons: who reads, where people stumble, what it weighs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from curriculum.models import ModuleChangeRequest, ProgressEvent
from curriculum.services import decide_change_request
from tests.curriculum.audiences import audience
from tests.curriculum.readers import answers, does, reading_of
from tests.curriculum.services.test_change_requests import files
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import CompetencyUnitFactory, check, module, step
from tests.factories.registry import CrafterGroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db

REPORTS = [
    "module_use",
    "group_use",
    "hard_checks",
    "units",
    "open_requests",
    "module_weight",
]


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


def test_use_is_counted_by_group_for_everybody_in_it(client, publisher, ruminah, sutini):
    beads, pottery = module("M01"), module("M02", lessons=2)
    alone = UserFactory()
    does(ruminah, reading_of(beads))
    does(ruminah, reading_of(pottery))
    answers(sutini, reading_of(beads))
    does(alone, reading_of(beads))

    with (
        audience("group:melati", members=[ruminah, sutini], label="Ronce Melati"),
        audience("run:1", members=[ruminah], label="Paket 3"),
    ):
        rows = report(client, publisher, "group_use").context["object_list"]

    assert [(row.code, row.group, row.readers, row.completed) for row in rows] == [
        ("M01", "Paket 3", 1, 1),
        ("M01", "Ronce Melati", 2, 1),
        ("M02", "Paket 3", 1, 0),
        ("M02", "Ronce Melati", 1, 0),
    ]


def test_the_groups_are_those_that_mentoring_answers(client, publisher, ruminah):
    MembershipFactory(group=CrafterGroupFactory(name="Ronce Melati"), person__user=ruminah)
    does(ruminah, reading_of(module("M01")))

    (row,) = report(client, publisher, "group_use").context["object_list"]

    assert (row.group, row.readers, row.completed_share) == ("Ronce Melati", 1, 100)


def said(event, **more):
    """Another answer to the check of `event`."""
    values = {name: getattr(event, name) for name in ("user", "release", "lesson", "kind")}
    values |= {"block_id": event.block_id, "option_id": event.option_id}
    return ProgressEvent.objects.create(**values | more)


def test_a_unit_is_known_as_its_checks_were_answered_by_everybody(
    client, publisher, ruminah, sutini
):
    unit = CompetencyUnitFactory(code="U1")
    CompetencyUnitFactory(code="U2")
    reading = reading_of(module("M01", units=[unit]))
    start = timezone.now()
    answers(ruminah, reading, correctly=False)
    answers(ruminah, reading)
    event = answers(sutini, reading)
    said(event, is_correct=True, moment="before", received_at=start - timedelta(days=2))
    said(event, is_correct=False, moment="before", received_at=start - timedelta(days=1))
    said(event, user=ruminah, is_correct=False, moment="before")
    said(event, is_correct=True, moment="after")

    rows = report(client, publisher, "units").context["object_list"]

    assert [
        (row.code, row.checks, row.answered, row.before, row.first_try, row.in_the_end, row.after)
        for row in rows
    ] == [
        ("U1", 1, 2, 0, 50, 100, 100),
        ("U2", 0, 0, None, None, None, None),
    ]


def test_modules_that_wait_longest_for_a_change_come_first(client, publisher, ruminah):
    beads, pottery, quiet = module("M01"), module("M02"), module("M03")
    now = timezone.now()
    for page, days in ((beads, 3), (pottery, 40), (pottery, 2)):
        asked = files(page, ruminah)
        ModuleChangeRequest.objects.filter(pk=asked.pk).update(filed_at=now - timedelta(days=days))
    decide_change_request(request=asked, state="accepted", decided_by=publisher)
    decide_change_request(
        request=files(quiet, ruminah), state="declined", reason="Tidak", decided_by=publisher
    )

    rows = report(client, publisher, "open_requests").context["object_list"]

    assert [
        (row["code"], row["waiting"], row["proposed"], row["accepted"], row["days"]) for row in rows
    ] == [("M02", 2, 1, 1, 40), ("M01", 1, 1, 0, 3)]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("name", REPORTS)
def test_every_report_goes_out_whole(name, kind, client, publisher, ruminah):
    MembershipFactory(person__user=ruminah)
    page = module("M01", units=[CompetencyUnitFactory(code="M01-UNIT")])
    answers(ruminah, reading_of(page), correctly=False)
    files(page, ruminah)

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
    MembershipFactory(person__user=ruminah)
    for number in range(rows):
        page = module(f"M{number:02}", units=[CompetencyUnitFactory()])
        answers(ruminah, reading_of(page), correctly=False)
        files(page, ruminah)
    client.force_login(publisher)
    expected = {
        "module_use": 7,
        "group_use": 9,
        "hard_checks": 8,
        "units": 13,
        "open_requests": 8,
        "module_weight": 7,
    }
    for name, queries in expected.items():
        address = reverse(f"curriculum_reports:{name}_results")
        client.get(address)

        # Nothing is read beside an empty list.
        with django_assert_num_queries(queries, exact=rows > 0):
            response = client.get(address)

        assert len(response.context["object_list"]) == rows
