from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from certificates.models import Certificate, CertificateType
from certificates.validity import RenewalWindow, fewest_days, last_valid_day, renewal_window
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CertificateTypeFactory, RuleSetFactory


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


@pytest.mark.parametrize(
    ("valid_until", "before", "after", "first", "last"),
    [
        (date(2026, 12, 31), 90, 30, date(2026, 10, 2), date(2027, 1, 30)),
        (date(2026, 12, 31), 0, 0, date(2026, 12, 31), date(2026, 12, 31)),
        # Begun on 29 February 2028 for a year: counted from 28 February 2029.
        (last_valid_day(date(2028, 2, 29), 12), 1, 1, date(2029, 2, 27), date(2029, 3, 1)),
        # Begun on 29 February 2028 for four years: it ends on one, too.
        (last_valid_day(date(2028, 2, 29), 48), 1, 1, date(2032, 2, 28), date(2032, 3, 1)),
    ],
)
def test_a_renewal_window_is_counted_from_the_last_day(valid_until, before, after, first, last):
    window = renewal_window(valid_until, days_before=before, days_after=after)

    assert window == RenewalWindow(first, last)
    assert window.is_open(first)
    assert window.is_open(last)
    assert not window.is_open(first - timedelta(days=1))
    assert not window.is_open(last + timedelta(days=1))
    assert (window.is_over(last), window.is_over(last + timedelta(days=1))) == (False, True)


@pytest.mark.parametrize(("months", "days"), [(1, 28), (2, 59), (6, 181), (12, 365), (36, 1095)])
def test_months_have_at_least_so_many_days(months, days):
    assert fewest_days(months) == days


def test_a_type_is_renewed_from_three_months_before_until_one_month_after_unless_it_says_otherwise(
    house,
):
    assert (house.type.renewal_days_before, house.type.renewal_days_after) == (90, 30)


@pytest.mark.parametrize(
    ("months", "before", "after", "field", "sentence"),
    [
        (
            2,
            59,
            30,
            "renewal_days_before",
            "A certificate that is valid for 2 months would be due for renewal on the day "
            "it is issued. Type at most 58 days.",
        ),
        (12, 3651, 30, "renewal_days_before", "Type a whole number of days from 0 to 3650."),
        (12, 90, -1, "renewal_days_after", "Type a whole number of days from 0 to 3650."),
    ],
)
def test_a_window_that_cannot_be_meant_is_refused_in_a_plain_sentence(
    house, months, before, after, field, sentence
):
    kind = house.type
    kind.validity_months = months
    kind.renewal_days_before, kind.renewal_days_after = before, after

    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            kind.full_clean()
        told = refused.value.message_dict

    assert sentence in told[field]


def test_a_window_of_what_holds_for_good_says_nothing_and_is_not_refused(house):
    house.type.renewal_days_before = 3650

    house.type.full_clean()

    assert Certificate(type=house.type).renewal_window is None


def test_the_settings_show_how_long_a_kind_holds_and_refuse_beside_the_field(client, house):
    client.force_login(UserFactory(roles=["administrator"]))
    address = reverse("certificate_types:edit", args=[house.type.pk])
    shown = client.get(address).context["form"]
    sent = {name: value for name, value in shown.initial.items() if value not in (None, False)}

    wrong = {**sent, "validity_months": 1, "renewal_days_before": 28}
    refused = client.post(address, wrong)

    assert "paling banyak 27" in refused.content.decode()
    assert refused.context["form"]["renewal_days_before"].value() == "28"
    client.post(address, {**wrong, "renewal_days_before": 27, "renewal_days_after": 5})
    house.type.refresh_from_db()
    assert (house.type.validity_months, house.type.renewal_days_before) == (1, 27)


def test_rules_for_renewals_ask_for_nothing_confirmed_by_hand(house):
    house.type.renewal_rule_set = RuleSetFactory(
        issuer=house.issuer, code="perpanjangan", rules=[("manual_confirm", {})]
    )

    with pytest.raises(ValidationError) as refused:
        house.type.full_clean()

    assert list(refused.value.message_dict) == ["renewal_rule_set"]


def test_types_from_before_the_window_are_not_due_on_the_day_of_issue(house):
    short, long = house.type, CertificateTypeFactory()
    CertificateType.objects.filter(pk=short.pk).update(validity_months=2, renewal_days_before=90)
    CertificateType.objects.filter(pk=long.pk).update(validity_months=12, renewal_days_before=90)

    import_module("certificates.migrations.0023_windows_of_short_validities").shorten(apps, None)

    days = dict(CertificateType.objects.values_list("pk", "renewal_days_before"))
    assert (days[short.pk], days[long.pk]) == (28, 90)
    short.refresh_from_db()
    short.full_clean()
