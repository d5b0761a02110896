from datetime import date
from decimal import Decimal

import pytest

from mentoring.assignments.models import Facilitator
from mentoring.assignments.workload import Load, loads_on, points
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import CrafterGroupFactory, SentraFactory, place

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("is_weak", "travel", "expected"),
    [
        (False, 0, "1"),
        (False, 59, "1"),
        (False, 60, "1.25"),
        (False, 90, "1.5"),
        (True, 30, "1.5"),
        (True, 480, "5.25"),
    ],
)
def test_a_group_weighs_by_its_tier_and_by_the_way_to_it(is_weak, travel, expected):
    assert points(is_weak=is_weak, travel_minutes=travel) == Decimal(expected)


@pytest.mark.parametrize(
    ("carried", "percent", "is_near", "is_over"),
    [
        ("6.25", 78, False, False),
        ("6.4", 80, True, False),
        ("8", 100, True, False),
        ("8.25", 103, True, True),
    ],
)
def test_from_eighty_per_cent_it_is_near_and_beyond_a_hundred_over(
    carried, percent, is_near, is_over
):
    load = Load(points=Decimal(carried), groups=6, cap=8)

    assert (load.percent, load.is_near, load.is_over) == (percent, is_near, is_over)


@pytest.mark.django_db
def test_the_loads_of_a_page_are_one_query(django_assert_num_queries):
    sri, budi = FacilitatorFactory(), FacilitatorFactory(load_cap=4)
    weak = CrafterGroupFactory(tier="weak")
    AssignmentFactory(facilitator=sri, group=weak)
    AssignmentFactory(facilitator=sri, group=weak, kind="trainee", starts_on=date(2026, 2, 1))
    AssignmentFactory(facilitator=sri, travel_minutes=95)
    far = SentraFactory(place=place("35.09.11.2001"))
    AssignmentFactory(facilitator=sri, group=CrafterGroupFactory(sentra=far))
    for state in ("proposed", "accepted", "declined", "withdrawn"):
        AssignmentFactory(facilitator=budi, state=state)
    AssignmentFactory(facilitator=budi, state="ended", ends_on=DAY)
    facilitators = list(Facilitator.objects.order_by("pk"))

    with django_assert_num_queries(1):
        loads = loads_on(facilitators, DAY)

    assert loads == {
        # 1.5 for the weak group once, 1.5 for 95 minutes, 1.25 for another district.
        sri.pk: Load(points=Decimal("4.25"), groups=3, cap=8),
        budi.pk: Load(points=Decimal(0), groups=0, cap=4),
    }


@pytest.mark.parametrize(
    ("carried", "words"), [("10.00", "10"), ("1.00", "1"), ("4.25", "4,25"), ("0", "0")]
)
def test_points_are_written_as_people_write_them(carried, words):
    assert Load(points=Decimal(carried), groups=1, cap=8).in_words == words
