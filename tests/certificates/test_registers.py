"""Issuers, their people, signatories, types and rules in the admin, for any number of rows."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.certificates import (
    CertificateTypeFactory,
    IssuerFactory,
    MembershipFactory,
    RuleSetFactory,
    SignatoryFactory,
)

pytestmark = pytest.mark.django_db

REGISTERS = {
    "certificate_issuers": IssuerFactory,
    "certificate_memberships": MembershipFactory,
    "certificate_signatories": SignatoryFactory,
    "certificate_types": CertificateTypeFactory,
    "certificate_rule_sets": RuleSetFactory,
}


@pytest.mark.parametrize("rows", [0, 1, 30])
@pytest.mark.parametrize("register", REGISTERS)
def test_a_register_asks_the_same_few_questions_for_any_number_of_rows(
    register, rows, client, django_assert_num_queries
):
    client.force_login(UserFactory(is_superuser=True))
    address = reverse(f"{register}:index_results")
    client.get(address)
    before = len(client.get(address).context["object_list"])
    REGISTERS[register].create_batch(rows)

    # An empty list has no page to count.
    with django_assert_num_queries(5, exact=before + rows > 0):
        response = client.get(address)

    assert len(response.context["object_list"]) == min(before + rows, 20)
