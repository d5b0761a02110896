import pytest

from certificates.errors import NotAllowed, NumberStands, ReasonMissing
from certificates.models import BatchState, Certificate, ItemState, NumberVoid, Status
from certificates.services import (
    approve_batch,
    check_occasion,
    issue_items,
    prepare_batch,
    verify,
    void_number,
)


@pytest.fixture
def failed(house):
    """The second of two certificates could not be printed."""
    batch = house.prepared(2)
    approve_batch(batch=batch, approved_by=house.head)
    bad = Certificate.objects.order_by("sequence").last()
    bad.snapshot["printed"]["programme_id"] = "Sangat panjang " * 200
    bad.save()
    issue_items(item_ids=[item.pk for item in batch.items.all()])
    bad.refresh_from_db()
    return bad


def test_a_number_that_could_not_be_printed_is_void_and_the_person_gets_another(house, failed):
    void = void_number(certificate=failed, reason="Nama tidak muat", voided_by=house.head)

    failed.refresh_from_db()
    batch = failed.item.batch
    batch.refresh_from_db()
    assert (failed.status, batch.state) == (Status.VOIDED, BatchState.DONE)
    assert (void.number, void.serial, void.reason) == (2, failed.serial, "Nama tidak muat")
    occasion = house.teller.occasions[0]
    check = check_occasion(occasion=occasion, certificate_type=house.type)
    assert [row.participant.user_id for row in check.eligible] == [failed.holder_id]
    again = prepare_batch(occasion=occasion, certificate_type=house.type, prepared_by=house.clerk)
    approve_batch(batch=again, approved_by=house.head)
    assert Certificate.objects.get(item__batch=again).sequence == 3
    assert failed.item.state == ItemState.VOIDED


def test_a_void_number_is_unknown_to_verifiers(house, failed):
    void_number(certificate=failed, reason="Rusak", voided_by=house.head)

    assert verify(typed=failed.public_code, address="192.0.2.1").state == "unknown"


def test_only_a_failed_number_is_void_with_a_reason_by_the_head(house, failed):
    printed = Certificate.objects.order_by("sequence").first()

    with pytest.raises(NumberStands, match=r"002|001"):
        void_number(certificate=printed, reason="Salah", voided_by=house.head)
    with pytest.raises(ReasonMissing):
        void_number(certificate=failed, reason="  ", voided_by=house.head)
    with pytest.raises(NotAllowed):
        void_number(certificate=failed, reason="Salah", voided_by=house.clerk)
    assert NumberVoid.objects.count() == 0
