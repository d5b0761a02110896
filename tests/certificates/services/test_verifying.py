"""Every state a verifier can meet, the totals of days, and what guessing brings."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from certificates.codes import new_code
from certificates.models import Certificate, Status, VerificationDay
from certificates.services import revoke_certificate, verify

pytestmark = pytest.mark.django_db
HERE = "10.0.0.1"


def told(certificate, **fields):
    Certificate.objects.filter(pk=certificate.pk).update(**fields)
    return verify(typed=certificate.public_code, address=HERE)


def test_its_last_day_counts_and_the_day_after_it_has_expired(house):
    certificate = house.certificate()
    today = timezone.localdate()

    assert told(certificate, valid_until=today + timedelta(days=1)).state == "valid"
    expired = told(certificate, valid_until=today - timedelta(days=2))

    assert (expired.state, expired.printed["name"]) == ("expired", certificate.printed_name)


def test_what_was_taken_back_is_not_called_expired(house):
    certificate = house.certificate()
    revoke_certificate(certificate=certificate, reason="fraud", note="x", revoked_by=house.head)

    assert told(certificate, valid_until="2020-01-01").state == "revoked"


def test_a_held_one_is_under_review(house):
    assert told(house.certificate(), status=Status.HELD).state == "held"


@pytest.mark.parametrize("agreed", [False, True])
def test_a_replaced_one_names_the_new_number_and_leads_there_if_the_holder_agreed(house, agreed):
    old = house.certificate()
    new = house.certificate(key="run:2")
    Certificate.objects.filter(pk=new.pk).update(replaces=old)

    verdict = told(old, status=Status.REPLACED, links_successor=agreed)

    assert (verdict.state, verdict.successor) == ("replaced", new.serial)
    assert verdict.successor_code == (new.shown_code if agreed else "")


def test_checks_are_totals_of_days_and_keep_nothing_of_who_asked(house):
    certificate = house.certificate()

    for _time in range(3):
        verify(typed=certificate.public_code, address=HERE)
    verify(typed=new_code(), address=HERE)

    (total,) = VerificationDay.objects.all()
    assert (total.certificate, total.count) == (certificate, 3)
    assert {field.name for field in VerificationDay._meta.fields} == {
        "id",
        "certificate",
        "day",
        "count",
    }


def test_ten_thousand_guesses_from_one_address_learn_nothing_more(house, django_assert_num_queries):
    certificate = house.certificate()

    # Thirty are looked up; the others are answered without asking the database.
    with django_assert_num_queries(30):
        states = [verify(typed=new_code(), address=HERE).state for _guess in range(10_000)]
        at_last = verify(typed=certificate.public_code, address=HERE)

    assert (states.count("unknown"), states.count("throttled")) == (30, 9_970)
    assert (at_last.state, at_last.printed) == ("throttled", {})
    assert verify(typed=certificate.public_code, address="10.0.0.2").state == "valid"


def test_the_window_is_a_window(house, settings):
    settings.CERTIFICATES_UNKNOWN_CODES_PER_ADDRESS = 1
    certificate = house.certificate()
    verify(typed=new_code(), address=HERE)
    assert verify(typed=certificate.public_code, address=HERE).state == "throttled"

    caches["throttle"].clear()

    assert verify(typed=certificate.public_code, address=HERE).state == "valid"
