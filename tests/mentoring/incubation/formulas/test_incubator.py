from datetime import date

import pytest

from mentoring.incubation.errors.incubator import (
    IncubatorPlaceFull,
    IncubatorPlaceNameTaken,
    IncubatorPlaceNotInUse,
    IncubatorPlaceTooFar,
    NotYoursToSettle,
    TenanciesOverlap,
    TenancyEndsBeforeItStarts,
)
from mentoring.incubation.services.incubator import open_incubator_place, settle_group
from mentoring.incubation.tenancies import tenancy_kinds
from tests.factories.formulas import IncubatorPlaceFactory, TenancyFactory
from tests.factories.incubation import coordinator, facilitator_of
from tests.factories.registry import CrafterGroupFactory, SentraFactory, banyumulek, tutul

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 1)


@pytest.fixture
def lathes():
    return IncubatorPlaceFactory(capacity=1, starts_on=date(2025, 2, 1), ends_on=date(2026, 1, 1))


def settle(group, place=None, **kwargs):
    kwargs.setdefault("starts_on", DAY)
    kwargs.setdefault("settled_by", coordinator())
    return settle_group(group=group, incubator_place=place, **kwargs)


def test_a_coordinator_opens_a_place_once():
    facts = {"name": "Rumah Bubut", "kind": "lathe_house", "place": tutul(), "capacity": 2}
    made = open_incubator_place(**facts, starts_on=DAY, opened_by=coordinator())

    assert (made.name, made.capacity) == ("Rumah Bubut", 2)
    with pytest.raises(IncubatorPlaceNameTaken):
        open_incubator_place(**facts, starts_on=DAY, opened_by=coordinator())
    with pytest.raises(NotYoursToSettle):
        open_incubator_place(**facts, starts_on=DAY, opened_by=coordinator("52.01"))


def test_a_group_moves_in(lathes):
    group = CrafterGroupFactory()

    settle(group, lathes, last_day=date(2025, 12, 31))

    (tenancy,) = group.tenancies.all()
    assert (tenancy.kind, tenancy.incubator_place) == ("inwall", lathes)
    assert (tenancy.starts_on, tenancy.last_day) == (DAY, date(2025, 12, 31))


def test_the_next_tenancy_ends_the_open_one():
    group, place = CrafterGroupFactory(), IncubatorPlaceFactory()
    inside = settle(group, place)

    outside = settle(group, starts_on=date(2025, 9, 1))

    inside.refresh_from_db()
    assert (inside.ends_on, outside.kind) == (date(2025, 9, 1), "outwall")
    with pytest.raises(TenanciesOverlap):
        settle(group, place, starts_on=date(2025, 8, 1))
    with pytest.raises(TenanciesOverlap):
        settle(group, place, starts_on=date(2025, 9, 1))


def test_a_place_never_holds_more_groups_than_it_has_room_for(lathes):
    first, second = CrafterGroupFactory.create_batch(2)
    settle(first, lathes, starts_on=date(2025, 5, 1), last_day=date(2025, 5, 31))

    settle(second, lathes, last_day=date(2025, 4, 30))
    third = CrafterGroupFactory()
    with pytest.raises(IncubatorPlaceFull, match=str(second)):
        settle(third, lathes, starts_on=date(2025, 4, 30), last_day=date(2025, 4, 30))
    with pytest.raises(IncubatorPlaceFull, match=str(first)):
        settle(third, lathes, starts_on=date(2025, 5, 31), last_day=date(2025, 8, 31))
    settle(third, lathes, starts_on=date(2025, 6, 1), last_day=date(2025, 6, 30))


def test_two_neighbours_that_never_meet_leave_room_for_a_third():
    place = IncubatorPlaceFactory(capacity=2)
    early, late, whole = CrafterGroupFactory.create_batch(3)
    settle(early, place, last_day=date(2025, 3, 31))
    settle(late, place, starts_on=date(2025, 4, 1), last_day=date(2025, 4, 30))

    settle(whole, place, last_day=date(2025, 12, 31))

    assert place.tenancies.count() == 3


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"last_day": date(2025, 2, 28)}, TenancyEndsBeforeItStarts),
        ({"starts_on": date(2025, 1, 31), "last_day": DAY}, IncubatorPlaceNotInUse),
        ({"last_day": None}, IncubatorPlaceNotInUse),
        ({"last_day": date(2026, 1, 1)}, IncubatorPlaceNotInUse),
    ],
)
def test_days_must_fit_the_place(lathes, wrong, refusal):
    with pytest.raises(refusal):
        settle(CrafterGroupFactory(), lathes, **wrong)


def test_only_groups_near_it_and_only_by_the_coordinator(lathes):
    group = CrafterGroupFactory()
    far = CrafterGroupFactory(sentra=SentraFactory(place=banyumulek()))
    with pytest.raises(IncubatorPlaceTooFar):
        settle(far, lathes, settled_by=coordinator("52.01"), last_day=DAY)
    with pytest.raises(NotYoursToSettle):
        settle(group, lathes, settled_by=facilitator_of(group), last_day=DAY)


def test_where_a_group_was_is_where_it_was_longer(django_assert_num_queries):
    inside, half, briefly, never = CrafterGroupFactory.create_batch(4)
    TenancyFactory(group=inside)
    TenancyFactory(group=half, starts_on=date(2025, 3, 6))
    TenancyFactory(group=briefly, starts_on=date(2025, 3, 1), ends_on=date(2025, 3, 5))
    groups = [inside, half, briefly, never]

    with django_assert_num_queries(1):
        kinds = tenancy_kinds(groups, since=DAY, until=date(2025, 3, 10))

    assert [kinds[group.pk] for group in groups] == ["inwall", "inwall", "outwall", "outwall"]
