import pytest

from certificates.errors import ForeignOccasion
from certificates.services import check_occasion
from tests.factories.certificates import CertificateTypeFactory, RuleSetFactory, ToldFact

SIX_RULES = (
    ("attended_share", {"percent": 80}),
    ("modules_completed", {}),
    ("checks_passed", {}),
    ("identity_complete", {"birth": True}),
)


def test_each_person_is_judged_by_each_rule_in_order(house):
    occasion = house.training(2)
    poor = occasion.participants[0].user_id
    house.teller.facts[poor] = [ToldFact("attended_minutes", 288, 2880)]

    check = check_occasion(occasion=occasion, certificate_type=house.type)

    assert [[result.state for result in row.results] for row in check.rows] == [
        ["missing", "unknown", "unknown"],
        ["met", "met", "met"],
    ]
    assert check.counts() == {"all": 2, "ready": 1, "issued": 0, "missing": 1, "statement": 0}


def test_who_holds_one_already_is_shown_with_the_number(house):
    batch = house.issued(1)

    check = check_occasion(occasion=house.teller.occasions[0], certificate_type=house.type)

    assert check.rows[0].standing_serial == batch.items.get().certificate.serial
    assert check.eligible == []


def test_an_occasion_of_another_issuer_is_refused(house):
    foreign = CertificateTypeFactory()

    with pytest.raises(ForeignOccasion):
        check_occasion(occasion=house.training(1), certificate_type=foreign)


@pytest.mark.parametrize("people", [0, 1, 200])
def test_a_check_costs_the_same_few_queries_for_any_number_of_people(
    house, people, django_assert_num_queries
):
    house.type.rule_set = RuleSetFactory(issuer=house.issuer, code="enam", rules=SIX_RULES)
    occasion = house.training(people)

    with django_assert_num_queries(3):
        check = check_occasion(occasion=occasion, certificate_type=house.type)

    assert len(check.rows) == people
