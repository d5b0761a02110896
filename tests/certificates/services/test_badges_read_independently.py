"""Badges as our second reader finds them (`tests/certificates/badge_reader.py`): a fault that maker
and verifier share in one library is seen here."""

import base64
import hashlib
import json

import pytest
from cryptography.exceptions import InvalidSignature
from django.utils import timezone

from certificates.jws import signed
from certificates.services import hold_certificate, release_certificate, revoke_certificate
from certificates.services.dids import key_url
from certificates.services.keys import mark_compromised, private_key
from certificates.services.status_lists import publish_status_lists
from tests.certificates.badge_reader import bit_at, read_badge, set_purposes
from tests.certificates.badges import fetching, with_badges
from tests.certificates.keys import proof_key
from tests.certificates.test_bitstrings import PLACE_4000_OF_131072
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signing(house, settings, tmp_path):
    return with_badges(house, settings, tmp_path)


def with_claims(certificate, key, **changed):
    """The badge of `certificate` with other claims, rightly signed."""
    body = certificate.credential.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    for name, value in changed.items():
        if value is None:
            claims.pop(name)
        else:
            claims[name] = value
    header = {"kid": key_url(certificate.issuer, key.kid), "typ": "JWT"}
    return signed(header, claims, private_key(key))


def test_the_badge_is_whole_and_names_its_holder_by_the_printed_name(house, signing, client):
    house.type.validity_months = 12
    house.type.save()
    certificate = house.certificate()
    publish_status_lists()

    credential = read_badge(certificate.credential, fetching(client))

    (holder,) = credential["credentialSubject"]["identifier"]
    hashed = hashlib.sha256((certificate.printed_name + holder["salt"]).encode()).hexdigest()
    assert holder["identityHash"] == f"sha256${hashed}"
    assert credential["validUntil"].startswith(certificate.valid_until.isoformat())
    assert set_purposes(credential, fetching(client)) == set()


def test_review_and_revocation_set_the_bit_of_this_badge_and_of_no_other(house, signing, client):
    house.issued(1, key="run:first")
    certificate = house.certificate(key="run:second")
    other = type(certificate).objects.exclude(pk=certificate.pk).get()
    fetch = fetching(client)
    seen = []

    def now_set():
        publish_status_lists()
        return [
            set_purposes(read_badge(each.credential, fetch), fetch) for each in (certificate, other)
        ]

    hold_certificate(certificate=certificate, note="Diperiksa.", held_by=house.head)
    seen.append(now_set())
    release_certificate(certificate=certificate, released_by=house.head)
    seen.append(now_set())
    revoke_certificate(certificate=certificate, reason="fraud", note="", revoked_by=house.head)
    seen.append(now_set())

    assert seen == [[{"suspension"}, set()], [set(), set()], [{"revocation"}, set()]]


def test_a_changed_letter_breaks_the_signature(house, signing, client):
    head, body, signature = house.certificate().credential.split(".")
    told = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).replace(b"JP", b"JQ", 1)
    forged = base64.urlsafe_b64encode(told).rstrip(b"=").decode()

    with pytest.raises(InvalidSignature):
        read_badge(f"{head}.{forged}.{signature}", fetching(client))


def test_a_key_that_was_followed_vouches_and_one_in_other_hands_does_not(
    house, signing, client, settings, tmp_path
):
    certificate = house.certificate()
    proof_key(house.issuer, settings, tmp_path)
    assert read_badge(certificate.credential, fetching(client))

    keeper = UserFactory(roles=["administrator"])
    mark_compromised(key=signing, since=timezone.now(), marked_by=keeper)

    with pytest.raises(ValueError, match="asserts nothing"):
        read_badge(certificate.credential, fetching(client))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"@context": ["https://www.w3.org/2018/credentials/v1"]}, "too short|was expected"),
        ({"type": ["VerifiableCredential"]}, "does not contain"),
        ({"validFrom": None}, "validFrom"),
        ({"validFrom": "kemarin"}, "does not match"),
        ({"name": None}, "name"),
        ({"jti": "https://example.id/lain"}, "something else"),
        ({"nbf": 0}, "something else"),
        ({"credentialSubject": {"type": ["AchievementSubject"]}}, "achievement"),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else "",
)
def test_the_reader_refuses_what_the_standards_refuse(house, signing, client, changed, why):
    token = with_claims(house.certificate(), signing, **changed)

    with pytest.raises(ValueError, match=why):
        read_badge(token, fetching(client))


def test_the_reader_finds_the_place_that_others_set():
    found = [place for place in (3_999, 4_000, 4_001) if bit_at(PLACE_4000_OF_131072, place)]

    assert found == [4_000]
