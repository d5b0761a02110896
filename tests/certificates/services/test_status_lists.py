"""Places drawn, bits set by what becomes of a certificate, lists signed in time."""

import base64
import json
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidSignature
from django.utils import timezone

from certificates.bitstrings import SIZE
from certificates.models import Certificate, StatusList
from certificates.services import hold_certificate, release_certificate, revoke_certificate
from certificates.services.status_lists import allot_places, entries_for, publish_status_lists
from certificates.tasks import publish_revocation_lists_task
from tests.certificates.keys import proof_key
from tests.certificates.test_bitstrings import bits_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def signing(house, settings, tmp_path):
    settings.CERTIFICATES_VERIFY_BASE_URL = "https://sertifikat.example.id"
    return proof_key(house.issuer, settings, tmp_path)


def parts(token):
    return [base64.urlsafe_b64decode(part + "==") for part in token.split(".")]


def places_in(purpose, number=0):
    content = json.loads(parts(StatusList.objects.get(purpose=purpose, number=number).signed)[1])
    bits = bits_of(content["credentialSubject"]["encodedList"])
    return {place for place, bit in enumerate(bits) if bit == "1"}


def with_places(house, people=2, **details):
    house.issued(people, **details)
    certificates = list(Certificate.objects.order_by("serial"))
    allot_places(certificates)
    return certificates


def test_places_are_drawn_once_and_differ(house, signing):
    certificates = with_places(house, 3)
    before = [certificate.status_list_index for certificate in certificates]

    allot_places(certificates)

    assert [certificate.status_list_index for certificate in certificates] == before
    stored = Certificate.objects.order_by("serial").values_list("status_list_index", flat=True)
    assert list(stored) == before
    assert len(set(before)) == 3
    assert all(0 <= place < SIZE for place in before)
    # Three in a row by chance: once in a hundred million runs.
    assert sorted(before) != list(range(min(before), min(before) + 3))


def test_nobody_asks_the_database_for_places_there_are(house, signing, django_assert_num_queries):
    certificates = with_places(house)

    with django_assert_num_queries(0):
        allot_places(certificates)


def test_a_list_that_is_half_full_is_followed_by_the_next(house, signing, monkeypatch):
    monkeypatch.setattr("certificates.services.status_lists._MOST_PER_LIST", 3)
    with_places(house, 2)

    second = with_places(house, 2, key="run:2")

    lists = sorted(certificate.status_list_index // SIZE for certificate in second)
    assert lists == [0, 0, 1, 1]
    publish_status_lists()
    assert StatusList.objects.count() == 4


def test_what_becomes_of_a_certificate_sets_its_bit_and_no_other(house, signing):
    first, second = with_places(house)
    publish_status_lists()
    assert (places_in("revocation"), places_in("suspension")) == (set(), set())

    revoke_certificate(certificate=first, reason="error", note="", revoked_by=house.head)
    hold_certificate(certificate=second, note="Diperiksa.", held_by=house.head)
    publish_revocation_lists_task()
    assert places_in("revocation") == {first.status_list_index}
    assert places_in("suspension") == {second.status_list_index}

    release_certificate(certificate=second, released_by=house.head)
    publish_revocation_lists_task()
    assert places_in("revocation") == {first.status_list_index}
    assert places_in("suspension") == set()


def test_a_list_is_signed_as_its_issuer_and_says_how_long_it_holds(house, signing):
    with_places(house)
    # A whole second that no part of the making of the key came after.
    now = timezone.now().replace(microsecond=0) + timedelta(seconds=1)

    publish_status_lists(now=now)

    token = StatusList.objects.get(purpose="suspension").signed
    header, content, signature = parts(token)
    did = f"did:web:sertifikat.example.id:penerbit:{house.issuer.code}"
    assert json.loads(header)["kid"] == f"{did}#{signing.kid}"
    told = json.loads(content)
    url = f"https://sertifikat.example.id/penerbit/{house.issuer.code}/status/suspension/0.jwt"
    assert (told["iss"], told["issuer"], told["id"]) == (did, did, url)
    assert told["exp"] - told["nbf"] == timedelta(days=14).total_seconds()
    assert told["validFrom"] == now.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert told["credentialSubject"]["statusPurpose"] == "suspension"
    signing.public_key.verify(signature, token.rpartition(".")[0].encode())
    with pytest.raises(InvalidSignature):
        signing.public_key.verify(signature, token.rpartition(".")[0].encode() + b"x")


def test_a_list_is_signed_anew_when_it_says_something_else_or_grows_old(
    house, signing, settings, tmp_path
):
    first, _second = with_places(house)
    now = timezone.now()
    assert publish_status_lists(now=now) == 2
    assert publish_status_lists(now=now + timedelta(days=6)) == 0
    assert publish_status_lists(now=now + timedelta(days=8)) == 2

    revoke_certificate(certificate=first, reason="error", note="", revoked_by=house.head)
    assert publish_status_lists(now=now + timedelta(days=8)) == 1

    proof_key(house.issuer, settings, tmp_path)
    assert publish_status_lists(now=timezone.now() + timedelta(days=8)) == 2


def test_without_places_or_without_a_key_nothing_is_published(house, settings, tmp_path):
    with_places(house)
    assert publish_status_lists() == 0
    proof_key(house.issuer, settings, tmp_path)
    Certificate.objects.update(status_list_index=None)
    assert publish_status_lists() == 0


def test_a_certificate_says_where_its_bits_are(house, signing):
    certificate = with_places(house, 1)[0]
    certificate.status_list_index = SIZE + 7

    entries = entries_for(certificate)

    folder = f"https://sertifikat.example.id/penerbit/{house.issuer.code}/status"
    assert [entry["id"] for entry in entries] == [
        f"{folder}/revocation/1.jwt#7",
        f"{folder}/suspension/1.jwt#7",
    ]
    assert {entry["statusListIndex"] for entry in entries} == {"7"}
