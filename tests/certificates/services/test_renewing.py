"""Renewing: once, within its window, by two people; the old one stays what it was."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from certificates.errors import (
    AlreadyRenewed,
    CheckIsStale,
    NotAllowed,
    NothingChosen,
    NothingToRenew,
    NotRenewable,
    OutsideRenewalWindow,
    OwnBatch,
    RenewalRuleMissed,
    RenewedNotCorrected,
)
from certificates.models import (
    BatchState,
    Certificate,
    IssueBatch,
    IssueItem,
    ItemState,
    Origin,
    Status,
)
from certificates.services import (
    approve_batch,
    approve_correction,
    cancel_batch,
    chain_is_whole,
    check_chosen,
    hold_certificate,
    is_stale,
    prepare_renewals,
    request_correction,
    revoke_certificate,
)
from certificates.services.batches import today_at
from certificates.services.renewal_checks import rows_hash
from certificates.services.setting_up import create_rule_set
from certificates.validity import last_valid_day, renewed_last_day
from tests.factories.accounts import UserFactory
from tests.factories.certificates import MembershipFactory, RuleSetFactory, ToldFact, ToldHolder

pytestmark = pytest.mark.django_db


def ending(certificate, days):
    """`certificate` of a kind that holds for a year, whose last day is in so many days."""
    kind = certificate.type
    kind.validity_months = 12
    kind.save()
    certificate.valid_until = today_at(certificate.issuer) + timedelta(days=days)
    certificate.save(update_fields=["valid_until"])
    return certificate


@pytest.fixture
def due(house):
    return ending(house.certificate(), 20)


def prepare(house, *certificates, **details):
    return prepare_renewals(certificates=certificates, prepared_by=house.clerk, **details)


def renew(house, certificate):
    """The renewal of `certificate`, prepared, approved and printed."""
    (batch,) = prepare(house, certificate)
    with house.commits():
        approve_batch(batch=batch, approved_by=house.head)
    return Certificate.objects.get(item__batch=batch)


def test_a_renewal_has_its_own_number_and_code_and_both_know_each_other(house, due):
    new = renew(house, due)
    due.refresh_from_db()

    assert (new.renews, due.renewals.get()) == (due, new)
    assert (new.status, due.status) == (Status.VALID, Status.VALID)
    assert new.serial != due.serial
    assert new.public_code != due.public_code
    assert (new.holder, new.type) == (due.holder, due.type)
    assert new.snapshot["printed"]["programme_id"] == due.snapshot["printed"]["programme_id"]
    assert new.pdf.read().startswith(b"%PDF")


def test_the_histories_of_both_say_so_and_hold(house, due):
    new = renew(house, due)

    assert [event.kind for event in due.events.order_by("position")] == ["issued", "renewed"]
    assert due.events.get(kind="renewed").facts == {"by": str(new.pk)}
    assert new.events.get(kind="issued").facts["renews"] == str(due.pk)
    assert chain_is_whole(due)
    assert chain_is_whole(new)


@pytest.mark.parametrize(
    ("issued_on", "months", "old", "last"),
    [
        # Early: counted from the old last day. Late: from the issue date.
        (date(2027, 1, 10), 12, date(2027, 3, 1), date(2028, 3, 1)),
        (date(2027, 3, 20), 12, date(2027, 3, 1), date(2028, 3, 20)),
        (date(2029, 2, 1), 12, last_valid_day(date(2028, 2, 29), 12), date(2030, 2, 28)),
        (date(2032, 2, 29), 12, date(2032, 2, 29), date(2033, 2, 28)),
        (date(2027, 3, 1), None, date(2027, 3, 1), None),
    ],
)
def test_who_renews_early_loses_no_day(issued_on, months, old, last):
    assert renewed_last_day(issued_on, months, old) == last


def test_the_last_day_of_a_renewal_is_counted_from_the_old_one(house, due):
    assert renew(house, due).valid_until == last_valid_day(due.valid_until, 12)


def test_a_renewal_can_be_renewed_in_its_turn(house, due):
    second = ending(renew(house, due), 5)

    third = renew(house, second)

    assert third.renews.renews == due
    assert Certificate.objects.valid().filter(holder=due.holder).count() == 3
    assert len(set(Certificate.objects.values_list("occasion_key", flat=True))) == 3


def test_it_needs_a_second_person(house, due):
    (batch,) = prepare(house, due)
    assert (batch.state, batch.is_renewal) == (BatchState.PREPARED, True)
    MembershipFactory(role="head", issuer=house.issuer, user=house.clerk)
    house.clerk.groups.add(*house.head.groups.all())
    both = type(house.clerk).objects.get(pk=house.clerk.pk)

    with pytest.raises(OwnBatch):
        approve_batch(batch=batch, approved_by=both)


def test_only_a_clerk_of_the_issuer_prepares_it(house, due):
    for somebody in (house.head, MembershipFactory(role="clerk").user, UserFactory(), due.holder):
        with pytest.raises(NotAllowed):
            prepare_renewals(certificates=[due], prepared_by=somebody)
    assert IssueItem.objects.filter(renews=due).count() == 0


def revoked(house, certificate):
    revoke_certificate(certificate=certificate, reason="error", note="x", revoked_by=house.head)


def held(house, certificate):
    hold_certificate(certificate=certificate, note="x", held_by=house.head)


def replaced(house, certificate):
    wish = request_correction(
        certificate=certificate, wanted_name="Lain Contoh", reason="x", asked_by=house.clerk
    )
    approve_correction(correction=wish, approved_by=house.head)


def of_the_past(house, certificate):
    Certificate.objects.filter(pk=certificate.pk).update(origin=Origin.LEGACY)


def of_nobody(house, certificate):
    Certificate.objects.filter(pk=certificate.pk).update(holder=None)


def begun(house, certificate):
    prepare(house, certificate)


def renewed(house, certificate):
    renew(house, certificate)


def for_good(house, certificate):
    Certificate.objects.filter(pk=certificate.pk).update(valid_until=None)


def too_early(house, certificate):
    ending(certificate, 91)


def too_late(house, certificate):
    ending(certificate, -31)


@pytest.mark.parametrize(
    ("what_happened", "refusal", "code"),
    [
        (revoked, NotRenewable, "not_renewable"),
        (held, NotRenewable, "not_renewable"),
        (replaced, NotRenewable, "not_renewable"),
        (of_the_past, NotRenewable, "not_renewable"),
        (of_nobody, NotRenewable, "not_renewable"),
        (begun, AlreadyRenewed, "already_renewed"),
        (renewed, AlreadyRenewed, "already_renewed"),
        (for_good, NothingToRenew, "nothing_to_renew"),
        (too_early, OutsideRenewalWindow, "outside_renewal_window"),
        (too_late, OutsideRenewalWindow, "outside_renewal_window"),
    ],
)
def test_what_cannot_be_renewed_is_refused_with_its_reason(
    house, due, what_happened, refusal, code
):
    what_happened(house, due)
    before = IssueBatch.objects.count()

    with pytest.raises(refusal) as told:
        prepare(house, due)

    assert told.value.code == code
    assert due.serial in str(told.value)
    assert IssueBatch.objects.count() == before


def test_the_issue_date_lies_in_the_window_too(house, due):
    with pytest.raises(OutsideRenewalWindow):
        prepare(house, due, issued_on=due.valid_until + timedelta(days=31))


def test_nothing_chosen_is_said(house):
    with pytest.raises(NothingChosen):
        prepare(house)


def test_one_that_cannot_be_renewed_keeps_all_from_being_prepared(house, due):
    other = Certificate.objects.get(item__batch=house.issued(1, key="run:2"))
    revoked(house, ending(other, 20))

    with pytest.raises(NotRenewable):
        prepare(house, due, other)

    assert not IssueItem.objects.filter(renews__isnull=False).exists()


def test_each_training_gets_a_batch_of_its_own(house, due):
    other = ending(Certificate.objects.get(item__batch=house.issued(1, key="run:2")), 20)

    batches = prepare(house, due, other)

    assert [batch.items.count() for batch in batches] == [1, 1]
    assert {batch.occasion["key"] for batch in batches} == {"run:1", "run:2"}


def test_a_corrected_certificate_is_renewed_in_place_of_the_first(house, due):
    replaced(house, due)
    corrected = due.successors.get()

    new = renew(house, corrected)

    assert (new.renews, new.type) == (corrected, due.type)


def test_who_does_not_agree_to_the_printing_any_more_is_not_renewed(house, due):
    house.teller.holders[due.holder_id] = ToldHolder("Tanpa Izin Contoh", may_print=False)

    with pytest.raises(RenewalRuleMissed) as told:
        prepare(house, due)

    assert "persetujuan" in str(told.value).lower() or "agreement" in str(told.value)


@pytest.mark.parametrize(("passed", "is_ready"), [(6, True), (5, False)])
def test_the_rules_of_a_kind_for_renewals_are_asked(house, due, passed, is_ready):
    house.type.renewal_rule_set = RuleSetFactory(
        issuer=house.issuer, code="perpanjangan", rules=[("checks_passed", {})]
    )
    house.type.save()
    house.teller.facts[due.holder_id] = [ToldFact("checks_passed", passed, 6)]

    (row,) = check_chosen([due])

    assert row.is_ready is is_ready
    if is_ready:
        (batch,) = prepare(house, due)
        assert batch.rules == [{"kind": "checks_passed", "params": {}, "is_required": True}]
        assert batch.items.get().rule_values[0]["value"] == passed
    else:
        with pytest.raises(RenewalRuleMissed):
            prepare(house, due)


def test_what_changed_since_it_was_seen_is_not_prepared(house, due):
    seen = rows_hash(check_chosen([due]))
    house.teller.holders[due.holder_id] = ToldHolder("Nama Baru Contoh")

    with pytest.raises(CheckIsStale):
        prepare(house, due, seen_hash=seen)


@pytest.mark.parametrize("what_happened", [revoked, held, replaced, of_nobody])
def test_what_changed_since_it_was_prepared_is_not_approved(house, due, what_happened):
    (batch,) = prepare(house, due)
    assert not is_stale(batch)
    what_happened(house, due)

    with pytest.raises(CheckIsStale):
        approve_batch(batch=batch, approved_by=house.head)

    assert is_stale(batch)
    assert not due.renewals.exists()


def test_a_window_that_closes_before_the_approval_is_no_reason_to_refuse(house, due):
    (batch,) = prepare(house, due)
    ending(due, -40)

    approve_batch(batch=batch, approved_by=house.head)

    assert due.renewals.get().item.batch == batch


def test_a_cancelled_batch_lets_it_be_prepared_again(house, due):
    (batch,) = prepare(house, due)
    cancel_batch(batch=batch, cancelled_by=house.clerk)

    assert batch.items.get().state == ItemState.CANCELLED
    assert renew(house, due).renews == due


def test_what_was_renewed_is_not_corrected_any_more(house, due):
    wish = request_correction(
        certificate=due, wanted_name="Lain Contoh", reason="x", asked_by=house.clerk
    )
    new = renew(house, due)

    with pytest.raises(RenewedNotCorrected):
        approve_correction(correction=wish, approved_by=house.head)
    due.refresh_from_db()
    assert due.status == Status.VALID
    with pytest.raises(RenewedNotCorrected):
        request_correction(
            certificate=due, wanted_name="Lagi Contoh", reason="x", asked_by=house.head
        )
    request_correction(certificate=new, wanted_name="Lain Contoh", reason="x", asked_by=house.clerk)


def test_the_database_lets_nobody_be_renewed_twice(house, due):
    item = prepare(house, due)[0].items.get()
    twin = {"holder": item.holder, "holder_facts": {}, "rule_values": [], "position": 9}

    with pytest.raises(IntegrityError), transaction.atomic():
        IssueItem.objects.create(batch=due.item.batch, renews=due, **{**twin, "holder": house.head})


def test_a_new_version_of_the_rules_is_taken_over_for_renewals_too(house):
    old = RuleSetFactory(issuer=house.issuer, code="perpanjangan", rules=[])
    house.type.renewal_rule_set = old
    house.type.save()

    new = create_rule_set(
        issuer=house.issuer, code="perpanjangan", name="Baru", rules=[], takes_over=True
    )

    house.type.refresh_from_db()
    assert house.type.renewal_rule_set == new
