import pytest

from certificates.errors import NotAllowed, NotRevocable
from certificates.models import Certificate, CertificateEvent, Status
from certificates.services import approve_batch, chain_is_whole, revoke_certificate
from tests.factories.certificates import MembershipFactory


def revoke(certificate, by):
    return revoke_certificate(certificate=certificate, reason="error", note="salah", revoked_by=by)


def test_the_head_revokes_and_row_number_and_pdf_stay(house):
    certificate = house.certificate()
    pdf = certificate.pdf.name

    revoked = revoke(certificate, house.head)

    assert (revoked.status, revoked.reason, revoked.pdf.name) == (Status.REVOKED, "error", pdf)
    assert revoked.revoked_at is not None
    assert [event.kind for event in certificate.events.all()] == ["issued", "revoked"]
    assert chain_is_whole(certificate)


def test_revoking_twice_is_refused_and_changes_nothing(house):
    certificate = house.certificate()
    first = revoke(certificate, house.head).revoked_at

    with pytest.raises(NotRevocable):
        revoke(certificate, house.head)

    assert Certificate.objects.get().revoked_at == first
    assert CertificateEvent.objects.count() == 2


def test_a_pending_certificate_cannot_be_revoked(house):
    approve_batch(batch=house.prepared(1), approved_by=house.head)

    with pytest.raises(NotRevocable):
        revoke(Certificate.objects.get(), house.head)


def test_clerk_holder_and_the_head_of_elsewhere_may_not_revoke(house):
    certificate = house.certificate()

    for stranger in (house.clerk, certificate.holder, MembershipFactory(role="head").user):
        with pytest.raises(NotAllowed):
            revoke(certificate, stranger)


def test_after_a_revocation_the_same_person_can_get_a_new_one(house):
    revoke(house.certificate(), house.head)
    from certificates.services import prepare_batch

    batch = prepare_batch(
        occasion=house.teller.occasions[0], certificate_type=house.type, prepared_by=house.clerk
    )

    assert batch.items.count() == 1
