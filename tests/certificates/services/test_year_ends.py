"""Trainings over the end of a year, and people who stand in different zones when it ends."""

from datetime import UTC, date, datetime

import pytest

from certificates.errors import IssuedBeforeTheEnd
from certificates.models import Certificate, IssueBatch, NumberSequence
from certificates.services import approve_batch, prepare_batch
from certificates.services.batches import today_at

pytestmark = pytest.mark.django_db
OVER_NEW_YEAR = {"starts_on": date(2026, 12, 28), "ends_on": date(2027, 1, 6)}
# Half past eleven at night in Jakarta, half past midnight in Makassar.
NEW_YEARS_NIGHT = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)


def numbered(house, day, people=1, **details):
    """The numbers and printed values of a batch of `people` that bears the date `day`."""
    key = f"run:{len(house.teller.occasions) + 1}"
    batch = prepare_batch(
        occasion=house.training(people, key=key, **details),
        certificate_type=house.type,
        prepared_by=house.clerk,
        issued_on=day,
    )
    approve_batch(batch=batch, approved_by=house.head)
    made = Certificate.objects.filter(item__batch=batch).order_by("sequence")
    return [one.serial for one in made], made[0].snapshot["printed"]


def test_a_number_bears_the_year_of_its_issue_date_and_each_year_counts_from_one(house):
    body = house.issuer.code

    old, _printed = numbered(house, date(2026, 12, 31), people=2)
    new, printed = numbered(house, date(2027, 1, 8), people=2, **OVER_NEW_YEAR)
    late, _printed = numbered(house, date(2026, 12, 31))

    assert old == [f"001/HDC/{body}/XII/2026", f"002/HDC/{body}/XII/2026"]
    assert new == [f"001/HDC/{body}/I/2027", f"002/HDC/{body}/I/2027"]
    assert late == [f"003/HDC/{body}/XII/2026"]
    assert printed["dates_id"] == "28 Desember 2026 s.d. 5 Januari 2027"
    assert printed["dates_en"] == "28 December 2026 – 5 January 2027"
    assert printed["signed_line"] == "Jember, 8 Januari 2027"
    series = NumberSequence.objects.order_by("year").values_list("year", "next_number")
    assert list(series) == [(2026, 4), (2027, 3)]


def test_a_training_over_new_year_is_not_issued_in_the_old_year(house):
    with pytest.raises(IssuedBeforeTheEnd):
        numbered(house, date(2026, 12, 31), **OVER_NEW_YEAR)

    assert not NumberSequence.objects.exists()
    assert numbered(house, date(2027, 1, 5), **OVER_NEW_YEAR)[0][0].endswith("/I/2027")


@pytest.mark.parametrize(
    ("zone", "year"),
    [("Asia/Jakarta", 2026), ("Asia/Makassar", 2027), ("Asia/Jayapura", 2027)],
)
def test_the_year_ends_where_the_issuer_stands(house, zone, year):
    house.issuer.time_zone = zone
    house.issuer.save()

    [serial], _printed = numbered(house, today_at(house.issuer, NEW_YEARS_NIGHT))

    assert serial.endswith(f"/{year}")


def test_a_training_farther_east_keeps_its_own_days(house):
    """It ended on New Year's Day in Jayapura while it was still the old year at its issuer."""
    east = {**OVER_NEW_YEAR, "ends_on": date(2027, 1, 2), "time_zone": "Asia/Jayapura"}

    with pytest.raises(IssuedBeforeTheEnd):
        numbered(house, today_at(house.issuer, NEW_YEARS_NIGHT), **east)
    _serials, printed = numbered(house, date(2027, 1, 1), **east)

    assert printed["dates_id"] == "28 Desember 2026 s.d. 1 Januari 2027"
    assert IssueBatch.objects.get().occasion["time_zone"] == "Asia/Jayapura"
