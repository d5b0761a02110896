import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import IntegrityError, transaction
from django.utils import timezone

from certificates.errors import KeyCompromisedInTheFuture, KeyFileLost, NoActiveKey, NotAllowed
from certificates.models import SigningKey
from certificates.services.keys import (
    active_key,
    kid_of,
    mark_compromised,
    private_key,
    rotate_key,
)
from tests.certificates.keys import key_moments
from tests.factories.accounts import UserFactory
from tests.factories.certificates import IssuerFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return UserFactory(roles=["administrator"])


@pytest.fixture(autouse=True)
def keys_folder(settings, tmp_path):
    settings.CERTIFICATES_KEYS_FOLDER = str(tmp_path / "keys")
    return tmp_path / "keys"


def test_a_key_signs_with_its_private_half_and_is_checked_with_its_row(keeper):
    key = rotate_key(issuer=IssuerFactory(), purpose="proof", made_by=keeper)

    signature = private_key(key).sign(b"words")

    SigningKey.objects.get(kid=key.kid).public_key.verify(signature, b"words")
    assert key.kid == kid_of(key.public_key)
    assert (key.alg, len(key.kid)) == ("EdDSA", 16)


def test_a_pdf_key_is_p256_and_its_certificate_names_the_issuer_and_no_authority(keeper):
    issuer = IssuerFactory(name_id="UPT BLK Contoh")

    key = rotate_key(issuer=issuer, purpose="pdf", made_by=keeper)

    certificate = x509.load_pem_x509_certificate(key.certificate_pem.encode())
    assert "O=UPT BLK Contoh" in certificate.subject.rfc4514_string()
    assert certificate.issuer == certificate.subject
    assert certificate.public_key() == key.public_key == private_key(key).public_key()
    assert key.public_key.curve.name == "secp256r1"


def test_the_private_half_is_in_no_row_and_readable_by_nobody_else(keeper, keys_folder):
    key = rotate_key(issuer=IssuerFactory(), purpose="pdf", made_by=keeper)

    [file] = keys_folder.iterdir()
    row = " ".join(str(value) for value in SigningKey.objects.values_list().get())
    assert file.name == key.private_reference
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(keys_folder.stat().st_mode) == 0o700
    assert "PRIVATE" in file.read_text()
    assert "PRIVATE" not in row


def test_rotation_ends_the_old_key_at_the_instant_the_new_one_begins(keeper):
    issuer, began = IssuerFactory(), datetime(2026, 8, 1, tzinfo=UTC)
    turned = datetime(2026, 9, 1, tzinfo=UTC)
    old = rotate_key(issuer=issuer, purpose="pdf", made_by=keeper, at=began)
    new = rotate_key(issuer=issuer, purpose="pdf", made_by=keeper, at=turned)
    old.refresh_from_db()

    def at(instant):
        return active_key(issuer=issuer, purpose="pdf", at=instant)

    assert at(turned - timedelta(microseconds=1)) == old
    assert at(turned) == new
    assert (old.active_to, old.public_pem != new.public_pem) == (turned, True)
    with pytest.raises(NoActiveKey):
        at(began - timedelta(microseconds=1))
    with pytest.raises(NoActiveKey):
        active_key(issuer=issuer, purpose="proof", at=turned)


def test_a_compromised_key_signs_no_more_and_its_earlier_signatures_stand(keeper):
    issuer, now = IssuerFactory(), timezone.now()
    key = rotate_key(issuer=issuer, purpose="pdf", made_by=keeper, at=now - timedelta(days=30))
    since = now - timedelta(days=7)

    mark_compromised(key=key, since=since, marked_by=keeper)

    assert key.signs_at(since - timedelta(seconds=1))
    assert not key.signs_at(since)
    with pytest.raises(NoActiveKey):
        active_key(issuer=issuer, purpose="pdf")
    with pytest.raises(KeyCompromisedInTheFuture):
        mark_compromised(key=key, since=now + timedelta(days=1), marked_by=keeper)


def test_only_who_keeps_keys_makes_or_gives_up_one(keeper):
    head = MembershipFactory(role="head")
    key = rotate_key(issuer=head.issuer, purpose="pdf", made_by=keeper)

    with pytest.raises(NotAllowed):
        rotate_key(issuer=head.issuer, purpose="pdf", made_by=head.user)
    with pytest.raises(NotAllowed):
        mark_compromised(key=key, since=timezone.now(), marked_by=head.user)
    assert SigningKey.objects.get().compromised_at is None


def test_a_lost_or_foreign_key_file_is_refused_by_name(keeper, keys_folder):
    issuer = IssuerFactory()
    key = rotate_key(issuer=issuer, purpose="proof", made_by=keeper)
    other = rotate_key(issuer=IssuerFactory(), purpose="proof", made_by=keeper)
    file = Path(keys_folder / key.private_reference)

    file.write_bytes((keys_folder / other.private_reference).read_bytes())
    with pytest.raises(KeyFileLost):
        private_key(key)
    file.write_text("not a key")
    with pytest.raises(KeyFileLost):
        private_key(key)
    file.unlink()
    with pytest.raises(KeyFileLost):
        private_key(key)
    assert isinstance(private_key(other), Ed25519PrivateKey)


def test_two_keys_without_an_end_cannot_stand_side_by_side(keeper):
    key = rotate_key(issuer=IssuerFactory(), purpose="proof", made_by=keeper)
    key.pk, key.kid = None, "0" * 16

    with pytest.raises(IntegrityError), transaction.atomic():
        key.save(force_insert=True)


def test_keys_are_seen_by_their_issuers_members_and_by_who_keeps_them(keeper):
    member = MembershipFactory(role="auditor")
    key = rotate_key(issuer=member.issuer, purpose="pdf", made_by=keeper)

    def seen(user):
        return list(SigningKey.objects.visible_to(user))

    assert seen(member.user) == seen(keeper) == [key]
    assert seen(MembershipFactory().user) == seen(UserFactory()) == []


@pytest.mark.parametrize("row", key_moments(), ids=lambda row: row["why"])
def test_a_key_vouches_for_what_it_signed_in_its_time(row):
    def instant(text):
        return datetime.fromisoformat(text) if text else None

    key = SigningKey(
        active_from=instant(row["active_from"]),
        active_to=instant(row["active_to"]),
        compromised_at=instant(row["compromised_at"]),
    )

    assert key.signs_at(instant(row["signed_at"])) is row["holds"]
