"""A portrait on a certificate: asked of who keeps it, frozen, printed, forgotten."""

import io

import pikepdf
import pytest
from django.utils import timezone
from wagtail import hooks

from certificates.errors import PortraitLost
from certificates.evidence import portraits_of
from certificates.models import Certificate, Printer
from certificates.services import approve_batch, issue_items, prepare_batch
from certificates.services.portraits import portrait_of, printed_portrait
from certificates.services.snapshots import canonical_sha256
from certificates.services.stock import print_on_stock
from certificates.storage import private_storage
from mentoring.registry.holders import HolderSource
from mentoring.registry.models import ConsentPurpose
from mentoring.registry.services import set_portrait, withdraw_consent
from tests.factories.pictures import photograph
from tests.factories.registry import ConsentFactory, ConsentTextFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(house):
    """One participant, who agreed to photographs."""
    occasion = house.training(1)
    user_id = occasion.participants[0].user_id
    person = PersonFactory(user_id=user_id, full_name="Ruminah Contoh")
    set_portrait(person=person, file=io.BytesIO(photograph(size=(900, 1200))), set_by=None)
    text = ConsentTextFactory(purpose=ConsentPurpose.PHOTO)
    ConsentFactory(person=person, text=text, purpose=ConsentPurpose.PHOTO)
    with hooks.register_temporarily("register_certificate_holders", HolderSource):
        prepared = prepare_batch(
            occasion=occasion, certificate_type=house.type, prepared_by=house.clerk
        )
        prepared.person = person
        yield prepared


def pictures(certificate):
    """Sizes of the pictures on the front page."""
    with pikepdf.open(certificate.pdf.open()) as pdf:
        return [(int(one.Width), int(one.Height)) for one in pdf.pages[0].images.values()]


def kept(certificate):
    return private_storage().exists(f"certificates/portraits/{certificate.pk.hex}.jpg")


def test_a_worker_prints_what_was_frozen_and_forgets_the_file(batch, house):
    approve_batch(batch=batch, approved_by=house.head)
    certificate = Certificate.objects.get()
    assert kept(certificate)
    assert certificate.snapshot_sha256 == canonical_sha256(certificate.snapshot)
    frozen = portrait_of(certificate)
    withdraw_consent(
        person=batch.person,
        purpose=ConsentPurpose.PHOTO,
        withdrawn_by=None,
        now=timezone.now(),
    )

    with house.commits():
        assert issue_items(item_ids=[batch.items.get().pk]) == 1

    certificate.refresh_from_db()
    assert (354, 472) in pictures(certificate)
    assert len(frozen) < 60_000
    assert certificate.pdf_bytes <= 120_000
    assert not kept(certificate)


def test_without_her_yes_to_photographs_none_is_handed_over(batch):
    assert list(portraits_of([batch.person.user_id])) == [batch.person.user_id]
    withdraw_consent(
        person=batch.person,
        purpose=ConsentPurpose.PHOTO,
        withdrawn_by=None,
        now=timezone.now(),
    )

    assert portraits_of([batch.person.user_id]) == {}


def test_a_design_without_a_photo_asks_nobody(batch, house):
    version = batch.template_version
    version.front_html = version.front_html.replace("[[#photo]]", "[[#name]]")
    version.front_html = version.front_html.replace("[[/photo]]", "[[/name]]")
    version.save()

    approve_batch(batch=batch, approved_by=house.head)

    certificate = Certificate.objects.get()
    assert "portrait_sha256" not in certificate.snapshot
    assert not kept(certificate)


def test_a_lost_portrait_stops_that_certificate_only(batch, house):
    approve_batch(batch=batch, approved_by=house.head)
    certificate = Certificate.objects.get()
    private_storage().delete(f"certificates/portraits/{certificate.pk.hex}.jpg")

    with pytest.raises(PortraitLost):
        portrait_of(certificate)
    assert issue_items(item_ids=[batch.items.get().pk]) == 0
    assert batch.items.get().error_code == "portrait_lost"


def test_a_source_without_portraits_answers_as_before():
    class Plain:
        def holders_for(self, user_ids):
            return {}

    with hooks.register_temporarily("register_certificate_holders", Plain):
        assert portraits_of([1]) == {}


def test_pre_printed_sheets_bear_the_portrait_of_the_document(batch, house):
    with house.commits():
        approve_batch(batch=batch, approved_by=house.head)
    certificate = Certificate.objects.get()
    assert not kept(certificate)
    printer = Printer.objects.create(issuer=house.issuer, name="Meja 1")

    content = print_on_stock(
        certificates=[certificate],
        printer=printer,
        first_number="A-001",
        printed_by=house.clerk,
    )

    with pikepdf.open(io.BytesIO(content)) as pdf:
        sizes = [(int(one.Width), int(one.Height)) for one in pdf.pages[0].images.values()]
    assert (354, 472) in sizes


def test_a_document_without_the_frozen_portrait_is_not_printed_with_another(batch, house):
    with house.commits():
        approve_batch(batch=batch, approved_by=house.head)
    certificate = Certificate.objects.get()
    certificate.snapshot["portrait_sha256"] = "0" * 64

    with pytest.raises(PortraitLost):
        printed_portrait(certificate)
