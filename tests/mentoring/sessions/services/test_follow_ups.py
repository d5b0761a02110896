from datetime import date

import pytest

from mentoring.sessions.errors import FollowUpClosed, FollowUpDueTooEarly, ResultMissing
from mentoring.sessions.services import add_follow_up, complete_follow_up
from tests.factories.accounts import UserFactory
from tests.factories.registry import CrafterGroupFactory
from tests.factories.sessions import NOON, FollowUpFactory

pytestmark = pytest.mark.django_db


def test_a_promise_between_visits_is_agreed_on_the_day_it_is_written():
    promise = add_follow_up(
        group=CrafterGroupFactory(),
        text="Tanya BLK",
        due_on=date(2026, 3, 9),
        recorded_by=UserFactory(),
        now=NOON,
    )

    assert (promise.agreed_on, promise.session) == (date(2026, 3, 2), None)


def test_a_promise_due_before_it_was_made_is_refused():
    with pytest.raises(FollowUpDueTooEarly):
        add_follow_up(
            group=CrafterGroupFactory(),
            text="Tanya BLK",
            due_on=date(2026, 3, 1),
            recorded_by=UserFactory(),
            now=NOON,
        )


def test_closing_asks_for_a_result_and_happens_once():
    promise, sri = FollowUpFactory(), UserFactory()

    with pytest.raises(ResultMissing):
        complete_follow_up(follow_up=promise, result="  ", closed_by=sri, now=NOON)
    done = complete_follow_up(follow_up=promise, result="Sudah dibeli", closed_by=sri, now=NOON)
    again = complete_follow_up(follow_up=promise, result="Sudah dibeli", closed_by=sri, now=NOON)

    assert (done.done_on, done.closed_by, again) == (date(2026, 3, 2), sri, done)
    with pytest.raises(FollowUpClosed):
        complete_follow_up(follow_up=promise, result="Belum", closed_by=UserFactory(), now=NOON)
