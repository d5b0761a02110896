"""Which certificates are due: by the window of their kind, on the day of their issuer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from certificates.models import Certificate, CertificateType, Origin, Status
from certificates.services import revoke_certificate
from certificates.services.due import due_for_renewal, renewal_sentence
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateTypeFactory

pytestmark = pytest.mark.django_db
# Noon in Jakarta on 1 March 2027.
NOW = datetime(2027, 3, 1, 5, 0, tzinfo=UTC)
TODAY = date(2027, 3, 1)


def due(user, state="", now=NOW):
    types = CertificateType.objects.visible_to(user).select_related("issuer")
    found = due_for_renewal(user=user, types=types, now=now, state=state)
    return list(found.values_list("pk", flat=True))


def ending(certificate, valid_until):
    certificate.valid_until = valid_until
    certificate.save(update_fields=["valid_until"])
    return certificate


@pytest.mark.parametrize(
    ("days", "states"),
    [
        (91, []),
        (90, ["", "segera"]),
        (0, ["", "segera"]),
        (-1, ["", "lewat"]),
        (-30, ["", "lewat"]),
        (-31, []),
    ],
)
def test_it_is_due_from_so_many_days_before_its_last_day_until_so_many_after(house, days, states):
    certificate = ending(house.certificate(), TODAY + timedelta(days=days))

    found = [
        state for state in ("", "segera", "lewat") if certificate.pk in due(house.clerk, state)
    ]

    assert found == states


def test_each_kind_has_its_own_window(house):
    short = CertificateTypeFactory(
        issuer=house.issuer,
        rule_set=house.type.rule_set,
        number_pattern="{type}/{seq:03d}",
        renewal_days_before=10,
    )
    long = ending(house.certificate(), TODAY + timedelta(days=50))
    other = Certificate.objects.get(item__batch=house.issued(1, key="run:2"))
    Certificate.objects.filter(pk=other.pk).update(type=short)
    ending(other, TODAY + timedelta(days=50))

    assert due(house.clerk) == [long.pk]
    ending(other, TODAY + timedelta(days=10))
    assert due(house.clerk) == [other.pk, long.pk]


def test_today_is_today_where_the_issuer_stands(house):
    certificate = ending(house.certificate(), TODAY + timedelta(days=91))
    late = datetime(2027, 3, 1, 16, 30, tzinfo=UTC)  # 23.30 in Jakarta, 1.30 on the 2nd in Jayapura

    assert due(house.clerk, now=late) == []
    house.issuer.time_zone = "Asia/Jayapura"
    house.issuer.save()
    assert due(house.clerk, now=late) == [certificate.pk]


def test_what_is_no_longer_valid_or_of_the_past_or_of_nobody_is_not_due(house):
    certificate = ending(house.certificate(), TODAY)
    assert due(house.clerk) == [certificate.pk]

    for change in ({"origin": Origin.LEGACY}, {"holder": None}, {"status": Status.HELD}):
        kept = {name: getattr(certificate, name) for name in change}
        Certificate.objects.filter(pk=certificate.pk).update(**change)
        assert due(house.clerk) == []
        Certificate.objects.filter(pk=certificate.pk).update(**kept)
    revoke_certificate(certificate=certificate, reason="error", note="x", revoked_by=house.head)
    assert due(house.clerk) == []


def test_what_holds_for_good_is_never_due(house):
    house.certificate()

    assert due(house.clerk) == []


def test_nobody_finds_what_belongs_to_another_issuer(house):
    certificate = ending(house.certificate(), TODAY)
    types = [house.type]

    for stranger in (UserFactory(), UserFactory(roles=["blk_clerk"])):
        assert not due_for_renewal(user=stranger, types=types, now=NOW).exists()
    assert due(house.head) == [certificate.pk]


def test_people_are_told_when_it_may_be_renewed(house):
    certificate = ending(house.certificate(), date(2027, 5, 30))
    with translation.override("en"):
        told = renewal_sentence(certificate, TODAY)
        late = renewal_sentence(certificate, date(2027, 6, 30))
        certificate.status = Status.REVOKED
        silent = renewal_sentence(certificate, TODAY)

    assert told == "May be renewed from 1 March 2027 until 29 June 2027."
    assert late == "The time to renew it ended on 29 June 2027."
    assert silent == ""
    assert renewal_sentence(Certificate(type=house.type), TODAY) == ""
