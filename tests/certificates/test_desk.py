from datetime import date, timedelta

from django.utils import timezone

from certificates.desk import desk_items
from certificates.services import publish_revocation_lists
from certificates.services.batches import today_at
from certificates.services.keys import mark_compromised
from tests.certificates.keys import proof_key
from tests.factories.accounts import UserFactory
from tests.factories.certificates import MembershipFactory

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


def test_who_keeps_the_keys_is_told_when_lists_are_renewed_no_more(house, settings, tmp_path):
    keeper = UserFactory(roles=["administrator"])
    key = proof_key(house.issuer, settings, tmp_path)
    publish_revocation_lists()
    assert "waiting" not in dict(kinds(keeper))

    mark_compromised(key=key, since=timezone.now(), marked_by=keeper)

    (told,) = [item for item in desk_items(keeper, DAY) if item.kind == "waiting"]
    assert house.issuer.name_id in told.sentence
    assert told.url == "/admin/sertifikat/kunci/"
    assert "waiting" not in dict(kinds(house.head))
    proof_key(house.issuer, settings, tmp_path)
    assert "waiting" not in dict(kinds(keeper))


def test_a_clerk_is_told_how_many_are_due_for_renewal_and_where(house):
    certificate = house.certificate()
    before = [item.label for item in desk_items(house.clerk, DAY)]
    certificate.valid_until = today_at(house.issuer) + timedelta(days=20)
    certificate.save()

    (told,) = [item for item in desk_items(house.clerk, DAY) if item.kind == "waiting"]

    assert told.label not in before
    assert (told.count, told.url) == (1, "/admin/sertifikat/perpanjangan/")
    assert "1 sertifikat" in told.sentence
    assert "waiting" not in dict(kinds(house.head))
    assert "waiting" not in dict(kinds(MembershipFactory(role="clerk").user))


def test_the_desk_of_a_clerk_asks_six_questions_at_most(house, django_assert_max_num_queries):
    house.certificate()
    clerk = type(house.clerk).objects.get(pk=house.clerk.pk)

    with django_assert_max_num_queries(6):
        list(desk_items(clerk, DAY))
