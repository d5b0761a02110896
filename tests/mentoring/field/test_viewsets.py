"""The register of phones in the office: found, filtered, taken out, and never written."""

from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from mentoring.field.models import DeviceState
from mentoring.registry.models import ExportLog
from tests.factories.accounts import UserFactory
from tests.factories.assignments import FacilitatorFactory
from tests.factories.field import DeviceFactory

pytestmark = pytest.mark.django_db
# Session, account, roles, settings of the office; mandates; versions to filter by; a count; rows.
QUERIES = 12


@pytest.fixture
def office(client, rini):
    client.force_login(rini)
    return client


def a_phone(name, days=0, **said):
    owner = FacilitatorFactory(user__full_name=f"Pemilik {name}").user
    heard = timezone.now() - timedelta(days=days)
    return DeviceFactory(user=owner, name=name, last_seen_at=heard, **said)


@pytest.fixture
def phones():
    return {
        "used": a_phone("HP dipakai", app_version="2.0", unsent_count=0),
        "full": a_phone("HP penuh", app_version="1.9", unsent_count=4),
        "silent": a_phone("HP diam", days=9, app_version="1.9", unsent_count=2),
        "gone": a_phone("HP kosong", days=9, state=DeviceState.GONE, unsent_count=0),
    }


def listed(client, **asked):
    answer = client.get(reverse("mentoring_phone:index"), asked)
    assert answer.status_code == 200
    return {each.name for each in answer.context["object_list"]}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"used", "full", "silent", "gone"}),
        ({"state": "gone"}, {"gone"}),
        ({"standing": "silent"}, {"silent"}),
        ({"standing": "unsent"}, {"full", "silent"}),
        ({"app_version": "1.9"}, {"full", "silent"}),
        ({"q": "penuh"}, {"full"}),
        ({"q": "Pemilik HP diam"}, {"silent"}),
        ({"state": "nonsense"}, {"used", "full", "silent", "gone"}),
    ],
)
def test_phones_are_found(office, phones, asked, found):
    assert listed(office, **asked) == {phones[each].name for each in found}


def test_each_line_says_how_the_phone_is_and_leads_to_its_page(office, phones):
    page = office.get(reverse("mentoring_phone:index")).content.decode()

    assert phones["full"].get_absolute_url() in page
    assert "Pemilik HP penuh" in page
    assert "1.9" in page


def test_the_list_leaves_for_a_reason_only(office, phones):
    address = f"{reverse('mentoring_phone:index')}?export=csv"

    assert b"HP penuh" not in office.get(address).content
    answer = office.post(address, {"reason": "Rapat bulanan"})

    text = b"".join(answer.streaming_content).decode()
    assert "HP penuh" in text
    assert "1.9" in text
    assert ExportLog.objects.get().reason == "Rapat bulanan"


def test_a_coordinator_sees_the_phones_of_her_place_only(client, dewi, wayan, phones):
    client.force_login(dewi)
    assert phones["used"].name in listed(client)
    client.force_login(wayan)
    assert listed(client) == set()


def test_nobody_else_opens_it(client, sri):
    for user in (sri.user, UserFactory()):
        client.force_login(user)
        assert client.get(reverse("mentoring_phone:index")).status_code == 302


@pytest.mark.parametrize("page", ["add", "edit", "delete", "inspect"])
def test_no_phone_is_written_here(page):
    with pytest.raises(NoReverseMatch):
        reverse(f"mentoring_phone:{page}", args=[] if page == "add" else ["1"])


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_asks_the_same_number_of_queries(office, more, django_assert_num_queries):
    for number in range(1 + more):
        a_phone(f"HP {number}")
    office.get(reverse("mentoring_phone:index"))

    with django_assert_num_queries(QUERIES):
        office.get(reverse("mentoring_phone:index"))
