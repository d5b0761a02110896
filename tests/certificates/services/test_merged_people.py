"""Two records turn out to be one person: before, between and after the steps of an issue."""

from contextlib import contextmanager

import pytest
from wagtail import hooks

from certificates.errors import CheckIsStale, NobodyEligible, OwnCertificate
from certificates.models import Certificate
from certificates.services import (
    approve_batch,
    check_archive,
    check_occasion,
    prepare_batch,
    verify,
)
from tests.factories.accounts import UserFactory
from tests.factories.certificates import ToldHolder, ToldOccasion, ToldParticipant, all_met

pytestmark = pytest.mark.django_db
MINE = "/sertifikat-saya/"


@contextmanager
def one_person(*user_ids):
    """While the block runs another plugin answers that these users are one person."""
    both = frozenset(user_ids)

    class Links:
        def same_as(self, asked):
            return {user_id: both for user_id in asked if user_id in both}

    with hooks.register_temporarily("register_identity_links", Links):
        yield


def told(certificate):
    verdict = verify(typed=certificate.public_code, address="10.0.0.1")
    return verdict.state, verdict.printed, verdict.pdf_sha256


def test_a_merge_after_the_issue_changes_no_document_and_shows_it_to_who_goes_on(client, house):
    certificate, kept = house.certificate(), UserFactory(full_name="Nama Tetap Contoh")
    before, pdf = told(certificate), certificate.pdf.read()
    client.force_login(kept)
    assert certificate.serial not in client.get(MINE).content.decode()

    with one_person(kept.pk, certificate.holder_id):
        page = client.get(MINE).content.decode()
        file = client.get(f"{MINE}{certificate.pk}/pdf/")
        after = Certificate.objects.get()

        assert certificate.serial in page
        assert b"".join(file.streaming_content) == after.pdf.read() == pdf
        assert told(after) == before
        assert after.snapshot_sha256 == certificate.snapshot_sha256
        assert after.holder_id == certificate.holder_id
        assert check_archive().is_whole

    # Parted again, each has her own.
    assert certificate.serial not in client.get(MINE).content.decode()


def test_who_holds_one_under_her_other_record_gets_no_second(house):
    certificate, kept = house.certificate(), UserFactory()
    house.teller.facts[kept.pk] = all_met()
    house.teller.holders[kept.pk] = ToldHolder("Nama Tetap Contoh")
    listed = ToldOccasion(
        key=certificate.occasion_key,
        issuer_code=house.issuer.code,
        participants=(ToldParticipant(kept.pk),),
    )
    asked = {"occasion": listed, "certificate_type": house.type}
    assert len(check_occasion(**asked).eligible) == 1

    with one_person(kept.pk, certificate.holder_id):
        [row] = check_occasion(**asked).rows

        assert row.standing_serial == certificate.serial
        with pytest.raises(NobodyEligible):
            prepare_batch(**asked, prepared_by=house.clerk)


def test_two_records_of_one_person_in_one_list_get_one_certificate(house):
    training = house.training(3)
    first, second, third = (one.user_id for one in training.participants)

    with one_person(first, second):
        batch = prepare_batch(
            occasion=training, certificate_type=house.type, prepared_by=house.clerk
        )

    assert list(batch.items.values_list("holder", "position")) == [(first, 1), (third, 2)]


def test_a_merge_between_preparation_and_approval_asks_for_a_new_check(house):
    batch = house.prepared(2)
    first, second = batch.items.values_list("holder", flat=True)

    with one_person(first, second), pytest.raises(CheckIsStale):
        approve_batch(batch=batch, approved_by=house.head)

    assert not Certificate.objects.exists()


def test_a_head_does_not_approve_what_she_gets_under_another_record(house):
    batch = house.prepared(1)

    with one_person(house.head.pk, batch.items.get().holder_id), pytest.raises(OwnCertificate):
        approve_batch(batch=batch, approved_by=house.head)

    assert not Certificate.objects.exists()
