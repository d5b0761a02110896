"""Codes on paper: each card has one for good."""

import re
import uuid

import pytest

from curriculum.models import CardAddress, ModuleRelease
from curriculum.services import address_cards, publish_module, replace_cards
from tests.factories.curriculum import check, module, step

pytestmark = pytest.mark.django_db


def places_of(page):
    """(lesson, block) of every card of the current release, in order."""
    release = ModuleRelease.objects.current().get(page_id=page.pk)
    return release, [
        (row.page_id, uuid.UUID(card["id"])) for row in release.lessons.all() for card in row.cards
    ]


def test_every_card_gets_a_code_that_can_be_typed():
    release, places = places_of(module(lessons=2))

    codes = address_cards(release=release, cards=places)

    assert codes.keys() == set(places)
    assert all(re.fullmatch("[0-9a-hjkmnp-tv-z]{6}", code) for code in codes.values())
    assert len(set(codes.values())) == 4


def test_a_card_keeps_its_code_and_the_newest_release_it_was_printed_from():
    kept, gone = step(), check()
    page = module(cards=[kept, gone])
    first, places = places_of(page)
    before = address_cards(release=first, cards=places)
    replace_cards(lesson=page.get_lessons()[0], cards=[kept])
    second, places_now = places_of(page)

    after = address_cards(release=second, cards=places_now)
    address_cards(release=first, cards=places)

    assert after == {places[0]: before[places[0]]}
    numbers = {row.block_id: row.release.number for row in CardAddress.objects.all()}
    assert numbers == {uuid.UUID(str(kept.id)): 2, uuid.UUID(str(gone.id)): 1}


@pytest.mark.parametrize("lessons", [1, 30])
def test_addressing_costs_the_same_for_any_number(lessons, django_assert_num_queries):
    release, places = places_of(module(lessons=lessons))

    with django_assert_num_queries(5):
        address_cards(release=release, cards=places)
    with django_assert_num_queries(3):
        address_cards(release=release, cards=places)


def test_publishing_again_makes_no_address():
    page = module()
    publish_module(module=page)

    assert CardAddress.objects.count() == 0
