"""Proofs on real papers: in the printed picture, per key, and without a key."""

import subprocess
from datetime import timedelta

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image

from certificates.errors import KeyFileLost
from certificates.models import Certificate, IssueItem, SigningKey
from certificates.proofs import read
from certificates.services.keys import mark_compromised
from certificates.services.proving import proof_of, public_keys, with_proof_keys
from tests.certificates.keys import proof_key
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def known(kid):
    return SigningKey.objects.get(kid=kid).public_key


@pytest.fixture
def signing(house, settings, tmp_path):
    return proof_key(house.issuer, settings, tmp_path)


def as_scanned(certificate, folder):
    """What a camera reads from the first page, printed with 300 dots per inch."""
    (folder / "paper.pdf").write_bytes(certificate.pdf.read())
    command = ["pdftoppm", "-r", "300", "-l", "1", "-png", "paper.pdf", "paper"]
    subprocess.run(command, cwd=folder, check=True)
    (page,) = folder.glob("paper*.png")
    (code,) = zxingcpp.read_barcodes(Image.open(page))
    return code.text


def test_the_printed_picture_leads_to_the_page_and_bears_the_proof(house, signing, tmp_path):
    certificate = house.certificate()

    address, _hash, proof = as_scanned(certificate, tmp_path).partition("#")

    assert address == certificate.snapshot["verify_url"]
    assert proof == certificate.qr_payload
    facts = read(proof, known).facts
    assert (facts.code, facts.serial, facts.name) == (
        certificate.public_code,
        certificate.serial,
        certificate.printed_name,
    )
    assert facts.issued_on == certificate.issued_on


def test_without_a_key_the_picture_holds_the_address_alone(house, tmp_path):
    certificate = house.certificate()

    assert certificate.qr_payload == ""
    assert as_scanned(certificate, tmp_path) == certificate.snapshot["verify_url"]


def test_a_paper_keeps_the_proof_it_has_whatever_becomes_of_keys(
    house, signing, settings, tmp_path
):
    certificate = house.certificate()
    proof_key(house.issuer, settings, tmp_path)

    (item,) = with_proof_keys(IssueItem.objects.all())
    assert proof_of(item) == certificate.qr_payload
    assert read(certificate.qr_payload, known).kid == signing.kid


def test_a_promised_key_whose_file_is_lost_fails_the_item_and_not_the_proof(
    house, signing, settings, tmp_path
):
    settings.CERTIFICATES_KEYS_FOLDER = str(tmp_path / "elsewhere")

    batch = house.issued(1)

    assert batch.items.get().error_code == KeyFileLost.code
    assert Certificate.objects.get().status == "pending"


def test_many_proofs_cost_no_query_more(house, signing, django_assert_num_queries):
    batch = house.issued(3)
    Certificate.objects.update(qr_payload="")

    with django_assert_num_queries(1):
        items = with_proof_keys(batch.items.select_related("certificate"))
        proofs = [proof_of(item) for item in items]

    assert [read(proof, known).kid for proof in proofs] == [signing.kid] * 3


def test_the_key_list_names_old_and_given_up_keys_and_no_private_half(
    house, signing, settings, tmp_path
):
    since = timezone.now() - timedelta(minutes=1)
    mark_compromised(key=signing, since=since, marked_by=UserFactory(roles=["administrator"]))
    proof_key(house.issuer, settings, tmp_path)

    old, new = public_keys()

    assert (old["kid"], old["compromised_at"]) == (signing.kid, since.isoformat())
    assert (new["compromised_at"], new["issuer"]) == ("", house.issuer.code)
    assert set(new) == {
        "kid", "alg", "x", "issuer", "issuer_name", "is_sample", "contact",
        "active_from", "active_to", "compromised_at",
    }  # fmt: skip
