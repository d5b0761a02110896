"""Certificate and statement from one training; and a check that went stale."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from certificates.errors import BatchAlreadyOpen, CheckIsStale
from certificates.models import BatchState, Certificate, IssueBatch, Outcome
from certificates.services import approve_batch, cancel_batch, check_occasion, prepare_batch
from tests.factories.certificates import (
    CertificateTypeFactory,
    RuleSetFactory,
    ToldFact,
    ToldHolder,
)


@pytest.fixture
def both(house):
    """The type has a statement beside it: half of the minutes are enough."""
    house.type.number_pattern = "{seq:03d}/{type}/{body}/{year}"
    rules = [("attended_share", {"percent": 50})]
    house.type.otherwise = CertificateTypeFactory(
        issuer=house.issuer,
        code="keterangan",
        title_id="Surat Keterangan",
        outcome=Outcome.ATTENDED,
        number_pattern="{seq:03d}/{type}/{body}/{year}",
        rule_set=RuleSetFactory(issuer=house.issuer, code="ikut", rules=rules),
        signatory=False,
    )
    house.type.full_clean()
    house.type.save()
    return house


def mixed(house):
    """Passed, took part, hardly came."""
    occasion = house.training(3)
    _passed, some, few = (one.user_id for one in occasion.participants)
    house.teller.facts[some] = [ToldFact("attended_minutes", 1500, 2880)]
    house.teller.facts[few] = [ToldFact("attended_minutes", 100, 2880)]
    return occasion


def prepare(house, occasion, **details):
    return prepare_batch(
        occasion=occasion, certificate_type=house.type, prepared_by=house.clerk, **details
    )


def test_one_preparation_and_one_approval_give_certificates_and_statements(both):
    occasion = mixed(both)
    people = [one.user_id for one in occasion.participants]

    batch = prepare(both, occasion)
    with both.commits():
        approve_batch(batch=batch, approved_by=both.head)

    found = Certificate.objects.order_by("serial").values_list("holder_id", "serial", "status")
    year = batch.issued_on.year
    assert sorted(found) == [
        (people[0], f"001/{both.type.code.upper()}/{both.issuer.code}/{year}", "valid"),
        (people[1], f"001/KETERANGAN/{both.issuer.code}/{year}", "valid"),
    ]
    beside = batch.statement_batch
    assert (beside.state, beside.made_by, beside.approved_by) == (
        BatchState.DONE,
        both.clerk,
        both.head,
    )
    check = check_occasion(occasion=occasion, certificate_type=both.type)
    assert check.counts() == {"all": 3, "ready": 0, "issued": 1, "missing": 2, "statement": 0}


def test_a_training_where_nobody_passed_gives_statements_alone(both):
    occasion = both.training(1)
    both.teller.facts[occasion.participants[0].user_id] = [ToldFact("attended_minutes", 1500, 2880)]

    batch = prepare(both, occasion)
    with pytest.raises(BatchAlreadyOpen):
        prepare(both, occasion)
    approve_batch(batch=batch, approved_by=both.head)

    assert batch.type == both.type.otherwise
    assert IssueBatch.objects.count() == 1


def test_cancelling_takes_the_statements_along(both):
    batch = prepare(both, mixed(both))

    cancel_batch(batch=batch, cancelled_by=both.clerk)

    assert set(IssueBatch.objects.values_list("state", flat=True)) == {BatchState.CANCELLED}


def test_a_statement_stands_beside_a_certificate_of_the_same_issuer_only(house):
    other = CertificateTypeFactory(outcome=Outcome.ATTENDED)
    same_house = CertificateTypeFactory(
        issuer=house.issuer, code="lain", rule_set=house.type.rule_set
    )
    for wrong in (other, same_house):
        house.type.otherwise = wrong
        with pytest.raises(ValidationError) as refused:
            house.type.clean()
        assert "otherwise" in refused.value.message_dict


@pytest.mark.parametrize("changed", ["facts", "name", "session", "rules"])
def test_a_batch_whose_check_went_stale_is_not_approved(both, changed):
    occasion = mixed(both)
    batch = prepare(both, occasion)
    first = occasion.participants[0].user_id
    if changed == "facts":
        both.teller.facts[first] = [ToldFact("attended_minutes", 2880, 2880)]
    elif changed == "name":
        both.teller.holders[first] = ToldHolder(printed_name="Nama Baru Contoh")
    elif changed == "session":
        both.teller.occasions[0] = replace(occasion, planned_minutes=2520, planned_sessions=7)
    else:
        both.type.rule_set = RuleSetFactory(issuer=both.issuer, code="lain")
        both.type.save()

    with pytest.raises(CheckIsStale):
        approve_batch(batch=IssueBatch.objects.get(pk=batch.pk), approved_by=both.head)

    assert Certificate.objects.count() == 0


def test_who_still_misses_something_does_not_make_a_check_stale(both):
    occasion = mixed(both)
    batch = prepare(both, occasion)
    few = occasion.participants[2].user_id
    both.teller.facts[few] = [ToldFact("attended_minutes", 200, 2880)]

    approve_batch(batch=batch, approved_by=both.head)

    assert Certificate.objects.count() == 2


def test_what_the_clerk_saw_is_what_is_prepared_or_nothing(both):
    occasion = mixed(both)
    seen = check_occasion(occasion=occasion, certificate_type=both.type).inputs_hash()
    first = occasion.participants[0].user_id
    both.teller.holders[first] = ToldHolder(printed_name="Nama Baru Contoh")

    with pytest.raises(CheckIsStale):
        prepare(both, occasion, seen_hash=seen)
    assert IssueBatch.objects.count() == 0
