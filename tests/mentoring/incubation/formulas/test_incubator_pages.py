"""Pages of the incubator's places and of the limits of credit."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.incubation.errors.credit_limits import LimitNotAfterLast
from mentoring.incubation.models import CreditLimit, IncubatorPlace, Tenancy
from mentoring.incubation.services.credit_limits import set_limit
from tests.factories.accounts import UserFactory
from tests.factories.formulas import IncubatorPlaceFactory, TenancyFactory
from tests.factories.incubation import coordinator, facilitator_of, manager
from tests.factories.registry import CrafterGroupFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"mentoring_incubation:{name}", args=args)


@pytest.fixture
def dewi(client):
    user = coordinator()
    client.force_login(user)
    return user


@pytest.fixture
def lathes():
    return IncubatorPlaceFactory(capacity=1)


def inside(place, **kwargs):
    return TenancyFactory(incubator_place=place, **kwargs)


def today():
    return timezone.localdate()


def test_a_coordinator_opens_a_place_and_lets_a_group_move_in_and_out(client, dewi):
    group = CrafterGroupFactory()
    client.post(
        url("open_incubator_place"),
        {
            "name": "Rumah Bubut Contoh",
            "kind": "lathe_house",
            "place": group.sentra.place_id,
            "capacity": "1",
            "starts_on": "2025-01-01",
        },
    )
    place = IncubatorPlace.objects.get()
    client.post(
        url("settle_group"),
        {"group": group.pk, "incubator_place": place.pk, "starts_on": "2025-02-01"},
    )
    tenancy = Tenancy.objects.get()
    row = client.get(url("incubator")).context["rows"][0]
    client.post(url("end_tenancy", tenancy.pk), {"last_day": "2025-06-30"})

    tenancy.refresh_from_db()
    assert (row.place, row.tenancies, row.is_full) == (place, [tenancy], True)
    assert (tenancy.kind, tenancy.starts_on, tenancy.last_day) == (
        "inwall",
        date(2025, 2, 1),
        date(2025, 6, 30),
    )


def test_a_group_without_a_place_is_visited_at_home(client, dewi):
    group = CrafterGroupFactory()

    client.post(url("settle_group"), {"group": group.pk, "starts_on": "2025-02-01"})

    assert [one.group for one in client.get(url("incubator")).context["at_home"]] == [group]


def test_refusals_stand_beside_the_field_they_are_about(client, dewi, lathes):
    standing = inside(lathes, starts_on=date(2025, 2, 1), ends_on=date(2025, 7, 1))
    stays = inside(IncubatorPlaceFactory(name="Bengkel"), starts_on=date(2025, 2, 1))
    group = CrafterGroupFactory()

    def wrong(address, **sent):
        return {
            name: str(said[0])
            for name, said in client.post(address, sent).context["form"].errors.items()
        }

    settle = url("settle_group")
    new = {"kind": "workshop", "place": "35.09.10.2003", "capacity": "1", "starts_on": "2025-01-01"}
    place = url("change_incubator_place", stays.incubator_place_id)
    said = [
        wrong(settle, group=group.pk, incubator_place=lathes.pk, starts_on="2025-03-01"),
        wrong(settle, group=standing.group_id, starts_on="2025-03-01"),
        wrong(settle, group=group.pk, starts_on="2025-03-01", last_day="2025-02-01"),
        wrong(url("open_incubator_place"), name=lathes.name, **new),
        wrong(place, name="Bengkel", capacity="1", last_day=str(today())),
        wrong(url("end_tenancy", standing.pk), last_day="2025-12-31"),
    ]

    assert [list(each) for each in said] == [
        ["incubator_place"],
        ["starts_on"],
        ["last_day"],
        ["name"],
        ["last_day"],
        ["last_day"],
    ]
    assert "memuat 1 kelompok sekaligus" in said[0]["incubator_place"]
    assert "masih bekerja di “Bengkel”" in said[4]["last_day"]


def test_a_place_does_not_become_smaller_than_its_groups(client, dewi):
    place = IncubatorPlaceFactory(capacity=2)
    for _ in range(2):
        inside(place)
    address = url("change_incubator_place", place.pk)

    page = client.post(address, {"name": place.name, "capacity": "1"})
    client.post(address, {"name": "Bengkel Contoh", "capacity": "3"})

    place.refresh_from_db()
    assert page.context["form"].errors.keys() == {"capacity"}
    assert (place.name, place.capacity, place.ends_on) == ("Bengkel Contoh", 3, None)


def test_every_field_says_what_is_wrong_with_it(client, dewi):
    for address, sent, fields in (
        (url("open_incubator_place"), {"capacity": "0", "kind": "gua", "starts_on": "31/02"}, 5),
        (url("settle_group"), {"group": "x", "incubator_place": "y", "starts_on": "kapan"}, 3),
    ):
        page = client.post(address, sent)
        assert len(page.context["form"].errors) == fields
    assert IncubatorPlace.objects.count() == 0


def test_who_sees_and_who_settles(client, lathes):
    tenancy = inside(lathes)
    pages = (url("incubator_place", lathes.pk), url("settle_group"), url("end_tenancy", tenancy.pk))

    def answers(user):
        client.force_login(user)
        return [client.get(page).status_code for page in pages]

    assert answers(coordinator()) == [200, 200, 200]
    assert answers(facilitator_of(tenancy.group)) == [200, 403, 403]
    assert answers(coordinator("52.01")) == [404, 200, 404]
    assert answers(UserFactory()) == [404, 403, 404]


def test_the_list_costs_the_same_for_1_and_10_places(client, dewi, django_assert_num_queries):
    client.get(url("incubator"))
    for count in (1, 9):
        for _ in range(count):
            inside(IncubatorPlaceFactory())
        with django_assert_num_queries(7):
            client.get(url("incubator"))


def test_the_pages_are_tidy(client, dewi, lathes):
    tenancy = inside(lathes)
    TenancyFactory(kind="outwall", incubator_place=None)
    pages = [
        *(url("incubator"), url("open_incubator_place"), url("settle_group")),
        *(url("incubator_place", lathes.pk), url("change_incubator_place", lathes.pk)),
        url("end_tenancy", tenancy.pk),
    ]
    for page in pages:
        answer = client.get(page)
        assert (answer.status_code, markup_errors(answer.text)) == (200, [])


def test_a_new_limit_ends_the_old_one_and_the_old_one_stays_readable(client):
    client.force_login(manager())
    soon = today() + timedelta(days=10)

    client.post(
        url("credit_limits"),
        {
            "code": "super_micro_most",
            "value": "15000000",
            "starts_on": soon,
            "source": "PMK 1/2026",
        },
    )

    old, new = CreditLimit.objects.filter(code="super_micro_most")
    assert (old.value, old.ends_on, new.value, new.ends_on) == (
        Decimal(10_000_000),
        soon,
        Decimal(15_000_000),
        None,
    )
    assert CreditLimit.objects.holding_on(today())["super_micro_most"] == old.value
    page = client.get(url("credit_limits"))
    assert markup_errors(page.text) == []


@pytest.mark.parametrize("days", [0, -1])
def test_a_limit_does_not_begin_before_the_newest_one(client, days):
    newest = CreditLimit.objects.get(code="micro_most")
    starts_on = newest.starts_on + timedelta(days=days)
    facts = {"code": "micro_most", "starts_on": starts_on, "source": "x"}
    with pytest.raises(LimitNotAfterLast):
        set_limit(**facts, value=Decimal(1), set_by=UserFactory())
    client.force_login(manager())

    page = client.post(url("credit_limits"), {**facts, "value": "1"})

    assert page.context["form"].errors.keys() == {"starts_on"}


def test_limits_are_for_managers_and_every_field_is_read(client):
    client.force_login(coordinator())
    assert client.get(url("credit_limits")).status_code == 403
    client.force_login(manager())

    page = client.post(url("credit_limits"), {"code": "emas", "value": "-1", "starts_on": "x"})

    assert page.context["form"].errors.keys() == {"code", "value", "starts_on", "source"}
