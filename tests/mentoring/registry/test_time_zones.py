"""Which time zone a place is in."""

import pytest

from mentoring.registry.time_zones import zones_near
from tests.factories.registry import SentraFactory, place

pytestmark = pytest.mark.django_db
WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"


def test_the_zone_of_a_place_is_that_of_the_craft_centre_that_shares_most_of_its_code(
    django_assert_num_queries,
):
    SentraFactory(place=place("62.01.01.2001"), time_zone=WIB)
    SentraFactory(place=place("62.02.01.2001"), time_zone=WITA)
    SentraFactory(place=place("91.01.01.2001"), time_zone=WIT)

    with django_assert_num_queries(1):
        found = zones_near(["62.02.09.2009", "62.01", "91", "91.01.01.2001", "35.09"])

    assert found == {
        "62.02.09.2009": WITA,
        "62.01": WIB,
        "91": WIT,
        "91.01.01.2001": WIT,
        "35.09": WIB,
    }
