from datetime import date

import pytest
from django.db import IntegrityError, transaction

from certificates.errors import (
    BatchAlreadyOpen,
    BatchNotPrepared,
    IssuedBeforeTheEnd,
    NobodyEligible,
    NoSignatory,
    NotAllowed,
    OccasionNotClosed,
    OwnBatch,
)
from certificates.models import (
    BatchState,
    Certificate,
    IssueBatch,
    NumberSequence,
    Signatory,
    Status,
)
from certificates.services import approve_batch, cancel_batch, prepare_batch
from tests.factories.certificates import (
    CertificateTypeFactory,
    MembershipFactory,
    ToldFact,
)


def prepare(house, occasion, **details):
    return prepare_batch(
        occasion=occasion, certificate_type=house.type, prepared_by=house.clerk, **details
    )


def test_a_batch_holds_exactly_those_who_meet_every_rule(house):
    occasion = house.training(3)
    late = occasion.participants[1].user_id
    house.teller.facts[late] = [ToldFact("attended_minutes", 100, 2880)]

    batch = prepare(house, occasion)

    assert [item.holder_id for item in batch.items.all()] == [
        occasion.participants[0].user_id,
        occasion.participants[2].user_id,
    ]
    assert batch.state == BatchState.PREPARED
    assert Certificate.objects.count() == 0


def test_preparing_is_refused_in_words_for_each_reason(house):
    running = house.training(1, key="run:2", is_closed=False)
    with pytest.raises(OccasionNotClosed):
        prepare(house, running)

    nobody = house.training(0, key="run:3")
    with pytest.raises(NobodyEligible):
        prepare(house, nobody)

    occasion = house.training(1, key="run:4")
    with pytest.raises(IssuedBeforeTheEnd):
        prepare(house, occasion, issued_on=date(2026, 8, 11))
    assert prepare(house, occasion, issued_on=date(2026, 8, 12)).issued_on == date(2026, 8, 12)

    with pytest.raises(BatchAlreadyOpen):
        prepare(house, occasion)

    Signatory.objects.all().update(ends_on=date(2026, 8, 1))
    with pytest.raises(NoSignatory):
        prepare(house, house.training(1, key="run:5"))


def test_a_head_a_clerk_of_elsewhere_and_a_former_clerk_may_not_prepare(house):
    occasion = house.training(1)
    former = MembershipFactory(issuer=house.issuer, ends_on=date(2025, 2, 1)).user

    for stranger in (house.head, MembershipFactory().user, former):
        with pytest.raises(NotAllowed):
            prepare_batch(occasion=occasion, certificate_type=house.type, prepared_by=stranger)


def test_nobody_approves_their_own_batch_even_with_both_roles(house):
    batch = house.prepared(1)
    MembershipFactory(user=house.clerk, issuer=house.issuer, role="head")
    house.clerk.groups.add(*house.head.groups.all())
    both = type(house.clerk).objects.get(pk=house.clerk.pk)

    with pytest.raises(OwnBatch):
        approve_batch(batch=batch, approved_by=both)
    with pytest.raises(IntegrityError), transaction.atomic():
        IssueBatch.objects.filter(pk=batch.pk).update(approved_by=both)


def test_a_clerk_and_the_head_of_elsewhere_may_not_approve(house):
    batch = house.prepared(1)

    for stranger in (
        MembershipFactory(issuer=house.issuer).user,
        MembershipFactory(role="head").user,
    ):
        with pytest.raises(NotAllowed):
            approve_batch(batch=batch, approved_by=stranger)


def test_approval_gives_consecutive_numbers_in_the_order_of_the_items(house):
    batch = house.prepared(3)

    approve_batch(batch=batch, approved_by=house.head)

    assert [certificate.serial for certificate in _in_order(batch)] == [
        f"{number:03d}/HDC/{house.issuer.code}/{_month(batch)}/{batch.issued_on.year}"
        for number in (1, 2, 3)
    ]
    assert {certificate.status for certificate in _in_order(batch)} == {Status.PENDING}


def test_a_second_batch_goes_on_where_the_first_ended(house):
    house.issued(2, key="run:1")
    second = house.prepared(2, key="run:2")

    approve_batch(batch=second, approved_by=house.head)

    assert [certificate.serial[:3] for certificate in _in_order(second)] == ["003", "004"]
    assert NumberSequence.objects.get().next_number == 5


def test_approving_twice_takes_numbers_once(house):
    batch = house.prepared(2)
    stale = IssueBatch.objects.get(pk=batch.pk)
    approve_batch(batch=batch, approved_by=house.head)

    with pytest.raises(BatchNotPrepared):
        approve_batch(batch=stale, approved_by=house.head)

    assert NumberSequence.objects.get().next_number == 3


def test_a_cancelled_batch_took_no_number_and_makes_room_for_another(house):
    occasion = house.training(1)
    batch = prepare(house, occasion)

    cancel_batch(batch=batch, cancelled_by=house.clerk)

    assert NumberSequence.objects.count() == 0
    assert prepare(house, occasion).state == BatchState.PREPARED
    with pytest.raises(BatchNotPrepared):
        approve_batch(batch=batch, approved_by=house.head)


def test_who_already_holds_a_certificate_is_not_in_the_next_batch(house):
    occasion = house.training(2)
    first = prepare(house, occasion)
    with house.commits():
        approve_batch(batch=first, approved_by=house.head)

    with pytest.raises(NobodyEligible):
        prepare(house, occasion)


def test_the_snapshot_freezes_what_is_printed_whatever_changes_later(house):
    certificate = house.certificate()
    printed = dict(certificate.snapshot["printed"])

    house.issuer.name_id = "Nama Baru"
    house.issuer.save()
    certificate.holder.full_name = "Nama Lain"
    certificate.holder.save()
    certificate.refresh_from_db()

    assert certificate.snapshot["printed"] == printed
    assert printed["dates_id"] == "3 s.d. 12 Agustus 2026"
    assert printed["dates_en"] == "3 – 12 August 2026"
    assert printed["signatory_title"] == "Plt. Kepala UPT BLK Contoh"
    assert printed["signatory_nip"] == "00000000 000000 0 000"
    assert printed["born_id"] == "lahir di Jember, 17 Agustus 1980"
    assert printed["watermark"] == "CONTOH – TIDAK BERLAKU"


def test_two_types_of_one_issuer_have_their_own_sequences(house):
    other = CertificateTypeFactory(
        issuer=house.issuer,
        number_pattern="{seq:03d}/{type}/{year}",
        signatory=False,
        rule_set=house.type.rule_set,
    )
    occasion = house.training(1)
    for kind in (house.type, other):
        batch = prepare_batch(occasion=occasion, certificate_type=kind, prepared_by=house.clerk)
        approve_batch(batch=batch, approved_by=house.head)

    assert sorted(NumberSequence.objects.values_list("next_number", flat=True)) == [2, 2]


def _in_order(batch):
    return list(Certificate.objects.filter(item__batch=batch).order_by("item__position"))


def _month(batch):
    from certificates.numbers import ROMAN_MONTHS

    return ROMAN_MONTHS[batch.issued_on.month - 1]
