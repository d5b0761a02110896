"""Readiness for a KUR loan by dated limits."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from mentoring.incubation.kur_readiness import kur_readiness
from mentoring.incubation.models import CreditLimit, CycleInstrument
from mentoring.incubation.services import Answer, record_round, submit_round
from mentoring.incubation.services.credit_limits import load_shipped_limits
from tests.factories.incubation import CycleEnrolmentFactory, facilitator_of
from tests.factories.registry import ConsentFactory, MembershipFactory
from tests.mentoring.incubation.test_shipped_instruments import version_of

LIMITS = {
    "super_micro_most": Decimal(10_000_000),
    "super_micro_interest": Decimal(3),
    "micro_most": Decimal(100_000_000),
    **{f"micro_interest_{n}": Decimal(5 + n) for n in range(1, 5)},
    "business_months": Decimal(6),
    "instalment_share": Decimal(30),
}
NUMBERS = {
    "LOAN": Decimal(10_000_000),
    "BUSINESS_MONTHS": Decimal(6),
    "BORROWED_BEFORE": Decimal(0),
    "NET_MONTHLY": Decimal(2_000_000),
    "INSTALMENT": Decimal(600_000),
}
CHOICES = {"GUIDED": "yes", "NIK": "yes", "NIB": "yes", "OTHER_CREDIT": "no"}


def ready(numbers=(), choices=(), limits=LIMITS):
    return kur_readiness({**NUMBERS, **dict(numbers)}, {**CHOICES, **dict(choices)}, limits)


def test_who_meets_every_line_is_ready():
    found = ready()

    assert (found.kind, found.interest, found.is_ready) == ("super_micro", 3, True)


@pytest.mark.parametrize(
    ("loan", "before", "kind", "interest"),
    [
        (10_000_001, 0, "micro", 6),
        (100_000_000, 2, "micro", 8),
        (50_000_000, 9, "micro", 9),
        (100_000_001, 0, "", None),
    ],
)
def test_the_loan_decides_its_kind_and_interest(loan, before, kind, interest):
    found = ready({"LOAN": Decimal(loan), "BORROWED_BEFORE": Decimal(before)})

    assert (found.kind, found.interest) == (kind, interest)


@pytest.mark.parametrize(
    ("numbers", "choices", "code", "is_met"),
    [
        ({"LOAN": Decimal(100_000_001)}, {}, "loan", False),
        ({"BUSINESS_MONTHS": Decimal(5)}, {}, "age", True),
        ({"BUSINESS_MONTHS": Decimal(5)}, {"GUIDED": "no"}, "age", False),
        ({"BUSINESS_MONTHS": Decimal(5), "LOAN": Decimal(20_000_000)}, {}, "age", False),
        ({"INSTALMENT": Decimal(600_001)}, {}, "instalment", False),
        ({"NET_MONTHLY": None}, {}, "instalment", None),
        ({}, {"NIB": "no"}, "nib", False),
        ({}, {"OTHER_CREDIT": "yes"}, "other", False),
        ({}, {"NIK": ""}, "nik", None),
    ],
)
def test_each_line_is_met_not_met_or_not_known(numbers, choices, code, is_met):
    found = ready(numbers, choices)

    assert {line.code: line.is_met for line in found.lines}[code] is is_met
    assert found.is_ready is is_met


def test_without_limits_nothing_is_claimed():
    assert ready(limits={}).is_ready is not True


@pytest.mark.django_db
def test_new_limits_hold_from_their_day_and_old_rounds_keep_theirs(tmp_path):
    file = tmp_path / "limits.json"
    row = {"code": "micro_most", "value": "500000000", "starts_on": "2027-01-01"}
    file.write_text(json.dumps([row]))

    call_command("load_kur_limits", file)
    call_command("load_kur_limits", file)

    before = CreditLimit.objects.holding_on(date(2026, 12, 31))["micro_most"]
    after = CreditLimit.objects.holding_on(date(2027, 1, 1))["micro_most"]
    assert (before, after) == (100_000_000, 500_000_000)
    assert load_shipped_limits() == 0


@pytest.mark.django_db
def test_the_page_of_a_round_tells_what_the_bank_will_look_at(client):
    enrolment, version = CycleEnrolmentFactory(), version_of("kur-readiness")
    rater = facilitator_of(enrolment.group)
    CycleInstrument.objects.create(cycle=enrolment.cycle, version=version)
    person = MembershipFactory(group=enrolment.group).person
    ConsentFactory(person=person)
    given = {code: Answer(number=value) for code, value in NUMBERS.items()}
    given |= {code: Answer(choice=value, note="Surat") for code, value in CHOICES.items()}
    made = record_round(
        enrolment=enrolment,
        kind="baseline",
        rater=rater,
        happened_on=date(2025, 2, 3),
        answers=given,
        version=version,
        person=person,
    )
    submit_round(round=made, submitted_by=rater)
    client.force_login(rater)

    html = client.get(made.get_absolute_url()).content.decode()

    assert "siap bicara dengan bank" in html and "3 % setahun" in html
