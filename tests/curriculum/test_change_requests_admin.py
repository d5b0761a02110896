"""Proposed changes in the admin: who sees them, who decides, and what a list costs."""

import pytest
from django.urls import reverse

from curriculum.models import ModuleChangeRequest
from tests.curriculum.services.test_change_requests import files
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module

pytestmark = pytest.mark.django_db

LIST = "/admin/curriculum_change_requests/"


@pytest.mark.parametrize(
    ("role", "sees", "decides"),
    [
        ("crafter", False, False),
        ("translator", False, False),
        ("author", True, False),
        ("programme_manager", True, False),
        ("publisher", True, True),
    ],
)
def test_each_role_sees_or_decides(client, ruminah, role, sees, decides):
    asked = files(module(), ruminah)
    client.force_login(UserFactory(roles=[role]))

    assert (client.get(LIST).status_code == 200) is sees
    assert (client.get(f"{LIST}edit/{asked.pk}/").status_code == 200) is decides


def test_nobody_adds_or_deletes_one_by_hand(admin_client, ruminah):
    asked = files(module(), ruminah)

    for url in (f"{LIST}new/", f"{LIST}delete/{asked.pk}/"):
        admin_client.post(url, {})

    assert ModuleChangeRequest.objects.get() == asked


def test_the_list_costs_the_same_for_0_1_and_30_rows(client, ruminah, django_assert_num_queries):
    client.force_login(UserFactory(roles=["publisher"]))
    page, made = module(), 0
    client.get(LIST)
    for wanted, queries in ((0, 10), (1, 11), (30, 11)):
        for _number in range(wanted - made):
            files(page, ruminah)
        made = wanted
        with django_assert_num_queries(queries):
            assert client.get(LIST).status_code == 200


def test_a_publisher_closes_it_with_the_release_that_answers_it(client, ruminah):
    page = module()
    asked = files(page, ruminah)
    publisher = UserFactory(roles=["publisher"])
    client.force_login(publisher)

    without = client.post(
        f"{LIST}edit/{asked.pk}/", {"state": "done", "reason": "", "answered_by": ""}
    )
    client.post(
        f"{LIST}edit/{asked.pk}/",
        {"state": "done", "reason": "", "answered_by": page.current_release().pk},
    )

    asked.refresh_from_db()
    assert "Pilih terbitan dari pelajaran yang sama" in without.content.decode()
    assert (asked.state, asked.answered_by.number, asked.decided_by) == ("done", 1, publisher)


def test_they_are_listed_on_the_module(client, admin_client, ruminah):
    page = module()
    files(page, ruminah)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    html = admin_client.get(url).content.decode()

    assert "Tambah gambar alat." in html
    assert "Ronce Melati, 1 Maret 2026" in html
