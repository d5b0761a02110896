"""Where a holder lives: asked of who keeps it, frozen, printed, never shown to verifiers."""

import io
from datetime import timedelta

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from certificates.models import Certificate
from certificates.services import approve_batch, issue_items, prepare_batch
from mentoring.registry.consent_texts import EARLIER_TEXTS
from mentoring.registry.holders import HolderSource
from mentoring.registry.models import ConsentPurpose, ConsentText
from mentoring.registry.services import newest_text
from tests.factories.registry import ConsentFactory, PersonFactory

pytestmark = pytest.mark.django_db

HOME = "Krajan, RT/RW 01/02, Tutul, Balung, Jember, Jawa Timur"


@pytest.fixture
def occasion(house):
    return house.training(1)


@pytest.fixture
def ruminah(occasion):
    return PersonFactory(
        user_id=occasion.participants[0].user_id, full_name="Ruminah Contoh", rt_rw="01/02"
    )


@pytest.fixture
def agreed(ruminah):
    return ConsentFactory(
        person=ruminah,
        purpose=ConsentPurpose.CERTIFICATE,
        text=newest_text(purpose="sertifikat", language="id"),
        given_at=timezone.now() - timedelta(days=1),
    )


@pytest.fixture
def issued(house, occasion, ruminah):
    """Call it: her certificate, printed."""

    def issue():
        with hooks.register_temporarily("register_certificate_holders", HolderSource):
            batch = prepare_batch(
                occasion=occasion, certificate_type=house.type, prepared_by=house.clerk
            )
            approve_batch(batch=batch, approved_by=house.head)
        with house.commits():
            assert issue_items(item_ids=[batch.items.get().pk]) == 1
        return Certificate.objects.get()

    return issue


def printed_pages(certificate):
    pdf = pypdf.PdfReader(io.BytesIO(certificate.pdf.open().read()))
    return [" ".join(page.extract_text().split()) for page in pdf.pages]


def test_it_is_frozen_and_printed_as_it_was_when_the_batch_was_prepared(issued, ruminah, agreed):
    certificate = issued()
    ruminah.hamlet = "Pindah"
    ruminah.save()

    certificate.refresh_from_db()
    front, back = printed_pages(certificate)

    assert certificate.snapshot["printed"]["home_address"] == HOME
    assert f"Alamat: {HOME}" in front
    assert "Alamat" not in back


def test_nobody_who_verifies_reads_it(issued, agreed, client):
    certificate = issued()

    page = client.get(reverse("certificates:verify", args=[certificate.public_code]))

    assert certificate.snapshot["printed"]["name"] in page.text
    assert "RT/RW" not in page.text


def test_a_yes_to_words_without_an_address_prints_none(issued, ruminah):
    old = ConsentText.objects.create(
        purpose="sertifikat",
        version=7,
        language="id",
        text=EARLIER_TEXTS["sertifikat", "id"],
    )
    ConsentFactory(
        person=ruminah,
        purpose=ConsentPurpose.CERTIFICATE,
        text=old,
        given_at=timezone.now() - timedelta(days=1),
    )

    assert issued().snapshot["printed"]["home_address"] == ""


def test_nothing_said_prints_none(issued, ruminah):
    assert issued().snapshot["printed"]["home_address"] == ""
