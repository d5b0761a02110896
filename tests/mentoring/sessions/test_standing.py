"""Rooted, cohesive, autonomous: from records, and of a cluster."""

import dataclasses
import uuid
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from mentoring.sessions.cluster_records import cluster_records, cluster_standing
from mentoring.sessions.errors import (
    ClusterNotFoundedYet,
    GroupsNotInTheCluster,
    MeetingAlreadyLogged,
    NobodyCame,
    SessionInTheFuture,
)
from mentoring.sessions.models import ClusterMeeting
from mentoring.sessions.services import log_cluster_meeting
from mentoring.sessions.standing import Records, Standing, standing
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import (
    BoardSeatFactory,
    BusinessClusterFactory,
    ClusterMembershipFactory,
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    banyumulek,
    place,
)
from tests.markup import markup_errors

TODAY = date(2026, 6, 1)


def test_the_three_sides_of_a_strong_group():
    records = Records(
        members=20,
        resident_members=18,
        women_members=10,
        officers=3,
        resident_officers=3,
        women_officers=1,
        has_recognition=True,
        has_rules=True,
        has_current_books=True,
        expected=100,
        came=80,
        were=20,
        stayed=18,
        meetings=10,
        without_facilitator=5,
        chaired_by_members=10,
        decided=10,
    )

    found = standing(records)

    # (0.9 + 1 + (1/3)/(1/2) + 1) / 4; (0.8 + 0.9) / 2; (0.5 + 1 + 1 + 1 + 1) / 5
    assert found == Standing(Fraction(1070, 12), Fraction(85), Fraction(90))
    assert found.weakest == Fraction(85)


def test_nothing_known_is_no_zero():
    found = standing(Records())

    assert found == Standing(None, None, None)
    assert found.weakest is None


def test_papers_alone_make_nobody_autonomous():
    assert standing(Records(has_rules=True, has_current_books=True)).autonomous is None


_counts = st.integers(0, 30)


_COUNTED = [
    field.name for field in dataclasses.fields(Records) if not field.name.startswith("has_")
]


@given(st.builds(Records, **dict.fromkeys(_COUNTED, _counts)))
def test_every_side_lies_between_0_and_100_and_the_weakest_is_none_of_the_others_above(records):
    found = standing(records)
    sides = [found.rooted, found.cohesive, found.autonomous]

    assert all(side is None or 0 <= side <= 100 for side in sides)
    assert (found.weakest is None) == (None in sides)
    assert found.weakest is None or found.weakest == min(sides)


@pytest.fixture
def cluster(db):
    return BusinessClusterFactory(name="Gugus Manik Contoh", founded_on=date(2025, 1, 1))


@pytest.fixture
def two(cluster):
    return [ClusterMembershipFactory(cluster=cluster).group for _ in range(2)]


@pytest.fixture
def clerk(db):
    return UserFactory()


def log(cluster, groups, clerk, /, **said):
    return log_cluster_meeting(
        **{
            "meeting_id": uuid.uuid4(),
            "cluster": cluster,
            "happened_on": date(2026, 5, 1),
            "groups": groups,
            "people_came": 9,
            "recorded_by": clerk,
            **said,
        }
    )


def test_a_record_sent_twice_is_one_meeting(cluster, two, clerk):
    key = uuid.uuid4()
    first = log(cluster, two, clerk, meeting_id=key)

    assert log(cluster, two, clerk, meeting_id=key) == first
    assert ClusterMeeting.objects.count() == 1
    with pytest.raises(MeetingAlreadyLogged):
        log(cluster, two, clerk, meeting_id=key, happened_on=date(2026, 5, 2))


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"happened_on": date(2125, 1, 1)}, SessionInTheFuture),
        ({"happened_on": date(2024, 1, 1)}, ClusterNotFoundedYet),
        ({"groups": []}, NobodyCame),
        ({"people_came": 0}, NobodyCame),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(cluster, two, clerk, said, refusal):
    with pytest.raises(refusal):
        log(cluster, two, clerk, **said)


def test_a_group_that_did_not_belong_that_day_is_refused(cluster, two, clerk):
    with pytest.raises(GroupsNotInTheCluster):
        log(cluster, [CrafterGroupFactory()], clerk)


def test_a_year_of_records_of_a_cluster(cluster, two, clerk):
    for person in ({"sex": "P"}, {"sex": "L", "place": banyumulek()}):
        MembershipFactory(group=two[0], **{f"person__{k}": v for k, v in person.items()})
    BoardSeatFactory(cluster=cluster, person__sex="P", role="chair")
    log(cluster, two, clerk, chaired_by="member", facilitator_was_present=False, decisions="Iuran")
    log(cluster, two[:1], clerk, happened_on=date(2026, 4, 1), chaired_by="facilitator")
    log(cluster, two, clerk, happened_on=date(2025, 2, 1))

    records = cluster_records(cluster, TODAY)

    assert records == Records(
        members=2,
        resident_members=1,
        women_members=1,
        officers=1,
        resident_officers=1,
        women_officers=1,
        expected=4,
        came=3,
        were=2,
        stayed=2,
        meetings=2,
        without_facilitator=1,
        chaired_by_members=1,
        decided=1,
    )
    assert cluster_standing(cluster, TODAY).cohesive == Fraction(700, 8)


def at(name, *args):
    return reverse(f"mentoring_sessions:{name}", args=args)


def test_who_reads_a_cluster_and_logs_its_meetings(client, cluster, two):
    def mandate(role, code):
        user = UserFactory(roles=[role])
        MandateFactory(user=user, role=role, place=place(code))
        return user

    facilitator = AssignmentFactory(group=two[0]).facilitator.user
    neighbour = AssignmentFactory(group=CrafterGroupFactory(sentra=two[0].sentra)).facilitator.user
    answers = {}
    for name, user in {
        "facilitator": facilitator,
        "coordinator": mandate("coordinator", "35.09"),
        "evaluator": mandate("evaluator", "35.09"),
        "foreign coordinator": mandate("coordinator", "52.01"),
        "same area": neighbour,
    }.items():
        client.force_login(user)
        answers[name] = [
            client.get(at(page, cluster.pk)).status_code
            for page in ("cluster", "log_cluster_meeting")
        ]

    assert answers == {
        "facilitator": [200, 200],
        "coordinator": [200, 200],
        "evaluator": [200, 403],
        "foreign coordinator": [404, 404],
        "same area": [404, 404],
    }


def test_a_facilitator_logs_a_meeting_and_reads_how_the_cluster_stands(client, cluster, two):
    client.force_login(AssignmentFactory(group=two[0]).facilitator.user)

    client.post(
        at("log_cluster_meeting", cluster.pk),
        {
            "meeting_id": uuid.uuid4(),
            "happened_on": "2026-05-01",
            "groups": [group.pk for group in two],
            "people_came": "14",
            "chaired_by": "member",
            "decisions": "Beli bahan bersama",
        },
    )

    page = client.get(at("cluster", cluster.pk)).content.decode()
    assert "Beli bahan bersama" in page
    assert "14 orang datang" in page
    assert markup_errors(page) == []


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"happened_on": "31/02/2026"}, "happened_on"),
        ({"groups": []}, "groups"),
        ({"people_came": "-1"}, "people_came"),
        ({"people_came": "banyak"}, "people_came"),
        ({"chaired_by": "x"}, "chaired_by"),
        ({"decisions": "x" * 2001}, "decisions"),
        ({"meeting_id": "x"}, "meeting_id"),
    ],
)
def test_every_field_of_a_meeting_says_what_is_wrong(client, cluster, two, said, wrong):
    client.force_login(AssignmentFactory(group=two[0]).facilitator.user)
    good = {
        "meeting_id": uuid.uuid4(),
        "happened_on": "2026-05-01",
        "groups": [two[0].pk],
        "people_came": "14",
    }

    response = client.post(at("log_cluster_meeting", cluster.pk), {**good, **said})

    assert list(response.context["form"].errors) == [wrong]


@pytest.mark.parametrize("many", [0, 1, 30])
def test_the_list_and_the_page_ask_the_same_questions_for_any_number(
    client, cluster, clerk, many, django_assert_num_queries
):
    for number in range(many):
        group = ClusterMembershipFactory(cluster=cluster).group
        log(cluster, [group], clerk, happened_on=date(2026, 5, 1) - timedelta(days=number))
        BusinessClusterFactory()
    rini = UserFactory(roles=["programme_manager"])
    client.force_login(rini)
    client.get(at("clusters"))

    with django_assert_num_queries(6):
        client.get(at("clusters"))
    with django_assert_num_queries(19, exact=many > 0):
        client.get(at("cluster", cluster.pk))
