"""What comes with the platform to ask with, and that the database tells it back whole."""

import pytest
from django.utils import translation

from mentoring.incubation.models import InstrumentVersion, Item, Subject
from mentoring.incubation.scoring import displayed, score
from mentoring.incubation.services.instruments import (
    describe_instrument,
    load_shipped_instruments,
    shipped_definitions,
)

pytestmark = pytest.mark.django_db
CODES = {"group-strength", "bargaining-position", "household", "kur-readiness"}


def version_of(code):
    return InstrumentVersion.objects.get(instrument__code=code, number=1)


def test_four_instruments_are_there_after_migrating_and_published():
    assert {one.instrument.code for one in InstrumentVersion.objects.published()} == CODES
    assert [one.instrument.code for one in InstrumentVersion.objects.about(Subject.GROUP)] == [
        "group-strength"
    ]


@pytest.mark.parametrize("definition", shipped_definitions(), ids=lambda one: one["code"])
def test_what_the_database_tells_is_what_was_shipped(definition):
    assert describe_instrument(version=version_of(definition["code"])) == definition


def test_loading_again_after_an_update_changes_nothing():
    before = list(Item.objects.order_by("pk").values_list("pk", flat=True))

    load_shipped_instruments()

    assert list(Item.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_every_question_is_asked_in_both_languages():
    for item in Item.objects.select_related("dimension__version__instrument"):
        assert set(item.wording) == {"id", "en"}
        assert all(said["question"] for said in item.wording.values())
        assert all(set(one["name"]) == {"id", "en"} for one in item.options)


def test_the_bargaining_position_has_eight_levels_whose_words_are_a_draft():
    version = version_of("bargaining-position")

    assert [one.items for one in version.rules().dimensions] == [
        tuple(f"PT{number}" for number in range(1, 9))
    ]
    with translation.override("en"):
        assert str(version.caution["en"]).startswith("The words of each level are a draft.")


@pytest.mark.parametrize(
    ("answered", "points"), [(8, "50.00"), (7, "50.00"), (6, None)], ids=["8", "7", "6 of 8"]
)
def test_a_bargaining_position_needs_four_of_five_answers(answered, points):
    rules = version_of("bargaining-position").rules()

    result = score({f"PT{number}": 2 for number in range(1, answered + 1)}, rules)

    assert (None if result.total is None else str(displayed(result.total))) == points
    assert result.group_class is None


def test_tied_share_largest_buyer_and_share_of_the_end_price_are_numbers_with_evidence():
    items = Item.objects.filter(dimension__version=version_of("bargaining-position"), kind="number")

    assert {item.code: item.needs_evidence for item in items} == {
        "TIED_SHARE": True,
        "LARGEST_BUYER_SHARE": True,
        "END_PRICE_SHARE": True,
    }
    with translation.override("id"):
        assert {item.range_text() for item in items} == {"0 sampai 100 dari 100"}


def test_what_the_household_answers_is_never_scored():
    version = version_of("household")

    assert version.rules().dimensions == ()
    assert version.rules().weighs_nothing
    response = Item.objects.get(dimension__version=version, code="RESPONSE")
    assert response.asked_if["item"] == "SHOCK"
    assert "none" not in response.asked_if["in"]
