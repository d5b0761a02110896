import pytest

from certificates.errors import CheckIsStale, ForeignOccasion, NotAllowed
from certificates.models import Confirmation, IssueBatch
from certificates.services import approve_batch, check_occasion, prepare_batch
from certificates.services.confirming import confirm_by_hand
from tests.factories.certificates import (
    CertificateTypeFactory,
    MembershipFactory,
    RuleSetFactory,
    ToldOccasion,
)


@pytest.fixture
def occasion(house):
    rules = [("manual_confirm", {})]
    house.type.rule_set = RuleSetFactory(issuer=house.issuer, code="tangan", rules=rules)
    house.type.save()
    return house.training(2)


def eligible(house, occasion):
    check = check_occasion(occasion=occasion, certificate_type=house.type)
    return [row.participant.user_id for row in check.eligible]


def test_what_an_instructor_confirms_counts_until_it_is_taken_back(house, occasion):
    instructor = MembershipFactory(role="instructor", issuer=house.issuer).user
    first, second = (one.user_id for one in occasion.participants)
    ask = {"certificate_type": house.type, "occasion": occasion, "confirmed_by": instructor}
    assert eligible(house, occasion) == []

    confirm_by_hand(holder_ids=[first, second, 999_999], **ask)
    assert eligible(house, occasion) == [first, second]

    confirm_by_hand(holder_ids=[second], **ask)
    assert eligible(house, occasion) == [second]
    confirm_by_hand(holder_ids=[first, second], **ask)
    check = check_occasion(occasion=occasion, certificate_type=house.type)
    assert instructor.get_full_name() in check.rows[0].results[0].sentence


def test_nobody_confirms_herself_nor_for_another_house(house, occasion):
    first = occasion.participants[0].user_id
    ask = {"certificate_type": house.type, "occasion": occasion, "holder_ids": [first]}

    own = type(house.clerk).objects.get(pk=first)
    MembershipFactory(role="clerk", issuer=house.issuer, user=own)
    assert confirm_by_hand(confirmed_by=own, **ask) == 0
    for stranger in (
        MembershipFactory(role="auditor", issuer=house.issuer).user,
        MembershipFactory(role="head").user,
    ):
        with pytest.raises(NotAllowed):
            confirm_by_hand(confirmed_by=stranger, **ask)
    with pytest.raises(ForeignOccasion):
        confirm_by_hand(
            certificate_type=house.type,
            occasion=ToldOccasion(issuer_code="LAIN"),
            holder_ids=[first],
            confirmed_by=house.clerk,
        )


def test_what_a_colleague_said_since_the_list_was_opened_stays(house, occasion):
    first, second = (one.user_id for one in occasion.participants)
    ask = {"certificate_type": house.type, "occasion": occasion}
    confirm_by_hand(holder_ids=[second], confirmed_by=house.head, **ask)

    count = confirm_by_hand(holder_ids=[first], seen_ids=[], confirmed_by=house.clerk, **ask)

    assert count == 2
    assert eligible(house, occasion) == [first, second]


def test_taking_back_ends_the_row_and_says_who(house, occasion):
    first = occasion.participants[0].user_id
    ask = {"certificate_type": house.type, "occasion": occasion}
    confirm_by_hand(holder_ids=[first], confirmed_by=house.clerk, **ask)

    confirm_by_hand(holder_ids=[], confirmed_by=house.head, **ask)

    row = Confirmation.objects.get()
    assert (row.confirmed_by, row.withdrawn_by) == (house.clerk, house.head)
    assert row.withdrawn_at is not None


def test_a_confirmation_taken_back_before_approval_stops_it_and_after_it_stays(house, occasion):
    first, second = (one.user_id for one in occasion.participants)
    ask = {"certificate_type": house.type, "occasion": occasion, "confirmed_by": house.clerk}
    confirm_by_hand(holder_ids=[first, second], **ask)
    batch = prepare_batch(occasion=occasion, certificate_type=house.type, prepared_by=house.clerk)
    confirm_by_hand(holder_ids=[first], **ask)
    with pytest.raises(CheckIsStale):
        approve_batch(batch=batch, approved_by=house.head)

    confirm_by_hand(holder_ids=[first, second], **ask)
    with house.commits():
        approve_batch(batch=IssueBatch.objects.get(pk=batch.pk), approved_by=house.head)

    assert confirm_by_hand(holder_ids=[], **ask) == 2


def test_a_rule_of_the_statement_alone_is_confirmed_on_the_same_list(house):
    by_hand = RuleSetFactory(issuer=house.issuer, code="hadir", rules=[("manual_confirm", {})])
    beside = CertificateTypeFactory(
        issuer=house.issuer, rule_set=by_hand, number_pattern="S{seq:03d}/{year}", signatory=False
    )
    house.type.otherwise = beside
    house.type.save()
    occasion = house.training(1)
    first = occasion.participants[0].user_id
    house.teller.facts[first] = []
    ask = {"certificate_type": house.type, "occasion": occasion}

    confirm_by_hand(holder_ids=[first], confirmed_by=house.clerk, **ask)

    [row] = check_occasion(**ask).statements
    assert row.participant.user_id == first
