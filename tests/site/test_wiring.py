import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.certificates import IssuerFactory
from tests.factories.registry import MandateFactory

pytestmark = pytest.mark.django_db


def test_a_coordinator_chooses_among_the_issuers_certificates_knows(client):
    issuer = IssuerFactory()
    client.force_login(MandateFactory(user=UserFactory(roles=["coordinator"])).user)

    form = client.get(reverse("mentoring_training_run:add")).context["form"]

    assert list(form.fields["issuer_code"].choices) == [(issuer.code, issuer.name_id)]
