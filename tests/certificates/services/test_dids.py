"""did:web documents, read by a library that is not ours."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.utils import timezone
from openbadgeslib.ob3 import OB3VerificationError, resolve_verification_method
from openbadgeslib.ob3.did import pem_for_kid

from certificates import jws
from certificates.services.dids import did_document, did_of, key_url, site_did, site_document
from certificates.services.keys import mark_compromised, rotate_key
from tests.certificates.keys import proof_key
from tests.factories.accounts import UserFactory
from tests.factories.certificates import IssuerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def issuer(settings):
    settings.CERTIFICATES_VERIFY_BASE_URL = "https://sertifikat.example.id:8443"
    return IssuerFactory(code="UPT-BLK-JEMBER")


def test_the_name_says_where_the_document_lies(issuer, settings, tmp_path):
    key, asked = proof_key(issuer, settings, tmp_path), []

    def fetch(url):
        asked.append(url)
        return jws.as_json(did_document(issuer))

    pem = resolve_verification_method(key_url(issuer, key.kid), download=fetch)

    assert did_of(issuer) == ("did:web:sertifikat.example.id%3A8443:penerbit:UPT-BLK-JEMBER")
    assert asked == ["https://sertifikat.example.id:8443/penerbit/UPT-BLK-JEMBER/did.json"]
    assert load_pem_public_key(pem) == key.public_key


def test_a_key_that_ended_stays_behind_the_new_one(issuer, settings, tmp_path):
    first = proof_key(issuer, settings, tmp_path)
    second = proof_key(issuer, settings, tmp_path)

    document = did_document(issuer)

    urls = [key_url(issuer, key.kid) for key in (second, first)]
    assert [method["id"] for method in document["verificationMethod"]] == urls
    assert document["assertionMethod"] == urls
    for key in (first, second):
        pem = pem_for_kid(document, did_of(issuer), key_url(issuer, key.kid))
        assert load_pem_public_key(pem) == key.public_key


def test_a_key_in_other_hands_is_taken_out(issuer, settings, tmp_path):
    stolen = proof_key(issuer, settings, tmp_path)
    keeper = UserFactory(roles=["administrator"])
    mark_compromised(key=stolen, since=timezone.now() - timedelta(days=1), marked_by=keeper)
    assert did_document(issuer)["verificationMethod"] == []
    fresh = proof_key(issuer, settings, tmp_path)

    document = did_document(issuer)

    assert document["assertionMethod"] == [key_url(issuer, fresh.kid)]
    with pytest.raises(OB3VerificationError):
        pem_for_kid(document, did_of(issuer), key_url(issuer, stolen.kid))


def test_who_never_signed_proofs_has_no_document(issuer, settings, tmp_path):
    settings.CERTIFICATES_KEYS_FOLDER = str(tmp_path)
    rotate_key(issuer=issuer, purpose="pdf", made_by=UserFactory(roles=["administrator"]))

    assert did_document(issuer) is None


def test_the_site_names_its_issuers_and_signs_nothing(issuer, settings, tmp_path):
    proof_key(issuer, settings, tmp_path)
    IssuerFactory(code="TANPA-KUNCI")

    document = site_document()

    assert document["id"] == site_did() == "did:web:sertifikat.example.id%3A8443"
    assert [entry["serviceEndpoint"] for entry in document["service"]] == [did_of(issuer)]
    assert "verificationMethod" not in document
