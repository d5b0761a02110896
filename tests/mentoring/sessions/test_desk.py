from datetime import date

import pytest

from mentoring.sessions.desk import desk_items
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.sessions import FollowUpFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 16)


def test_a_facilitator_is_told_of_promises_past_due_in_her_groups(django_assert_num_queries):
    sri = FacilitatorFactory(user=UserFactory(roles=["facilitator"]))
    group = AssignmentFactory(facilitator=sri).group
    FollowUpFactory(group=group, due_on=date(2026, 3, 15))
    FollowUpFactory(group=group, due_on=TODAY)
    FollowUpFactory(due_on=date(2026, 3, 15))
    sri.user.has_perm("any.thing")

    with django_assert_num_queries(3):
        items = list(desk_items(sri.user, TODAY))

    assert [(item.kind, item.count) for item in items] == [("waiting", 1), ("link", 0), ("link", 0)]


@pytest.mark.parametrize(
    ("role", "links"),
    [("instructor", 2), ("coordinator", 2), ("blk_clerk", 1), ("crafter", 0), ("census_taker", 0)],
)
def test_only_places_one_may_open_are_offered(role, links):
    assert len(list(desk_items(UserFactory(roles=[role]), TODAY))) == links
