"""What stands under Teaching in the admin, for any number of rows."""

import itertools
import uuid

import pytest
from django.urls import reverse

from curriculum.models import EventForReview, PlainWord
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import CompetencyUnitFactory, ProgrammeFactory, sound, video

pytestmark = pytest.mark.django_db

_numbers = itertools.count()


def plain_word():
    return PlainWord.objects.create(language="id", word=f"kata{next(_numbers)}")


def event_for_review():
    return EventForReview.objects.create(
        id=uuid.uuid4(), sender=UserFactory(), code="from_the_future", sent="{}"
    )


REGISTERS = {
    "curriculum_programmes": ProgrammeFactory,
    "curriculum_units": CompetencyUnitFactory,
    "curriculum_sounds": sound,
    "curriculum_videos": video,
    "curriculum_plain_words": plain_word,
    "curriculum_events_for_review": event_for_review,
}


@pytest.mark.parametrize("rows", [0, 1, 30])
@pytest.mark.parametrize("register", REGISTERS)
def test_a_register_asks_the_same_few_questions_for_any_number_of_rows(
    register, rows, client, django_assert_num_queries
):
    client.force_login(UserFactory(is_superuser=True))
    address = reverse(f"{register}:index_results")
    client.get(address)
    for _number in range(rows):
        REGISTERS[register]()

    # An empty list has no page to count.
    with django_assert_num_queries(5, exact=rows > 0):
        response = client.get(address)

    assert len(response.context["object_list"]) == min(rows, 20)
