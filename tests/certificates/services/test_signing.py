import asyncio
import hashlib
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography import x509
from django.utils import timezone
from pikepdf import pdfa

from certificates.errors import (
    AlreadySigned,
    FileTooLarge,
    NotAllowed,
    NotOurFile,
    SignatureNotValid,
    SigningNotInstalled,
)
from certificates.models import (
    CertificateEvent,
    EventKind,
    ExternalSigning,
    IssueItem,
    ItemState,
    SignatureLevel,
)
from certificates.rendering.signing import read_signature, sign_pdf
from certificates.services.events import chain_is_whole
from certificates.services.keys import mark_compromised, private_key, rotate_key
from certificates.services.signing import LARGEST_FILE, send_out, take_back
from tests.factories.accounts import UserFactory
from tests.factories.certificates import IssuerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys_folder(settings, tmp_path):
    settings.CERTIFICATES_KEYS_FOLDER = str(tmp_path / "keys")


@pytest.fixture
def keeper():
    return UserFactory(roles=["administrator"])


def signed_outside(pdf, keeper):
    """What a service outside gives back: `pdf` signed with a key we never see."""
    key = rotate_key(issuer=IssuerFactory(), purpose="pdf", made_by=keeper)
    words = {"certificate_pem": key.certificate_pem, "reason": "Rekaan", "place": "Contoh"}
    return sign_pdf(pdf, private=private_key(key), **words)


def with_mode(house, mode):
    house.type.sign_mode = mode
    house.type.save()


def test_a_certificate_with_the_issuers_own_key_says_so_and_holds(house, keeper):
    key = rotate_key(issuer=house.issuer, purpose="pdf", made_by=keeper)
    with_mode(house, "own_key")

    certificate = house.certificate()

    content = certificate.pdf.read()
    found = read_signature(content, original=b"")
    assert found.is_whole
    assert house.issuer.name_id in found.signer
    stored = x509.load_pem_x509_certificate(found.certificate_pem.encode())
    assert stored.public_key() == key.public_key
    assert certificate.signature_level == SignatureLevel.OWN_KEY
    assert hashlib.sha256(content).hexdigest() == certificate.pdf_sha256
    signed = CertificateEvent.objects.get(certificate=certificate, kind=EventKind.SIGNED)
    assert signed.facts["kid"] == key.kid
    assert chain_is_whole(certificate)


def test_signing_keeps_the_archive_standard(house, keeper, tmp_path):
    rotate_key(issuer=house.issuer, purpose="pdf", made_by=keeper)
    with_mode(house, "own_key")
    path = tmp_path / "signed.pdf"
    path.write_bytes(house.certificate().pdf.read())

    report = pdfa.validate_written(path, "3b")

    # Level A and what every signature adds, which the allowlist does not know; nothing else.
    unknown = ("conformance is 'A'", "(/AcroForm)", "(/Perms)")
    said = [str(one) for one in report.findings]
    assert [one for one in said if not any(words in one for words in unknown)] == []
    if shutil.which("pdfsig"):  # poppler, a second opinion where it is installed
        told = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False)
        assert "Signature is Valid" in told.stdout
        assert "Total document signed" in told.stdout


def test_a_change_after_signing_shows(house, keeper):
    rotate_key(issuer=house.issuer, purpose="pdf", made_by=keeper)
    with_mode(house, "own_key")
    content = bytearray(house.certificate().pdf.read())
    content[content.index(b"stream", 3000) + 40] ^= 1

    assert not read_signature(bytes(content), original=b"").is_whole
    assert not read_signature(bytes(content) + b"\n% more", original=b"").is_whole


def test_without_an_active_key_items_fail_with_a_sentence_and_go_on_with_one(house, keeper):
    with_mode(house, "own_key")
    key = rotate_key(issuer=house.issuer, purpose="pdf", made_by=keeper)
    mark_compromised(key=key, since=timezone.now(), marked_by=keeper)

    batch = house.issued(1)

    item = IssueItem.objects.get(batch=batch)
    assert (item.state, item.error_code) == (ItemState.FAILED, "no_active_key")


def test_ink_is_the_default_and_needs_nothing_digital(house):
    certificate = house.certificate()

    assert house.type.sign_mode == "wet"
    assert certificate.signature_level == SignatureLevel.NONE
    with pytest.raises(SignatureNotValid):
        read_signature(certificate.pdf.read(), original=b"")


def test_a_file_goes_out_and_comes_back_signed_with_both_hashes(house, keeper):
    with_mode(house, "external")
    certificate = house.certificate()
    before, unsigned = certificate.pdf_sha256, certificate.pdf.read()

    signing = send_out(certificate=certificate, sent_by=house.head)
    again = send_out(certificate=certificate, sent_by=house.head)
    signed = signed_outside(unsigned, keeper)
    take_back(signing=signing, signed=signed, returned_by=house.head)

    certificate.refresh_from_db()
    signing.refresh_from_db()
    assert again == signing
    assert certificate.pdf.read() == signed
    assert certificate.signature_level == SignatureLevel.EXTERNAL
    assert signing.prepared_pdf.read() == unsigned
    assert (signing.prepared_sha256, signing.signed_sha256) == (before, certificate.pdf_sha256)
    event = CertificateEvent.objects.get(certificate=certificate, kind=EventKind.SIGNED)
    assert event.facts == {
        "prepared_sha256": before,
        "signed_sha256": hashlib.sha256(signed).hexdigest(),
    }
    assert chain_is_whole(certificate)
    with pytest.raises(AlreadySigned):
        take_back(signing=signing, signed=signed, returned_by=house.head)


@pytest.mark.parametrize("kind", ["unsigned", "other", "edited", "rubbish", "empty", "large"])
def test_what_comes_back_wrong_is_refused_and_nothing_changes(house, keeper, kind):
    with_mode(house, "external")
    certificate = house.certificate()
    original = certificate.pdf.read()
    signing = send_out(certificate=certificate, sent_by=house.head)
    signed = signed_outside(original, keeper)
    files = {
        "unsigned": original,
        "other": signed_outside(house.certificate(key="run:2").pdf.read(), keeper),
        "edited": signed.replace(b"/Author", b"/Auth0r", 1)
        if b"/Author" in signed
        else signed[:2000] + b"x" + signed[2001:],
        "rubbish": b"%PDF-1.7 nothing",
        "empty": b"",
        "large": b"0" * (LARGEST_FILE + 1),
    }

    with pytest.raises((NotOurFile, SignatureNotValid, FileTooLarge)):
        take_back(signing=signing, signed=files[kind], returned_by=house.head)

    certificate.refresh_from_db()
    assert certificate.pdf.read() == original
    assert certificate.signature_level == SignatureLevel.NONE


def test_only_the_head_of_the_issuer_sends_out_and_takes_back(house, keeper):
    with_mode(house, "external")
    certificate = house.certificate()
    signing = send_out(certificate=certificate, sent_by=house.head)

    for refused in (house.clerk, keeper):
        with pytest.raises(NotAllowed):
            send_out(certificate=certificate, sent_by=refused)
        with pytest.raises(NotAllowed):
            take_back(signing=signing, signed=b"", returned_by=refused)


def test_a_certificate_signed_in_ink_does_not_go_out(house):
    with pytest.raises(NotOurFile):
        send_out(certificate=house.certificate(), sent_by=house.head)
    assert not ExternalSigning.objects.exists()


def test_a_week_of_silence_is_overdue(house):
    with_mode(house, "external")
    signing = send_out(certificate=house.certificate(), sent_by=house.head)

    assert not signing.is_overdue(signing.sent_at + timezone.timedelta(days=7))
    assert signing.is_overdue(signing.sent_at + timezone.timedelta(days=7, seconds=1))


def test_without_the_extra_one_sentence_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyhanko.sign", None)

    with pytest.raises(SigningNotInstalled, match="sign"):
        sign_pdf(b"", private=None, certificate_pem="", reason="", place="")


def test_it_signs_and_reads_where_an_event_loop_runs_already(house, keeper):
    pdf = house.certificate().pdf.read()
    key = rotate_key(issuer=IssuerFactory(), purpose="pdf", made_by=keeper)
    words = {"certificate_pem": key.certificate_pem, "reason": "Rekaan", "place": "Contoh"}
    private = private_key(key)

    async def inside():
        signed = sign_pdf(pdf, private=private, **words)
        return read_signature(signed, original=pdf)

    # In a thread of its own: a browser test before this one may have left a loop in this thread.
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(asyncio.run, inside()).result().is_whole
