import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate
from mentoring.personal_data import all_sections
from mentoring.registry.services import erase_person
from mentoring.registry.subjects import personal_data_sources, subject_of
from tests.certificates.conftest import house  # noqa: F401
from tests.factories.accounts import UserFactory
from tests.factories.certificates import IssuerFactory
from tests.factories.registry import MandateFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_a_coordinator_chooses_among_the_issuers_certificates_knows(client):
    issuer = IssuerFactory()
    client.force_login(MandateFactory(user=UserFactory(roles=["coordinator"])).user)

    form = client.get(reverse("mentoring_training_run:add")).context["form"]

    assert list(form.fields["issuer_code"].choices) == [(issuer.code, issuer.name_id)]


def test_what_somebody_was_given_under_an_older_account_is_hers_too(client, house):  # noqa: F811
    older = house.certificate()
    kept = PersonFactory(user=UserFactory())
    merged = PersonFactory(user=older.holder, merged_into=kept)
    client.force_login(kept.user)

    page = client.get(reverse("certificates:mine"))
    assert list(page.context["page"]) == [older]

    merged.merged_into = None
    merged.save()
    assert list(client.get(reverse("certificates:mine")).context["page"]) == []
    older.refresh_from_db()
    assert older.holder == merged.user


def test_an_erasure_takes_the_holder_from_a_certificate_and_changes_nothing_else(house):  # noqa: F811
    certificate = house.certificate()
    kept = Certificate.objects.filter(pk=certificate.pk).values().get()
    person = PersonFactory(user=certificate.holder)

    stays = erase_person(person=person, erased_by=None, now=timezone.now())

    left = Certificate.objects.filter(pk=certificate.pk).values().get()
    assert left == {**kept, "holder_id": None}
    assert any("ertifikat" in sentence for sentence in stays)


def test_the_copy_of_ones_data_names_the_certificates(house):  # noqa: F811
    certificate = house.certificate()
    person = PersonFactory(user=certificate.holder)

    parts = all_sections(personal_data_sources(), subject_of(person))

    [serials] = [part["rows"] for part in parts if part["key"] == "certificates"]
    assert [row["serial"] for row in serials] == [certificate.serial]
