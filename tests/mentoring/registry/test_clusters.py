"""Business clusters: their groups and boards by date, and who keeps them."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.errors import MentoringError
from mentoring.registry import services
from mentoring.registry.errors import (
    BoardOfficeTaken,
    ClusterMembershipOverlaps,
    ClusterNameTaken,
    GroupIsDissolved,
    SeatOverlaps,
)
from mentoring.registry.models import BoardSeat, BusinessCluster, ClusterMembership
from tests.factories.accounts import UserFactory
from tests.factories.registry import (
    BoardSeatFactory,
    BusinessClusterFactory,
    ClusterMembershipFactory,
    CrafterGroupFactory,
    PersonFactory,
    banyumulek,
    tutul,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


@pytest.fixture
def cluster():
    return BusinessClusterFactory(name="Gugus Manik Contoh")


@pytest.fixture
def clerk():
    return UserFactory()


def test_groups_belong_by_date_and_may_come_back(cluster, here, clerk):
    first = services.add_group_to_cluster(
        cluster=cluster, group=here, starts_on=JAN, added_by=clerk
    )
    with pytest.raises(ClusterMembershipOverlaps):
        services.add_group_to_cluster(cluster=cluster, group=here, starts_on=FEB, added_by=clerk)
    services.end_cluster_membership(membership=first, ends_on=FEB, ended_by=clerk)
    services.add_group_to_cluster(cluster=cluster, group=here, starts_on=MAR, added_by=clerk)

    held = [
        cluster.cluster_memberships.on(day).count() for day in (JAN, FEB - timedelta(1), FEB, MAR)
    ]
    assert held == [1, 1, 0, 1]
    with pytest.raises(ClusterMembershipOverlaps):
        services.end_cluster_membership(
            membership=first, ends_on=MAR + timedelta(1), ended_by=clerk
        )


def test_a_dissolved_group_joins_no_cluster(cluster, clerk):
    with pytest.raises(GroupIsDissolved):
        services.add_group_to_cluster(
            cluster=cluster,
            group=CrafterGroupFactory(status="dissolved"),
            starts_on=JAN,
            added_by=clerk,
        )


def test_a_board_has_one_chair_and_everybody_one_seat(cluster, clerk):
    ani, budi = PersonFactory(), PersonFactory()
    seat = services.seat_on_board(
        cluster=cluster, person=ani, role="chair", starts_on=JAN, seated_by=clerk
    )
    with pytest.raises(BoardOfficeTaken):
        services.seat_on_board(
            cluster=cluster, person=budi, role="chair", starts_on=FEB, seated_by=clerk
        )
    with pytest.raises(SeatOverlaps):
        services.seat_on_board(
            cluster=cluster, person=ani, role="member", starts_on=FEB, seated_by=clerk
        )
    services.end_seat(seat=seat, ends_on=FEB, ended_by=clerk)
    services.seat_on_board(
        cluster=cluster, person=budi, role="chair", starts_on=FEB, seated_by=clerk
    )

    assert [BoardSeat.objects.on(day).get().person for day in (JAN, FEB)] == [ani, budi]


def test_one_name_once_in_a_place(cluster, clerk):
    said = {"craft": "manik", "time_zone": cluster.time_zone, "created_by": clerk}
    with pytest.raises(ClusterNameTaken):
        services.create_cluster(name="gugus manik contoh", place=tutul(), **said)

    assert services.create_cluster(name=cluster.name, place=banyumulek(), **said)


_interval = st.tuples(st.integers(0, 25), st.one_of(st.none(), st.integers(0, 8)))


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wanted=st.lists(_interval, max_size=6))
def test_a_group_is_taken_into_a_cluster_exactly_when_its_days_are_free(wanted):
    cluster, group, clerk = BusinessClusterFactory(), CrafterGroupFactory(), UserFactory()
    month = [JAN + timedelta(days=number) for number in range(31)]
    taken: set[date] = set()
    for first, length in wanted:
        starts_on = JAN + timedelta(days=first)
        ends_on = None if length is None else starts_on + timedelta(days=length)
        days = {d for d in month if starts_on <= d and (ends_on is None or d < ends_on)}
        free = bool(days) and not days & taken
        try:
            services.add_group_to_cluster(
                cluster=cluster, group=group, starts_on=starts_on, ends_on=ends_on, added_by=clerk
            )
        except MentoringError:
            assert not free
        else:
            assert free
            taken |= days

    held = {d: cluster.cluster_memberships.on(d).count() for d in month}
    assert held == {d: int(d in taken) for d in month}


# --- In the admin ---


def at(name, *args):
    return reverse(f"mentoring_cluster:{name}", args=args)


def test_a_coordinator_keeps_a_cluster_from_pioneer_to_association(client, dewi, here):
    client.force_login(dewi)
    client.post(
        at("add"),
        {
            "name": "Gugus Manik Balung Contoh",
            "form": "pioneer",
            "craft": "manik-manik",
            "place": tutul().pk,
            "time_zone": "Asia/Jakarta",
        },
    )
    cluster = BusinessCluster.objects.get()
    person = PersonFactory()

    client.post(at("add_group", cluster.pk), {"group": here.pk, "starts_on": "2026-01-01"})
    client.post(
        at("seat", cluster.pk), {"person": person.pk, "role": "chair", "starts_on": "2026-01-01"}
    )
    client.post(
        at("keep_document", cluster.pk),
        {
            "kind": "statutes",
            "dated_on": "2026-02-01",
            "file": SimpleUploadedFile("ad.pdf", b"%PDF-1.4"),
        },
    )

    page = client.get(at("inspect", cluster.pk)).content.decode()
    for told in (here.name, person.full_name, "anggaran dasar", "rintisan"):
        assert told in page
    assert markup_errors(page) == []
    client.post(at("end_seat", BoardSeat.objects.get().pk), {"last_day": "2026-02-28"})
    client.post(
        at("end_membership", ClusterMembership.objects.get().pk), {"last_day": "2026-02-28"}
    )
    assert (BoardSeat.objects.get().ends_on, ClusterMembership.objects.get().ends_on) == (MAR, MAR)


@pytest.mark.parametrize("action", ["add_group", "seat", "keep_document", "edit"])
def test_only_whoever_answers_for_the_place_keeps_a_cluster(
    action, client, cluster, dewi, wayan, eko, rini, sri
):
    answers = {}
    for name, user in {
        "own": dewi,
        "foreign": wayan,
        "evaluator": eko,
        "manager": rini,
        "facilitator": sri.user,
    }.items():
        client.force_login(user)
        answers[name] = client.get(at(action, cluster.pk)).status_code

    assert answers == {
        "own": 200,
        "foreign": 404,
        "evaluator": 302,
        "manager": 302,
        "facilitator": 302,
    }


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"group": ""}, "group"),
        ({"group": "abc"}, "group"),
        ({"starts_on": "31/02/2026"}, "starts_on"),
        ({"last_day": "x"}, "last_day"),
    ],
)
def test_bad_input_about_a_group_is_told_at_its_field(client, cluster, dewi, here, said, wrong):
    client.force_login(dewi)
    good = {"group": here.pk, "starts_on": "2026-01-01"}

    response = client.post(at("add_group", cluster.pk), {**good, **said})

    assert list(response.context["form"].errors) == [wrong]


def told_at(response, good, field):
    """The message stands at `field`, tied to it, and the other fields keep what was typed."""
    form = response.context["form"]
    assert list(form.errors) == [field]
    page = response.content.decode()
    assert str(form.errors[field][0]) in unescape(page)
    others = {name: str(value) for name, value in good.items() if name != field}
    assert {name: str(form[name].value()) for name in others} == others
    assert markup_errors(page) == []


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", ""),
        ("name", "x" * 300),
        ("form", "koperasi-baru"),
        ("craft", "x" * 300),
        ("place", "99.99.99"),
        ("time_zone", "Mars/Olympus"),
        ("founded_on", "31/02/2026"),
    ],
)
def test_every_field_of_a_cluster_says_what_is_wrong(client, cluster, dewi, field, wrong):
    client.force_login(dewi)
    good = {
        "name": "Gugus Contoh",
        "form": "pioneer",
        "craft": "manik-manik",
        "place": tutul().pk,
        "time_zone": "Asia/Jakarta",
        "founded_on": "2026-01-01",
        "story": "Mulai dari dua kelompok.",
    }

    told_at(client.post(at("add"), {**good, field: wrong}), good, field)
    told_at(client.post(at("edit", cluster.pk), {**good, field: wrong}), good, field)

    assert list(BusinessCluster.objects.values_list("name", flat=True)) == [cluster.name]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("person", ""),
        ("person", "abc"),
        ("role", "raja"),
        ("starts_on", "31/02/2026"),
        ("last_day", "x"),
    ],
)
def test_every_field_of_a_seat_says_what_is_wrong(client, cluster, dewi, field, wrong):
    client.force_login(dewi)
    good = {"person": PersonFactory().pk, "role": "chair", "starts_on": "2026-01-01"}

    told_at(client.post(at("seat", cluster.pk), {**good, field: wrong}), good, field)

    assert not BoardSeat.objects.exists()


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_register_asks_the_same_few_questions(rows, client, rini, django_assert_num_queries):
    client.force_login(rini)
    client.get(at("index_results"))
    for _ in range(rows):
        cluster = ClusterMembershipFactory().cluster
        BoardSeatFactory(cluster=cluster)

    with django_assert_num_queries(7, exact=rows > 0):
        response = client.get(at("index_results"))

    assert len(response.context["object_list"]) == rows
