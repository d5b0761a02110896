from datetime import date

from certificates.desk import desk_items
from tests.factories.accounts import UserFactory

DAY = date(2026, 8, 20)


def kinds(user):
    return [(item.kind, item.count) for item in desk_items(user, DAY)]


def test_a_head_sees_how_many_batches_wait_and_a_clerk_where_to_go(house):
    house.prepared(1)

    assert kinds(house.head) == [("link", 0), ("waiting", 1), ("link", 0), ("link", 0)]
    assert kinds(house.clerk) == [("link", 0), ("link", 0), ("link", 0)]


def test_others_see_their_own_certificates_only(house):
    assert kinds(UserFactory()) == [("link", 0)]


def test_the_desk_asks_four_questions_at_most(house, django_assert_max_num_queries):
    house.prepared(1)
    head = type(house.head).objects.get(pk=house.head.pk)

    # Two are about what she may do at all: Django asks them once a request, for all plugins.
    with django_assert_max_num_queries(4):
        list(desk_items(head, DAY))
