"""What waits in the registry stands line by line on the page of everything that waits."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from mentoring.registry.models import DuplicateCase, ErasureRequest, Likeness
from tests.factories.registry import ComplaintFactory, PersonFactory, banyumulek, tutul
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 5, tzinfo=UTC)


@pytest.fixture
def all_of_it(dewi):
    """One of each in her places, and one of each elsewhere."""
    ruminah = PersonFactory(full_name="Ruminah Contoh", place=tutul())
    for place in (tutul(), banyumulek()):
        ComplaintFactory(place=place, level=place, received_at=MONDAY)
        person = ruminah if place == tutul() else PersonFactory(place=place)
        ErasureRequest.objects.create(person=person, asked_by=None, asked_at=MONDAY)
        twin = PersonFactory(full_name="Rumina Contoh", place=place)
        first, second = sorted((person, twin), key=lambda one: one.pk)
        DuplicateCase.objects.create(
            person_a=first, person_b=second, reason=Likeness.NAME_AND_HAMLET, score=80
        )


def test_a_coordinator_sees_the_first_of_each_with_the_way_to_it(client, dewi, all_of_it):
    client.force_login(dewi)

    page = client.get(reverse("home:waiting"))

    rows = {str(each.item.url): each.rows for each in page.context["waiting"]}
    [complaint] = rows[reverse("mentoring_registry:complaints")]
    [erasure] = rows[reverse("mentoring_registry:erasure_requests")]
    [pair] = rows[reverse("mentoring_duplicate:index")]
    assert complaint.sentence == erasure.sentence == "Tutul"
    assert erasure.title == "Ruminah Contoh"
    assert "Rumina Contoh" in pair.title
    assert [complaint.since, erasure.since] == [MONDAY.date()] * 2
    for row in (complaint, erasure, pair):
        assert client.get(row.url).status_code == 200
    assert markup_errors(page.text) == []


def test_what_a_complaint_says_does_not_stand_there(client, dewi):
    ComplaintFactory(place=tutul(), level=tutul(), text="Uang kas dipinjam diam-diam")
    client.force_login(dewi)

    assert "dipinjam" not in client.get(reverse("home:waiting")).text
