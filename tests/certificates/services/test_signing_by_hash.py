"""A service that sees hashes only: hash out, signature in, our file around it."""

import asyncio
import base64
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certificates.errors import NoRoomForSignature, NotAllowed, SignatureNotValid
from certificates.models import EventKind, ExternalSigning, SignatureLevel
from certificates.rendering.signing import _signer, read_signature
from certificates.services.events import chain_is_whole
from certificates.services.keys import private_key, rotate_key
from certificates.services.signed_files import take_back_many
from certificates.services.signing_by_hash import hash_out, hashes_out, put_in
from tests.factories.accounts import UserFactory
from tests.factories.certificates import IssuerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys_folder(settings, tmp_path):
    settings.CERTIFICATES_KEYS_FOLDER = str(tmp_path / "keys")


@pytest.fixture
def service(house):
    """Signs a hash (hex) and answers DER, as a service outside does; it never sees a file."""
    house.type.sign_mode = "external"
    house.type.save()
    made_by = UserFactory(roles=["administrator"])
    key = rotate_key(issuer=IssuerFactory(), purpose="pdf", made_by=made_by)
    signer = _signer(private_key(key), key.certificate_pem)

    def signature(digest):
        async def sign():
            return await signer.async_sign(bytes.fromhex(digest), "sha256", use_pades=True)

        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, sign()).result().dump()

    return signature


@pytest.mark.parametrize("form", ["der", "pem", "base64"])
def test_the_signature_of_the_hash_makes_a_file_that_holds(house, service, form):
    certificate = house.certificate()
    before, unsigned = certificate.pdf_sha256, certificate.pdf.read()
    signing = hash_out(certificate=certificate, sent_by=house.head)
    der = service(signing.asked_sha256)
    text = base64.encodebytes(der)
    given = {
        "der": der,
        "pem": b"-----BEGIN PKCS7-----\n" + text + b"-----END PKCS7-----\n",
        "base64": text,
    }[form]

    put_in(signing=signing, signature=given, returned_by=house.head)

    certificate.refresh_from_db()
    signing.refresh_from_db()
    content = certificate.pdf.read()
    found = read_signature(content, original=unsigned)
    assert found.is_whole and found.begins_with_original
    assert certificate.signature_level == SignatureLevel.EXTERNAL
    assert (signing.prepared_sha256, signing.signed_sha256) == (before, certificate.pdf_sha256)
    assert certificate.events.filter(kind=EventKind.SIGNED).count() == 1
    assert chain_is_whole(certificate)
    assert not signing.room_pdf


def test_asking_again_gives_the_same_hash(house, service):
    batch = house.issued(2)

    first = [one.asked_sha256 for one in hashes_out(batch=batch, sent_by=house.head)]
    again = [one.asked_sha256 for one in hashes_out(batch=batch, sent_by=house.head)]

    assert first == again
    assert len(set(first)) == 2


def test_no_more_are_prepared_at_once_than_a_page_may_take(house, service, monkeypatch):
    monkeypatch.setattr("certificates.services.signing_by_hash.AT_ONCE", 2)
    batch = house.issued(3)

    counts = [len(hashes_out(batch=batch, sent_by=house.head)) for _call in range(2)]

    assert counts == [2, 3]


def test_a_signature_of_another_hash_and_one_too_large_change_nothing(house, service):
    certificate = house.certificate()
    original = certificate.pdf.read()
    signing = hash_out(certificate=certificate, sent_by=house.head)

    with pytest.raises(SignatureNotValid):
        put_in(signing=signing, signature=b"0\x80rubbish", returned_by=house.head)
    with pytest.raises(NoRoomForSignature):
        put_in(signing=signing, signature=b"0" * 40_000, returned_by=house.head)
    with pytest.raises(Exception, match=r"bukan berkas|tanda tangan"):
        put_in(signing=signing, signature=service("00" * 32), returned_by=house.head)
    with pytest.raises(NotAllowed):
        put_in(signing=signing, signature=b"", returned_by=house.clerk)

    certificate.refresh_from_db()
    assert certificate.pdf.read() == original
    assert certificate.signature_level == SignatureLevel.NONE


def test_signatures_are_known_by_the_hash_they_sign_and_judged_alone(house, service):
    batch = house.issued(3)
    first, second, third = hashes_out(batch=batch, sent_by=house.head)
    files = [
        SimpleUploadedFile("c.p7s", service(third.asked_sha256)),
        SimpleUploadedFile("lain.p7s", service("11" * 32)),
        SimpleUploadedFile("a.pem", base64.b64encode(service(first.asked_sha256))),
        SimpleUploadedFile("catatan.txt", b"halo"),
    ]

    returned = take_back_many(
        signings=ExternalSigning.objects.all(), files=files, returned_by=house.head
    )

    assert [one.certificate and one.certificate.pk for one in returned] == [
        third.certificate_id,
        None,
        first.certificate_id,
        None,
    ]
    second.certificate.refresh_from_db()
    assert second.certificate.signature_level == SignatureLevel.NONE
    assert io.BytesIO(second.room_pdf.read()).getvalue().startswith(b"%PDF")
