"""The desk: one literal number of queries however much waits, and every tile opens."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from balai.accounts.roles import ROLE_NAMES
from balai.home.desk import AT_A_GLANCE, desk_items
from balai.inbox.services import notify
from certificates.models import IssueBatch
from tests.certificates.conftest import house  # noqa: F401 - the cast of a training body
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.certificates import MembershipFactory
from tests.factories.curriculum import module
from tests.factories.incubation import (
    CycleEnrolmentFactory,
    CycleFactory,
    coordinator,
    evaluator,
    manager,
)
from tests.factories.registry import CrafterGroupFactory, MandateFactory, place

pytestmark = pytest.mark.django_db
ISSUER_ROLES = {"blk_clerk": "clerk", "blk_head": "head", "instructor": "instructor"}
MANDATES = {"coordinator", "evaluator", "programme_manager", "census_taker"}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def reader(count):
    user = UserFactory(roles=["crafter"])
    for number in range(count):
        notify(user=user, subject=f"Pesan {number}")
    return user


def facilitator(count):
    sri = FacilitatorFactory(user=UserFactory(roles=["facilitator"]))
    for _number in range(count):
        AssignmentFactory(facilitator=sri, state="proposed")
    return sri.user


def coordinator_of_lonely_groups(count):
    CrafterGroupFactory.create_batch(count)
    return coordinator()


def evaluator_of_endlines(count):
    CycleEnrolmentFactory.create_batch(count, cycle=CycleFactory(), state="endline")
    return evaluator()


def manager_of_gates(count):
    CycleEnrolmentFactory.create_batch(count, cycle=CycleFactory(), state="endline")
    return manager()


@pytest.mark.parametrize("count", [0, 1, 30])
@pytest.mark.parametrize(
    ("somebody", "queries"),
    [
        (reader, 10),
        (facilitator, 15),
        (coordinator_of_lonely_groups, 26),
        (evaluator_of_endlines, 13),
        (manager_of_gates, 26),
    ],
)
def test_the_desk_costs_the_same_however_much_waits(
    client, somebody, queries, count, django_assert_num_queries
):
    client.force_login(somebody(count))
    client.get("/beranda/")

    with django_assert_num_queries(queries):
        assert client.get("/beranda/").status_code == 200


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_heads_desk_costs_the_same_however_many_batches_wait(
    client,
    house,  # noqa: F811
    count,
    django_assert_num_queries,
):
    first = house.prepared(1) if count else None
    IssueBatch.objects.bulk_create(
        IssueBatch(
            type=first.type,
            occasion_key=f"run:{number}",
            occasion=first.occasion,
            rule_set=first.rule_set,
            rules=first.rules,
            template_version=first.template_version,
            issued_on=first.issued_on,
            signatory=first.signatory,
            made_by=first.made_by,
        )
        for number in range(2, count + 1)
    )
    client.force_login(house.head)
    client.get("/beranda/")

    with django_assert_num_queries(13):
        text = client.get("/beranda/").text
    assert (f'<span class="badge">{count}</span>' in text) is bool(count)


def with_role(role):
    """A user as the demo knows her: the role group, and the row that says where it holds."""
    user = UserFactory(roles=[role])
    _say_where(user, role)
    return user


def _say_where(user, role):
    if role in MANDATES:
        MandateFactory(user=user, role=role, place=place("35.09"))
    if role in ISSUER_ROLES:
        MembershipFactory(user=user, role=ISSUER_ROLES[role])
    if role == "facilitator":
        AssignmentFactory(facilitator=FacilitatorFactory(user=user), state="proposed")
        AssignmentFactory(facilitator=user.facilitator, starts_on=date(2025, 1, 1))


def items_of(user):
    found = desk_items(user, timezone.localdate())
    return [item for items in found.values() for item in items]


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_every_tile_opens_for_whoever_sees_it(client, role):
    module()
    CycleEnrolmentFactory(state="endline")
    user = with_role(role)
    client.force_login(user)

    statuses = {
        str(item.url): client.get(item.url, follow=True).status_code for item in items_of(user)
    }

    assert {url: status for url, status in statuses.items() if status != 200} == {}
    assert len(statuses) >= 2


def test_links_into_the_office_stand_apart_only_for_somebody_with_many_roles(client):
    author = with_role("author")
    everything = UserFactory()
    everything.groups.set(Group.objects.filter(name__in=ROLE_NAMES))
    for role in ROLE_NAMES:
        _say_where(everything, role)

    few, many = (desk_items(user, timezone.localdate()) for user in (author, everything))

    assert few["office"] == []
    assert len(many["links"]) + len(many["office"]) > AT_A_GLANCE
    assert all(str(item.url).startswith("/admin/") for item in many["office"])
    assert not any(str(item.url).startswith("/admin/") for item in many["links"])
    client.force_login(everything)
    assert "Di kantor" in client.get("/beranda/").text


def test_whoever_may_not_enter_the_office_is_told_so_instead_of_sent_around(client):
    client.force_login(UserFactory(roles=["facilitator"]))

    answer = client.get("/admin/", follow=True)

    assert answer.status_code == 403
    assert "bukan untuk akun Anda" in answer.text
