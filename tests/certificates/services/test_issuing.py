import hashlib
import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone

from certificates.models import (
    BatchState,
    Certificate,
    CertificateEvent,
    IssueItem,
    ItemState,
    Status,
    TemplateVersion,
)
from certificates.services import (
    approve_batch,
    chain_is_whole,
    issue_items,
    requeue_stale_items,
    retry_failed_items,
)
from certificates.signals import certificate_issued
from certificates.storage import private_storage

pytestmark = pytest.mark.django_db


def test_every_certificate_of_an_approved_batch_is_valid_with_its_stored_hash(house):
    batch = house.issued(3)

    assert batch.state == BatchState.DONE
    for certificate in Certificate.objects.filter(item__batch=batch):
        pdf = certificate.pdf.read()
        assert certificate.status == Status.VALID
        assert hashlib.sha256(pdf).hexdigest() == certificate.pdf_sha256
        assert len(pdf) == certificate.pdf_bytes
        assert chain_is_whole(certificate)


def test_issuing_the_same_items_again_changes_nothing(house):
    batch = house.issued(2)
    before = list(Certificate.objects.order_by("serial").values())
    item_ids = [item.pk for item in batch.items.all()]

    assert issue_items(item_ids=item_ids) == 0
    assert issue_items(item_ids=[*item_ids, 999_999]) == 0

    assert list(Certificate.objects.order_by("serial").values()) == before
    assert CertificateEvent.objects.count() == 2


def test_nothing_is_valid_before_its_pdf_is_stored(house):
    batch = house.prepared(2)
    approve_batch(batch=batch, approved_by=house.head)

    assert {certificate.status for certificate in Certificate.objects.all()} == {Status.PENDING}

    first, second = batch.items.order_by("position")
    assert issue_items(item_ids=[first.pk]) == 1
    batch.refresh_from_db()

    assert batch.state == BatchState.ISSUING
    assert Certificate.objects.get(item=second).status == Status.PENDING


def test_a_worker_that_died_leaves_its_items_to_the_next_one_which_issues_them_once(house):
    batch = house.prepared(2)
    approve_batch(batch=batch, approved_by=house.head)
    long_ago = timezone.now() - timedelta(hours=1)
    batch.items.update(state=ItemState.PRINTING, heartbeat_at=long_ago)

    with house.commits():
        assert requeue_stale_items() == 2

    batch.refresh_from_db()
    assert batch.state == BatchState.DONE
    assert Certificate.objects.filter(status=Status.VALID).count() == 2
    assert CertificateEvent.objects.count() == 2


def test_half_a_file_of_a_dead_worker_is_replaced_by_a_whole_one(house):
    from django.core.files.base import ContentFile

    batch = house.prepared(1)
    approve_batch(batch=batch, approved_by=house.head)
    certificate = Certificate.objects.get()
    name = f"certificates/{certificate.issued_on:%Y/%m}/{certificate.pk.hex}.pdf"
    private_storage().save(name, ContentFile(b"%PDF-half"))

    issue_items(item_ids=[item.pk for item in batch.items.all()])

    certificate.refresh_from_db()
    assert certificate.pdf.name == name
    assert hashlib.sha256(certificate.pdf.read()).hexdigest() == certificate.pdf_sha256


def test_an_item_in_the_hands_of_a_living_worker_is_left_alone(house):
    batch = house.prepared(1)
    approve_batch(batch=batch, approved_by=house.head)
    batch.items.update(state=ItemState.PRINTING, heartbeat_at=timezone.now())

    assert issue_items(item_ids=[batch.items.get().pk]) == 0
    assert requeue_stale_items() == 0


def test_a_batch_whose_messages_were_lost_is_sent_again_as_a_whole(house):
    batch = house.prepared(2)
    approve_batch(batch=batch, approved_by=house.head)
    assert requeue_stale_items() == 0

    batch.items.update(heartbeat_at=timezone.now() - timedelta(hours=1))

    assert requeue_stale_items() == 2


def test_one_bad_document_fails_alone_and_can_be_repeated_with_its_number(house):
    batch = house.prepared(2)
    approve_batch(batch=batch, approved_by=house.head)
    bad = Certificate.objects.order_by("item__position").first()
    good_snapshot = dict(bad.snapshot)
    bad.snapshot["printed"]["programme_id"] = "Sangat panjang " * 200
    bad.save()

    issue_items(item_ids=[item.pk for item in batch.items.all()])

    batch.refresh_from_db()
    assert batch.state == BatchState.PARTIAL
    assert IssueItem.objects.get(state=ItemState.FAILED).error_code == "page_count_changed"

    good_snapshot["printed"]["programme_id"] = "Pendek"
    Certificate.objects.filter(pk=bad.pk).update(snapshot=good_snapshot)
    with house.commits():
        assert retry_failed_items(batch=batch, retried_by=house.clerk) == 1

    batch.refresh_from_db()
    bad.refresh_from_db()
    assert (batch.state, bad.status, bad.serial[:3]) == (BatchState.DONE, Status.VALID, "001")


def test_a_design_whose_files_changed_is_refused_instead_of_printed(house):
    batch = house.prepared(1)
    version = TemplateVersion.objects.get()
    version.assets = {**version.assets, "border.svg": "0" * 64}
    version.save()
    approve_batch(batch=batch, approved_by=house.head)

    issue_items(item_ids=[batch.items.get().pk])

    assert batch.items.get().error_code == "design_changed"


def test_the_news_of_an_issued_certificate_is_told_once(house):
    told = []

    def listen(certificate, **kwargs):
        told.append(certificate.serial)

    certificate_issued.connect(listen)
    try:
        batch = house.issued(2)
        with house.commits():
            issue_items(item_ids=[item.pk for item in batch.items.all()])
    finally:
        certificate_issued.disconnect(listen)

    assert len(told) == 2


def test_a_changed_event_breaks_the_chain(house):
    certificate = house.certificate()
    event = certificate.events.get()
    event.facts = {"pdf_sha256": "forged"}
    event.save()

    assert not chain_is_whole(certificate)


def test_a_chunk_of_25_costs_at_most_10_queries(house, django_assert_max_num_queries):
    batch = house.prepared(25)
    approve_batch(batch=batch, approved_by=house.head)
    item_ids = [item.pk for item in batch.items.all()]

    with django_assert_max_num_queries(10):
        assert issue_items(item_ids=item_ids) == 25


def test_qpdf_finds_nothing_wrong(house, tmp_path):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(house.certificate().pdf.read())

    answer = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)

    assert answer.returncode == 0, answer.stdout + answer.stderr
