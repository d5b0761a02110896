"""The facilitator's list, sharing without a name, and asking for a right one."""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote
from uuid import uuid4

import pytest
from wagtail import hooks

from certificates.models import Certificate, Correction
from tests.factories.accounts import UserFactory
from tests.factories.certificates import MembershipFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@dataclass
class Member:
    name: str
    group: str
    user_id: int | None
    key: Any = None


@dataclass
class Companion:
    """Another plugin's answer: `facilitator` accompanies `people` today."""

    facilitator: Any
    people: list[Any]

    def people_of(self, user):
        if user.pk != self.facilitator.pk:
            return []
        return [Member(str(each), "Ronce Melati", each.pk, uuid4()) for each in self.people]

    def of(self, user, user_ids):
        return {each.pk for each in self.people if user.pk == self.facilitator.pk} & set(user_ids)


@contextmanager
def accompanying(companion):
    """Both hooks answered by `companion`: whom she accompanies, and for whom she may ask."""
    names = {"register_accompanied_readers": lambda: companion}
    names["register_certificate_companions"] = companion.of
    with ExitStack() as stack:
        # What the neighbours answer is none of these tests' business.
        stack.enter_context(patch.dict(hooks._hooks, {name: [] for name in names}))
        for name, answer in names.items():
            stack.enter_context(hooks.register_temporarily(name, answer))
        yield


@pytest.fixture
def sari(house):
    """Sari accompanies the holders of every certificate of `house` that is there by then."""
    sari = UserFactory(roles=["facilitator"])
    companion = Companion(sari, [])
    with accompanying(companion):
        sari.companion = companion
        yield sari


def test_she_sees_the_certificates_of_her_people_and_of_nobody_else(client, house, sari):
    hers, other = house.certificate(), house.certificate(key="run:2")
    sari.companion.people = [hers.holder]
    client.force_login(sari)

    page = client.get("/sertifikat-kelompok/").content.decode()

    assert hers.serial in page
    assert "Ronce Melati" in page
    assert other.serial not in page
    assert markup_errors(page) == []
    for stranger in (UserFactory(), hers.holder, house.head):
        client.force_login(stranger)
        assert client.get("/sertifikat-kelompok/").status_code == 403
    client.logout()
    assert client.get("/sertifikat-kelompok/").status_code == 302


def test_the_list_is_searched_by_name_and_costs_the_same_for_one_and_many(
    client, house, sari, django_assert_num_queries
):
    certificates = [house.certificate(key=f"run:{number}") for number in range(3)]
    client.force_login(sari)
    client.get("/")
    for people in (certificates[:1], certificates):
        sari.companion.people = [each.holder for each in people]
        with django_assert_num_queries(QUERIES):
            page = client.get("/sertifikat-kelompok/").content.decode()
        assert all(each.serial in page for each in people)

    Certificate.objects.filter(pk=certificates[0].pk).update(printed_name="Wayan Contoh")
    found = client.get("/sertifikat-kelompok/", {"cari": "wayan"}).content.decode()

    assert certificates[0].serial in found
    assert certificates[1].serial not in found


QUERIES = 4


def test_what_is_shared_says_nothing_of_the_holder(client, house):
    certificate = house.certificate()
    client.force_login(certificate.holder)

    page = client.get("/sertifikat-saya/").content.decode()
    (link,) = {part.split('"')[0] for part in page.split('href="') if "wa.me" in part[:20]}
    shared = unquote(link.partition("text=")[2])

    assert shared == certificate.snapshot["verify_url"]
    assert certificate.public_code in shared
    for word in certificate.printed_name.split():
        assert word not in shared


def test_the_holder_and_who_accompanies_her_ask_for_a_right_name(client, house, sari):
    first, second = house.certificate(), house.certificate(key="run:2")
    sari.companion.people = [second.holder]

    for certificate, user in ((first, first.holder), (second, sari)):
        client.force_login(user)
        answer = client.post(
            f"/sertifikat/{certificate.pk}/koreksi/",
            {"wanted_name": "Ni Luh Putu Rekaan", "reason": "KTP dilihat"},
        )
        assert answer.status_code == 302
        found = Correction.objects.get(certificate=certificate)
        assert (found.wanted_name, found.asked_by, found.state) == (
            "Ni Luh Putu Rekaan",
            user,
            "asked",
        )
    certificate = Certificate.objects.get(pk=first.pk)
    assert (certificate.status, certificate.printed_name) == ("valid", first.printed_name)


def test_others_find_no_form_and_are_refused(client, house, sari):
    certificate = house.certificate()
    for stranger in (UserFactory(), sari, MembershipFactory(role="head").user):
        client.force_login(stranger)
        assert client.get(f"/sertifikat/{certificate.pk}/koreksi/").status_code == 403


@pytest.mark.parametrize(
    ("name", "reason"), [("", "KTP"), ("x" * 121, "KTP"), ("Sri", ""), ("Sri", "x" * 301)]
)
def test_what_is_missing_or_too_long_is_told_on_the_form(client, house, name, reason):
    certificate = house.certificate()
    client.force_login(certificate.holder)

    page = client.post(
        f"/sertifikat/{certificate.pk}/koreksi/", {"wanted_name": name, "reason": reason}
    )

    assert page.status_code == 200
    assert "field-error" in page.content.decode()
    assert not Correction.objects.exists()


def test_the_holder_alone_decides_whether_a_replaced_one_leads_on(client, house):
    old = house.certificate()
    Certificate.objects.filter(pk=old.pk).update(status="replaced")
    address = f"/sertifikat-saya/{old.pk}/pengganti/"

    client.force_login(house.head)
    assert client.post(address, {"agrees": "1"}).status_code == 404
    client.force_login(old.holder)
    for agrees in ("1", ""):
        client.post(address, {"agrees": agrees})
        assert Certificate.objects.get(pk=old.pk).links_successor is bool(agrees)
    assert client.get(address).status_code == 405
