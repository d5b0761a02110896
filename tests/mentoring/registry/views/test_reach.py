"""The page "Reach": from kept rows only, with their age."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from mentoring.registry import conf
from mentoring.registry.drawing import polyline
from mentoring.registry.models import EquityAggregate, ReachAggregate
from mentoring.registry.services import recount_reach
from mentoring.registry.tasks import recount_all_reach_task
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import CensusEntryFactory, MembershipFactory, PersonFactory
from tests.factories.sessions import AttendanceFactory, VisitFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
REACH = reverse("mentoring_registry:reach")
NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)


@pytest.fixture
def counted(sri, here):
    """Ten growing crafters in the census, one of them a member with two hours."""
    AssignmentFactory(facilitator=sri, group=here, starts_on=date(2020, 1, 1))
    person = MembershipFactory(group=here, person=PersonFactory()).person
    CensusEntryFactory(sentra=here.sentra, person=person, stratum="mapan")
    CensusEntryFactory.create_batch(9, sentra=here.sentra, stratum="tertinggal", hamlet="Karuk")
    visit = VisitFactory(group=here, state="held", happened_on=date(2026, 2, 1))
    AttendanceFactory(session=visit, person=person, status="hadir", minutes=120)
    recount_reach(sentra=here.sentra, on=date(2026, 3, 2), now=NOW)
    return here.sentra


def test_strata_stand_beside_the_census_with_their_age(client, dewi, counted):
    client.force_login(dewi)

    response = client.get(REACH)

    reach = response.context["reach"]
    assert [(one.stratum, one.listed, one.accompanied) for one in reach.strata] == [
        ("tertinggal", 9, 0),
        ("mapan", 1, 1),
    ]
    assert reach.counted_at == NOW
    assert "2 Maret 2026" in response.content.decode()


def test_one_centre_shows_its_curve_and_says_that_the_strong_get_more(client, dewi, counted):
    client.force_login(dewi)

    response = client.get(REACH, {"sentra": counted.pk})

    evenness = response.context["evenness"]
    assert evenness["index"]["is_alarming"] is True
    assert evenness["points"].startswith("0.0,200.0 ")
    assert f'points="{evenness["points"]}"' in response.content.decode()


def test_where_there_is_no_index_the_page_says_why_and_shows_no_zero(client, dewi, here):
    CensusEntryFactory(sentra=here.sentra, stratum="tertinggal")
    recount_reach(sentra=here.sentra, on=date(2026, 3, 2), now=NOW)
    client.force_login(dewi)

    index = client.get(REACH, {"sentra": here.sentra.pk}).context["evenness"]["index"]

    assert index["value"] is None
    assert "10" in index["sentence"]


def test_hamlets_stand_with_the_least_reached_first(client, dewi, counted):
    client.force_login(dewi)

    rows = client.get(REACH).context["page"].object_list

    assert [(row["hamlet"], row["known"], row["served"]) for row in rows] == [
        ("Karuk", 9, 0),
        ("Krajan", 1, 1),
    ]


def test_nothing_of_other_places_is_shown_or_counted(client, wayan, eko, rini, counted):
    client.force_login(wayan)
    assert client.get(REACH).context["reach"].total.listed == 0
    assert client.get(REACH, {"sentra": counted.pk}).status_code == 404
    recount = reverse("mentoring_registry:recount_reach")
    assert client.post(recount, {"sentra": counted.pk}).status_code == 404
    for user in (eko, rini):
        client.force_login(user)
        assert client.get(REACH).context["reach"].total.listed == 10


@pytest.mark.parametrize("role", ["facilitator", "crafter", "census_taker", "blk_clerk"])
def test_others_are_refused(client, role):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(REACH).status_code == 403


@pytest.mark.parametrize("centre", ["x", "-1", "99999999999999999999", "1.5", "²"])
def test_a_strange_centre_is_not_found(client, dewi, centre):
    client.force_login(dewi)

    assert client.get(REACH, {"sentra": centre}).status_code == 404
    recount = reverse("mentoring_registry:recount_reach")
    assert client.post(recount, {"sentra": centre}).status_code == 404


def test_the_page_reads_aggregates_only_whatever_the_size(
    client, dewi, counted, django_assert_num_queries
):
    client.force_login(dewi)
    client.get(REACH)
    for rows in (2, 30):
        for number in range(rows):
            ReachAggregate.objects.get_or_create(
                sentra=counted,
                hamlet=f"Dusun {number}",
                defaults={
                    **dict.fromkeys(("listed", "in_census"), 3),
                    **dict.fromkeys(("guarded", "enrolled", "accompanied", "minutes"), 0),
                    "counted_on": NOW.date(),
                    "counted_at": NOW,
                },
            )
        with django_assert_num_queries(11):
            client.get(REACH)


def test_counting_again_is_done_by_a_worker_at_once(
    client, dewi, here, django_capture_on_commit_callbacks
):
    CensusEntryFactory(sentra=here.sentra)
    client.force_login(dewi)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mentoring_registry:recount_reach"), {"sentra": here.sentra.pk})

    assert ReachAggregate.objects.get().listed == 1


def test_the_night_counts_every_centre(here, far):
    CensusEntryFactory(sentra=here.sentra)

    assert recount_all_reach_task() == 2

    assert EquityAggregate.objects.count() == 2


def test_every_queued_name_is_a_task():
    from celery import current_app

    names = (conf.RECOUNT_REACH, conf.RECOUNT_ALL_REACH, conf.ESCALATE_COMPLAINTS)
    assert [name for name in names if name not in current_app.tasks] == []


def test_a_curve_is_drawn_upwards():
    assert polyline([(0, 0), (0.5, 0.25), (1, 1)]) == "0.0,200.0 100.0,150.0 200.0,0.0"


def test_the_page_parses_without_mercy(client, dewi, counted):
    client.force_login(dewi)
    pages = [client.get(REACH), client.get(REACH, {"sentra": counted.pk})]

    assert [markup_errors(page.content.decode()) for page in pages] == [[], []]
