"""Wagtail's report of everything tells of pages, not of people and complaints."""

import pytest
from wagtail.log_actions import log

from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module
from tests.factories.registry import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("part", ["", "results/"])
def test_the_history_of_the_site_names_no_person(client, part):
    somebody = UserFactory(full_name="Ayu Pencatat Contoh")
    log(PersonFactory(full_name="Sutini Rahasia Contoh"), "wagtail.create", user=somebody)
    page = module()
    log(page, "wagtail.create", user=UserFactory(full_name="Budi Penulis Contoh"))
    client.force_login(UserFactory(is_superuser=True))

    answer = client.get(f"/admin/reports/site-history/{part}")

    assert answer.status_code == 200
    assert page.title in answer.text
    assert "Sutini" not in answer.text
    assert "Ayu" not in answer.text


def test_neither_does_its_file(client):
    log(PersonFactory(full_name="Sutini Rahasia Contoh"), "wagtail.create", user=UserFactory())
    page = module()
    log(page, "wagtail.create", user=UserFactory())
    client.force_login(UserFactory(is_superuser=True))

    answer = client.get("/admin/reports/site-history/?export=csv")

    file = b"".join(answer.streaming_content).decode()
    assert page.title in file
    assert "Sutini" not in file
