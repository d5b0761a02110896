"""Credentials as a verifier that is not ours reads them, and how frozen they are."""

import base64
import json
import sys
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier
from pikepdf import pdfa

from certificates.errors import BadgesNotInstalled, NoActiveKey
from certificates.models import Certificate, CertificateEvent, EventKind, IssueItem, ItemState
from certificates.rendering.attachments import FILE_NAME
from certificates.rendering.signing import read_signature
from certificates.services import (
    approve_batch,
    approve_correction,
    hold_certificate,
    release_certificate,
    request_correction,
    revoke_certificate,
)
from certificates.services.badges import name_hash
from certificates.services.dids import did_of
from certificates.services.events import chain_is_whole
from certificates.services.keys import mark_compromised, rotate_key
from certificates.services.status_lists import publish_status_lists
from tests.certificates.badges import BASE_URL, fetching, with_badges
from tests.certificates.keys import proof_key
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signing(house, settings, tmp_path):
    return with_badges(house, settings, tmp_path)


def verified(house, client, token):
    fetch = fetching(client)
    verifier = OB3Verifier.for_issuer_did(did_of(house.issuer), download=fetch)
    return verifier.verify(token, check_status=True, download=fetch)


def payload(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_a_verifier_of_others_finds_key_status_and_achievement(house, signing, client):
    certificate = house.certificate()
    publish_status_lists()

    credential = verified(house, client, certificate.credential)

    printed = certificate.snapshot["printed"]
    assert credential.issuer.id == did_of(house.issuer)
    assert credential.issuer.name == printed["issuer_id"]
    assert credential.id == f"{BASE_URL}/c/{certificate.public_code}/lencana.jwt"
    assert credential.achievement.achievement_type == "Certificate"
    assert printed["programme_id"] in credential.achievement.name
    assert printed["programme_en"] in credential.achievement.description
    assert credential.issuance_date <= timezone.now()
    assert credential.expiration_date is None


def test_the_badge_of_a_sample_says_that_it_is_one(house, signing):
    achievement = payload(house.certificate().credential)["credentialSubject"]["achievement"]

    assert achievement["name"].startswith("CONTOH – TIDAK BERLAKU")


def test_it_says_nothing_of_the_holder_but_a_salted_hash_of_the_printed_name(house, signing):
    house.issued(2)
    first, second = Certificate.objects.order_by("serial")

    told = payload(first.credential)

    (holder,) = told["credentialSubject"]["identifier"]
    assert holder["identityHash"] == name_hash(first.printed_name, holder["salt"])
    assert len(holder["salt"]) == 32
    assert holder["salt"] not in second.credential
    assert "id" not in told["credentialSubject"]
    printed = first.snapshot["printed"]
    for personal in (first.printed_name, printed["number"], str(first.holder_id)):
        assert json.dumps(personal) not in json.dumps(told, ensure_ascii=False)
    assert first.printed_name not in json.dumps(told, ensure_ascii=False)


def test_revoking_and_review_reach_the_verifier(house, signing, client):
    certificate = house.certificate()
    hold_certificate(certificate=certificate, note="Diperiksa.", held_by=house.head)
    publish_status_lists()
    with pytest.raises(OB3VerificationError, match="suspension"):
        verified(house, client, certificate.credential)

    release_certificate(certificate=certificate, released_by=house.head)
    publish_status_lists()
    verified(house, client, certificate.credential)

    revoke_certificate(certificate=certificate, reason="fraud", note="", revoked_by=house.head)
    publish_status_lists()
    with pytest.raises(OB3VerificationError, match="revocation"):
        verified(house, client, certificate.credential)


def test_one_changed_letter_is_found(house, signing, client):
    certificate = house.certificate()
    publish_status_lists()
    head, _body, signature = certificate.credential.split(".")
    told = payload(certificate.credential)
    told["credentialSubject"]["achievement"]["name"] = "Dokter Rekaan"
    forged = base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()

    with pytest.raises(OB3VerificationError, match="signature"):
        verified(house, client, f"{head}.{forged}.{signature}")


def test_a_key_that_was_followed_still_vouches_and_one_in_other_hands_does_not(
    house, signing, client, settings, tmp_path
):
    certificate = house.certificate()
    proof_key(house.issuer, settings, tmp_path)
    publish_status_lists()
    verified(house, client, certificate.credential)

    keeper = UserFactory(roles=["administrator"])
    mark_compromised(key=signing, since=timezone.now(), marked_by=keeper)
    with pytest.raises(OB3VerificationError, match="kid"):
        verified(house, client, certificate.credential)


def test_a_badge_ends_with_the_last_moment_of_the_last_day_where_its_issuer_is(house, signing):
    house.type.validity_months = 12
    house.type.save()
    certificate = house.certificate()

    last = certificate.valid_until
    end = datetime(last.year, last.month, last.day, 16, 59, 59, tzinfo=UTC)
    assert payload(certificate.credential)["validUntil"] == end.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert payload(certificate.credential)["exp"] == int(end.timestamp())
    assert isinstance(last, date)


def test_its_hash_stands_in_the_history_and_nothing_changes_it_later(house, signing):
    certificate = house.certificate()
    token = certificate.credential

    house.type.title_id, house.issuer.name_id = "Lain", "Lain"
    house.type.save()
    house.issuer.save()
    hold_certificate(certificate=certificate, note="Diperiksa.", held_by=house.head)
    release_certificate(certificate=certificate, released_by=house.head)

    certificate.refresh_from_db()
    assert certificate.credential == token
    issued = CertificateEvent.objects.get(certificate=certificate, kind=EventKind.ISSUED)
    assert len(issued.facts["credential_sha256"]) == 64
    assert chain_is_whole(certificate)


def test_who_replaces_another_gets_a_badge_and_place_of_her_own(house, signing, client):
    old = house.certificate()
    correction = request_correction(
        certificate=old, wanted_name="Nama Benar Contoh", reason="Salah.", asked_by=house.clerk
    )

    new = approve_correction(correction=correction, approved_by=house.head)

    publish_status_lists()
    verified(house, client, new.credential)
    assert new.status_list_index not in (None, old.status_list_index)
    with pytest.raises(OB3VerificationError, match="revocation"):
        verified(house, client, old.credential)


def test_the_issuers_signature_covers_the_badge_and_the_archive_standard_holds(
    house, signing, tmp_path
):
    rotate_key(issuer=house.issuer, purpose="pdf", made_by=UserFactory(roles=["administrator"]))
    house.type.sign_mode = "own_key"
    house.type.save()

    certificate = house.certificate()

    content = certificate.pdf.read()
    (tmp_path / "paper.pdf").write_bytes(content)
    assert read_signature(content, original=b"").is_whole
    with pikepdf.open(tmp_path / "paper.pdf") as pdf:
        kept = pdf.attachments[FILE_NAME].get_file().read_bytes()
    assert kept.decode() == certificate.credential
    # Level A, and what every signature adds: the allowlist does not know it, and therefore does not
    # reach the file behind it, which it passes in the same PDF unsigned (test_attachments).
    unknown = ("conformance is 'A'", "(/AcroForm)", "(/Perms)", "pikepdf:embedded-file")
    said = [str(one) for one in pdfa.validate_written(tmp_path / "paper.pdf", "3b").findings]
    assert [one for one in said if not any(words in one for words in unknown)] == []


def test_types_without_a_badge_have_none_though_the_issuer_has_a_key(house, signing):
    house.type.gives_badge = False
    house.type.save()

    certificate = house.certificate()

    assert (certificate.credential, certificate.status_list_index) == ("", None)
    assert b"lencana" not in certificate.pdf.read()


def test_without_a_key_no_number_is_spent(house, signing):
    batch = house.prepared(1)
    keeper = UserFactory(roles=["administrator"])
    mark_compromised(key=signing, since=timezone.now() - timedelta(hours=1), marked_by=keeper)

    with pytest.raises(NoActiveKey):
        approve_batch(batch=batch, approved_by=house.head)

    assert not Certificate.objects.exists()


def test_without_the_extra_a_sentence_and_no_number_spent(house, signing, monkeypatch):
    batch = house.prepared(1)
    monkeypatch.setattr("certificates.services.badges.find_spec", lambda name: None)
    monkeypatch.setattr("certificates.models.types.find_spec", lambda name: None)

    with pytest.raises(BadgesNotInstalled, match="“badges”"):
        approve_batch(batch=batch, approved_by=house.head)
    with pytest.raises(ValidationError, match="“badges”"):
        house.type.full_clean()
    assert not Certificate.objects.exists()


def test_an_extra_that_is_taken_away_fails_the_item_and_not_the_worker(house, signing, monkeypatch):
    # The machine that approves has it, the one that prints has not.
    monkeypatch.setattr("certificates.services.badges.is_installed", lambda: True)
    monkeypatch.setitem(sys.modules, "openbadgeslib.ob3", None)

    batch = house.issued(1)

    item = IssueItem.objects.get(batch=batch)
    assert (item.state, item.error_code) == (ItemState.FAILED, "badges_not_installed")
