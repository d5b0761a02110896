"""Badges of a key in other hands: counted and listed for who keeps keys, and told to verifiers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate
from certificates.services.keys import mark_compromised
from certificates.services.lost_keys import badges_of, counts_of_lost_badges, is_badge_lost
from certificates.services.verifying import verify
from tests.certificates.badges import with_badges
from tests.certificates.keys import proof_key
from tests.factories.accounts import UserFactory
from tests.factories.certificates import MembershipFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
HERE = "10.0.0.1"


@pytest.fixture
def keeper():
    return UserFactory(roles=["administrator"])


@pytest.fixture
def signing(house, settings, tmp_path):
    return with_badges(house, settings, tmp_path)


def lost(key, keeper, days=0):
    return mark_compromised(key=key, since=timezone.now() - timedelta(days=days), marked_by=keeper)


def test_the_badges_of_the_lost_key_are_found_and_no_others(
    house, signing, keeper, settings, tmp_path
):
    first = house.certificate(key="run:first")
    second_key = proof_key(house.issuer, settings, tmp_path)
    second = house.certificate(key="run:second")
    house.type.gives_badge = False
    house.type.save()
    house.certificate(key="run:third")

    before = counts_of_lost_badges([signing, second_key])
    lost(signing, keeper)

    assert before == {}
    assert list(badges_of(signing)) == [first]
    assert counts_of_lost_badges([signing, second_key]) == {signing.pk: 1}
    assert [is_badge_lost(each) for each in (first, second)] == [True, False]


def test_all_keys_of_a_page_are_counted_in_one_query(
    house, signing, keeper, settings, tmp_path, django_assert_num_queries
):
    house.certificate()
    other = proof_key(MembershipFactory().issuer, settings, tmp_path)
    keys = [lost(signing, keeper), lost(other, keeper)]

    with django_assert_num_queries(1):
        found = counts_of_lost_badges(keys)

    assert found == {signing.pk: 1, other.pk: 0}


def test_whoever_checks_the_certificate_is_told_and_the_paper_stands(
    client, house, signing, keeper
):
    certificate = house.certificate()
    whole = verify(typed=certificate.public_code, address=HERE)

    lost(signing, keeper)
    verdict = verify(typed=certificate.public_code, address=HERE)
    page = client.get(certificate.get_absolute_url())
    told = client.get(certificate.get_absolute_url(), headers={"accept": "application/json"})

    assert (whole.state, whole.has_badge, whole.is_badge_lost) == ("valid", True, False)
    assert (verdict.state, verdict.has_badge, verdict.is_badge_lost) == ("valid", True, True)
    assert "Lencana ini tidak lagi membuktikan apa-apa" in page.text
    assert reverse("certificates:credential", args=[certificate.shown_code]) not in page.text
    assert told.json()["is_badge_lost"] is True


def test_a_badge_signed_with_a_key_that_was_only_followed_is_not_told_as_lost(
    house, signing, keeper, settings, tmp_path
):
    lost(signing, keeper)
    proof_key(house.issuer, settings, tmp_path)
    certificate = house.certificate()

    assert not verify(typed=certificate.public_code, address=HERE).is_badge_lost


def test_who_keeps_keys_sees_numbers_and_nobodys_name(client, house, signing, keeper):
    certificate = house.certificate()
    address = reverse("certificates_admin:key_badges", args=[signing.pk])
    client.force_login(keeper)
    whole = client.get(address)
    lost(signing, keeper, days=1)

    keys = client.get(reverse("certificates_admin:keys"))
    listed = client.get(address)
    client.force_login(house.head)
    of_the_head = client.get(address)

    assert whole.status_code == 404
    assert address in keys.text
    assert certificate.serial in listed.text
    assert certificate.printed_name not in listed.text
    assert certificate.public_code not in listed.text
    assert markup_errors(keys.text) + markup_errors(listed.text) == []
    assert of_the_head.status_code in (302, 403)
    assert Certificate.objects.get().status == "valid"
