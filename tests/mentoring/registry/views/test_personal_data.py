"""Pages on which people copy their data, or ask that they be erased."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.registry.models import DataCopy, ErasureRequest, Person
from mentoring.registry.services import ask_for_data_copy, ask_for_erasure, make_data_copy
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import MembershipFactory, PersonFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruminah(here, sri):
    AssignmentFactory(facilitator=sri, group=here)
    person = PersonFactory(full_name="Ruminah Contoh", user=UserFactory())
    MembershipFactory(group=here, person=person)
    return person


def of(person, part):
    return reverse("mentoring_registry:person", args=[person.pk]) + part


def status(client, user, address, method="get", **data):
    client.force_login(user)
    return getattr(client, method)(address, data).status_code


@pytest.mark.parametrize("part", ["salinan/", "hapus/"])
def test_she_and_her_coordinator_ask_nobody_else(part, ruminah, dewi, sri, eko, wayan, client):
    address = of(ruminah, part)

    found = {
        name: status(client, user, address)
        for name, user in {
            "she": ruminah.user,
            "dewi": dewi,
            "sri": sri.user,
            "eko": eko,
            "wayan": wayan,
        }.items()
    }

    assert found == {"she": 200, "dewi": 200, "sri": 403, "eko": 403, "wayan": 404}


def test_the_copy_is_fetched_by_whoever_asked_until_it_expires(ruminah, dewi, rini, client):
    copy = ask_for_data_copy(person=ruminah, asked_by=ruminah.user, now=timezone.now())
    make_data_copy(copy_id=copy.pk, now=timezone.now())
    files = {
        kind: reverse("mentoring_registry:data_copy_file", args=[copy.pk, kind])
        for kind in ("pdf", "json", "xml")
    }

    assert [status(client, ruminah.user, url) for url in files.values()] == [200, 200, 404]
    assert [status(client, other, files["pdf"]) for other in (dewi, rini)] == [404, 404]
    DataCopy.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert status(client, ruminah.user, files["pdf"]) == 404


def test_the_page_says_what_is_being_made_and_what_is_ready(
    ruminah, client, django_capture_on_commit_callbacks
):
    address = reverse("mentoring_registry:my_data_copies")
    client.force_login(ruminah.user)
    client.post(address)
    waiting = client.get(address)
    assert waiting.context["waiting"]
    assert markup_errors(waiting.content.decode()) == []

    make_data_copy(copy_id=DataCopy.objects.get().pk, now=timezone.now())

    ready = client.get(address)
    assert (ready.context["waiting"], len(ready.context["copies"])) == (False, 1)
    assert markup_errors(ready.content.decode()) == []


def test_an_erasure_is_asked_for_on_purpose_only(ruminah, client):
    address = reverse("mentoring_registry:my_ask_erasure")

    assert status(client, ruminah.user, address, "post", is_sure="") == 200
    assert not ErasureRequest.objects.exists()

    assert status(client, ruminah.user, address, "post", is_sure="on") == 302
    assert ErasureRequest.objects.get().person == ruminah


def test_only_whoever_is_responsible_answers(ruminah, dewi, sri, eko, wayan, rini, client):
    asked = ask_for_erasure(person=ruminah, asked_by=ruminah.user, now=timezone.now())
    address = reverse("mentoring_registry:erasure_request", args=[asked.pk])

    found = {
        name: status(client, user, address)
        for name, user in {
            "she": ruminah.user,
            "dewi": dewi,
            "sri": sri.user,
            "eko": eko,
            "wayan": wayan,
            "rini": rini,
        }.items()
    }

    assert found == {"she": 404, "dewi": 200, "sri": 404, "eko": 404, "wayan": 404, "rini": 200}


def test_who_asked_in_her_name_leaves_the_answer_to_another(ruminah, dewi, rini, client):
    asked = ask_for_erasure(person=ruminah, asked_by=dewi, now=timezone.now())
    address = reverse("mentoring_registry:erasure_request", args=[asked.pk])
    sure = {"answer_is": "erase", "is_sure": "on"}

    assert status(client, dewi, address) == 403
    assert status(client, dewi, address, "post", **sure) == 403
    assert Person.objects.get(pk=ruminah.pk).tombstoned_at is None

    assert status(client, rini, address, "post", **sure) == 302
    assert Person.objects.get(pk=ruminah.pk).tombstoned_at is not None


def test_the_coordinator_refuses_with_a_reason_she_reads(ruminah, dewi, client):
    asked = ask_for_erasure(person=ruminah, asked_by=ruminah.user, now=timezone.now())
    address = reverse("mentoring_registry:erasure_request", args=[asked.pk])
    said = {"answer_is": "refuse", "answer": "Masih ikut pelatihan."}

    assert status(client, dewi, address, "post", answer_is="refuse", answer="") == 200
    assert status(client, dewi, address, "post", **said) == 302

    client.force_login(ruminah.user)
    page = client.get(reverse("mentoring_registry:my_ask_erasure")).content.decode()
    assert "Masih ikut pelatihan." in page
    assert markup_errors(page) == []


def test_the_coordinator_erases_on_purpose_only(ruminah, dewi, client):
    asked = ask_for_erasure(person=ruminah, asked_by=ruminah.user, now=timezone.now())
    address = reverse("mentoring_registry:erasure_request", args=[asked.pk])

    assert status(client, dewi, address, "post", answer_is="erase") == 200
    assert Person.objects.get(pk=ruminah.pk).tombstoned_at is None

    assert status(client, dewi, address, "post", answer_is="erase", is_sure="on") == 302
    assert Person.objects.get(pk=ruminah.pk).full_name == "(terhapus)"
    assert status(client, dewi, of(ruminah, "ubah/")) == 403


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_list_of_requests_costs_the_same(rows, dewi, client, django_assert_num_queries):
    for _ in range(rows):
        ask_for_erasure(person=PersonFactory(), asked_by=None, now=timezone.now())
    client.force_login(dewi)
    address = reverse("mentoring_registry:erasure_requests")
    client.get(address)

    with django_assert_num_queries(QUERIES if rows else QUERIES - 1):
        page = client.get(address)

    assert len(page.context["page"]) == min(rows, 20)
    assert markup_errors(page.content.decode()) == []


QUERIES = 7
