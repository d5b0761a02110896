from datetime import date

import pytest

from certificates.models import Certificate
from certificates.validity import last_valid_day


@pytest.mark.parametrize(
    ("issued_on", "months", "expected"),
    [
        (date(2026, 8, 12), None, None),
        (date(2026, 8, 12), 36, date(2029, 8, 12)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_a_certificate_holds_to_the_same_day_of_the_month(issued_on, months, expected):
    assert last_valid_day(issued_on, months) == expected


def test_the_last_day_still_counts():
    certificate = Certificate(valid_until=date(2029, 8, 12))

    assert not certificate.has_expired(date(2029, 8, 12))
    assert certificate.has_expired(date(2029, 8, 13))
    assert not Certificate().has_expired(date(2999, 1, 1))


def test_the_last_day_is_frozen_with_the_certificate_whatever_becomes_of_the_type(house):
    house.type.validity_months = 36
    house.type.save()
    certificate = house.certificate()

    house.type.validity_months = 1
    house.type.save()

    certificate.refresh_from_db()
    assert certificate.valid_until == last_valid_day(certificate.issued_on, 36)
    assert certificate.sequence == 1
