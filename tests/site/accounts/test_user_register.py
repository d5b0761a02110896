"""The list of accounts in the admin, for any number of accounts."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_list_of_accounts_asks_the_same_for_any_number(rows, client, django_assert_num_queries):
    client.force_login(UserFactory(is_superuser=True))
    address = reverse("wagtailusers_users:index_results")
    client.get(address)
    UserFactory.create_batch(rows, roles=["crafter"])

    with django_assert_num_queries(5):
        response = client.get(address)

    assert len(response.context["object_list"]) == min(rows + 1, 20)
