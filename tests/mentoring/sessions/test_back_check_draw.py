"""Lots for back-checks: fair to everybody, the same for the same seed, never drawn twice."""

from collections import Counter
from dataclasses import replace
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from mentoring.sessions.back_check_draw import Lot, draw, needed

LOTS = st.lists(
    st.builds(
        Lot, session=st.uuids(version=4), facilitator=st.integers(1, 5), is_weak=st.booleans()
    ),
    max_size=60,
    unique_by=lambda lot: lot.session,
)


def test_the_same_seed_draws_the_same_lots_whatever_their_order():
    lots = [Lot(UUID(int=n), facilitator=1, is_weak=False) for n in range(1, 41)]

    found = draw(lots, percent=10, seed="tutul")

    assert found == draw(lots[::-1], percent=10, seed="tutul")
    assert [key.int for key in found] == [9, 30, 10, 2]
    assert found != draw(lots, percent=10, seed="banyumulek")


@given(lots=LOTS, percent=st.integers(5, 10), seed=st.text(max_size=8))
def test_nobody_with_visits_is_left_out_nor_are_groups_left_behind(lots, percent, seed):
    drawn = set(draw(lots, percent=percent, seed=seed))

    chosen = [lot for lot in lots if lot.session in drawn]
    there, got = (Counter(lot.facilitator for lot in some) for some in (lots, chosen))
    assert all(got[who] >= needed(count, percent) >= 1 for who, count in there.items())
    weak = [lot for lot in lots if lot.is_weak]
    assert sum(lot.is_weak for lot in chosen) >= needed(len(weak), percent)
    most = sum(needed(count, percent) for count in there.values()) + needed(len(weak), percent)
    assert len(chosen) <= most


@given(lots=LOTS, more=LOTS, percent=st.integers(5, 10))
def test_what_was_drawn_is_never_drawn_again(lots, more, percent):
    first = set(draw(lots, percent=percent, seed="a"))
    kept = [replace(lot, is_drawn=lot.session in first) for lot in lots]

    assert draw(kept, percent=percent, seed="b") == []
    late = [*kept, *(replace(lot, session=uuid4()) for lot in more)]
    assert not first & set(draw(late, percent=percent, seed="b"))


def test_many_lots_are_drawn_without_comparing_each_with_each():
    compared = []

    class Watched(Lot):
        __hash__ = Lot.__hash__

        def __eq__(self, other):
            compared.append(other)
            return self is other

    lots = [Watched(UUID(int=n), facilitator=n % 9, is_weak=n % 4 == 0) for n in range(900)]

    assert len(draw(lots, percent=10, seed="tutul")) >= 90
    assert compared == []
