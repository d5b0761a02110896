"""What one person gets of this plugin in her copy, and what an erasure leaves."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from certificates.models import Certificate, Confirmation
from certificates.personal_data import CertificateData
from certificates.services import request_correction, verify
from certificates.services.confirming import confirm_by_hand

pytestmark = pytest.mark.django_db


def test_an_erasure_leaves_the_document_and_takes_away_the_way_to_her(house):
    certificate = house.certificate()
    holder, pdf = certificate.holder, certificate.pdf.read()
    wish = request_correction(
        certificate=certificate, wanted_name="Ni Luh Rekaan", reason="KTP", asked_by=holder
    )
    before = verify(typed=certificate.public_code, address="10.0.0.1")

    kept = CertificateData().erase(SimpleNamespace(user_ids=(holder.pk,)), now=timezone.now())

    stone = Certificate.objects.get(pk=certificate.pk)
    after = verify(typed=certificate.public_code, address="10.0.0.1")
    wish.refresh_from_db()
    assert len(kept) == 1
    assert (stone.holder, wish.reason) == (None, "")
    assert stone.item.holder_facts == {"printed_name": certificate.printed_name}
    assert stone.pdf.read() == pdf
    assert (after.state, after.printed) == (before.state, before.printed)


def test_an_erasure_of_somebody_without_certificates_says_and_changes_nothing(house):
    certificate = house.certificate()

    kept = CertificateData().erase(SimpleNamespace(user_ids=(house.clerk.pk,)), now=timezone.now())

    assert kept == []
    assert Certificate.objects.get().holder == certificate.holder


def test_what_was_confirmed_of_her_is_in_her_copy_and_goes_with_an_erasure(house):
    occasion = house.training(2)
    first, second = (one.user_id for one in occasion.participants)
    confirm_by_hand(
        certificate_type=house.type,
        occasion=occasion,
        holder_ids=[first, second],
        confirmed_by=house.clerk,
    )
    hers = SimpleNamespace(user_ids=(first,))

    [rows] = [
        part["rows"] for part in CertificateData().export(hers) if part["key"] == "confirmations"
    ]
    assert [(row["type"], row["by"]) for row in rows] == [
        (house.type.title_id, house.clerk.get_full_name())
    ]
    CertificateData().erase(hers, now=timezone.now())
    assert [row.holder_id for row in Confirmation.objects.all()] == [second]


def test_her_copy_names_what_was_asked_for(house):
    certificate = house.certificate()
    request_correction(
        certificate=certificate,
        wanted_name="Ni Luh Rekaan",
        reason="KTP",
        asked_by=certificate.holder,
    )

    parts = CertificateData().export(SimpleNamespace(user_ids=(certificate.holder_id,)))

    rows = {part["key"]: part["rows"] for part in parts}
    assert [row["serial"] for row in rows["certificates"]] == [certificate.serial]
    assert [row["wanted_name"] for row in rows["corrections"]] == ["Ni Luh Rekaan"]
