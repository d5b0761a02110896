"""The list on which an instructor, clerk or head says who earned it."""

import pytest
from django.contrib.auth import get_user_model
from wagtail import hooks

from certificates.desk import desk_items
from certificates.models import Confirmation
from certificates.services.confirming import confirm_by_hand
from tests.certificates.views.test_staff import cast, outcome  # noqa: F401
from tests.factories.accounts import UserFactory
from tests.factories.certificates import MembershipFactory, RuleSetFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def occasion(house):
    rules = [("manual_confirm", {})]
    house.type.rule_set = RuleSetFactory(issuer=house.issuer, code="tangan", rules=rules)
    house.type.save()
    return house.training(3)


@pytest.fixture
def instructor(house):
    return MembershipFactory(role="instructor", issuer=house.issuer).user


def url_of(house, occasion):
    return f"/sertifikat/konfirmasi/{house.type.pk}/?pelatihan={occasion.key}"


def test_many_people_are_confirmed_at_once_and_one_is_taken_back(
    client, house, occasion, instructor
):
    first, second, _third = (one.user_id for one in occasion.participants)
    client.force_login(instructor)
    url = url_of(house, occasion)

    answer = client.post(url, {"people": [first, second]}, follow=True)

    assert answer.redirect_chain == [(url.replace(":", "%3A"), 302)]
    page = answer.content.decode()
    assert "2 dari 3 dipastikan." in page
    assert page.count(f"dipastikan oleh {instructor.get_full_name()}") == 2
    assert markup_errors(page) == []

    page = client.post(url, {"people": [first], "seen": [first, second]}, follow=True)
    assert "1 dari 3 dipastikan." in page.content.decode()
    assert f"ditarik kembali oleh {instructor.get_full_name()}" in page.content.decode()


def test_one_button_confirms_everybody_but_oneself(client, house, occasion):
    own = occasion.participants[0].user_id
    reader = get_user_model().objects.get(pk=own)
    MembershipFactory(role="instructor", issuer=house.issuer, user=reader)
    client.force_login(reader)

    page = client.post(url_of(house, occasion), {"everybody": "1"}, follow=True).content.decode()

    assert {row.holder_id for row in Confirmation.objects.all()} == {
        one.user_id for one in occasion.participants[1:]
    }
    assert "Tidak ada yang memastikan untuk dirinya sendiri" in page


@pytest.mark.parametrize("wrong", ["abc", "999999", "'", "-1", "1e3", "\x00"])
@pytest.mark.parametrize("field", ["people", "seen"])
def test_what_cannot_be_meant_changes_nothing(client, house, occasion, instructor, field, wrong):
    client.force_login(instructor)

    page = client.post(url_of(house, occasion), {field: [wrong]})

    assert page.status_code == 200
    assert "Daftar ini sudah berubah" in page.content.decode()
    assert Confirmation.objects.count() == 0


@pytest.mark.parametrize("key", ["", "run:99", "x" * 500, "../etc"])
def test_a_training_nobody_knows_has_no_list(client, house, occasion, instructor, key):
    client.force_login(instructor)

    url = f"/sertifikat/konfirmasi/{house.type.pk}/?pelatihan={key}"
    assert client.get(url).status_code == 404


def test_who_may_open_the_list_and_the_trainings(client, house, occasion, cast, instructor):  # noqa: F811
    people = {
        **cast,
        "instructor": instructor,
        "foreign": MembershipFactory(role="instructor").user,
    }
    found = {}
    for name, user in people.items():
        client.force_login(user)
        one, many = (
            client.get(address).status_code
            for address in (url_of(house, occasion), "/sertifikat/konfirmasi/")
        )
        sent = client.post(url_of(house, occasion), {"people": []}).status_code
        found[name] = (one, sent, many)

    assert found == {
        "clerk": (200, 302, 200),
        "head": (200, 302, 200),
        "auditor": (403, 403, 403),
        "foreign_clerk": (404, 404, 200),
        "foreign_head": (404, 404, 200),
        "outsider": (404, 404, 403),
        "instructor": (200, 302, 200),
        "foreign": (404, 404, 200),
    }
    client.logout()
    assert client.get(url_of(house, occasion)).status_code == 302


def test_the_trainings_name_only_lists_that_are_asked_for(client, house, occasion, instructor):
    client.force_login(instructor)
    page = client.get("/sertifikat/konfirmasi/").content.decode()
    assert occasion.title in page
    assert markup_errors(page) == []

    house.type.rule_set = RuleSetFactory(issuer=house.issuer, code="lain")
    house.type.save()

    assert occasion.title not in client.get("/sertifikat/konfirmasi/").content.decode()
    page = client.get(url_of(house, occasion)).content.decode()
    assert "tidak menentukan apa pun" in page


def test_what_led_to_a_number_can_no_longer_be_taken_back(client, house, occasion, instructor):
    ids = [one.user_id for one in occasion.participants]
    confirm_by_hand(
        certificate_type=house.type, occasion=occasion, holder_ids=ids, confirmed_by=instructor
    )
    house.teller.occasions.remove(occasion)
    house.teller.occasions.append(occasion)
    client.force_login(house.clerk)
    client.post(
        f"/admin/sertifikat/periksa/{house.type.pk}/?pelatihan={occasion.key}",
        {"issued_on": "2026-08-12"},
    )
    batch = house.type.batches.get()
    client.force_login(house.head)
    with house.commits():
        client.post(f"/admin/sertifikat/kelompok/{batch.pk}/setujui/")

    page = client.get(url_of(house, occasion)).content.decode()

    assert page.count("Nomornya sudah diberikan") == 3
    assert "Simpan" not in page


@pytest.mark.parametrize("people", [1, 30])
def test_the_list_costs_the_same_for_one_and_thirty(
    client, house, occasion, instructor, people, django_assert_num_queries
):
    many = house.training(people, key="run:many")
    client.force_login(instructor)
    client.get("/")

    with django_assert_num_queries(11):
        assert client.get(url_of(house, many)).status_code == 200


def test_an_instructor_finds_the_way_from_her_home(house, occasion, instructor):
    def labels(user):
        user = type(user).objects.get(pk=user.pk)
        return [item.url for item in desk_items(user, occasion.ends_on)]

    assert "/sertifikat/konfirmasi/" in labels(instructor)
    assert "/sertifikat/konfirmasi/" not in labels(UserFactory())


def test_a_refused_list_keeps_the_ticks(client, house, occasion, instructor):
    first, second, _third = (one.user_id for one in occasion.participants)
    client.force_login(instructor)

    page = client.post(url_of(house, occasion), {"people": [first, second, 999_999]})

    assert page.content.decode().count(" checked") == 2


def test_nobody_confirms_another_user_of_herself(client, house, occasion, instructor):
    own = occasion.participants[0].user_id

    class Links:
        def same_as(self, user_ids):
            both = frozenset({instructor.pk, own})
            return {user_id: both for user_id in user_ids if user_id in both}

    client.force_login(instructor)
    with hooks.register_temporarily("register_identity_links", Links):
        page = client.post(url_of(house, occasion), {"everybody": "1"}, follow=True)

    assert "2 dari 3 dipastikan." in page.content.decode()
    assert not Confirmation.objects.filter(holder=own).exists()
