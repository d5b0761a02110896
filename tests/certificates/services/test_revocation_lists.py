"""The signed list of what holds no longer: who is on it, when it is signed anew, who signed it."""

import base64
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from certificates.models import Certificate, RevocationList, SigningKey
from certificates.services import publish_revocation_lists, revoke_certificate
from certificates.services.revocation_lists import mark_of, published_lists
from tests.certificates.keys import proof_key
from tests.factories.certificates import IssuerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signing(house, settings, tmp_path):
    return proof_key(house.issuer, settings, tmp_path)


def opened(jws):
    """The content of a list, its signature checked with the key it names."""
    header, content, signature = jws.split(".")
    key = SigningKey.objects.get(kid=json.loads(part(header))["kid"])
    key.public_key.verify(part(signature), f"{header}.{content}".encode())
    return json.loads(part(content))


def part(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_revoked_held_and_replaced_ones_are_listed_by_marks_and_others_are_not(house, signing):
    revoked, held, replaced, valid = (house.certificate(key=f"run:{n}") for n in range(4))
    revoke_certificate(certificate=revoked, reason="error", note="x", revoked_by=house.head)
    Certificate.objects.filter(pk=held.pk).update(status="held")
    Certificate.objects.filter(pk=replaced.pk).update(status="replaced")

    publish_revocation_lists()
    (jws,) = published_lists()
    entries = {entry["c"]: entry["s"] for entry in opened(jws)["entries"]}

    assert entries == {
        mark_of(revoked.public_code): "revoked",
        mark_of(held.public_code): "held",
        mark_of(replaced.public_code): "replaced",
    }
    assert not any(each.public_code in str(opened(jws)) for each in (revoked, held, valid))


def test_a_list_is_signed_anew_when_it_says_too_little_or_grows_old(house, signing, settings):
    settings.CERTIFICATES_REVOCATION_LIST_DAYS = 14
    now = timezone.now()
    assert publish_revocation_lists(now=now) == 1
    assert publish_revocation_lists(now=now + timedelta(days=6)) == 0
    revoke_certificate(
        certificate=house.certificate(), reason="error", note="x", revoked_by=house.head
    )
    assert publish_revocation_lists(now=now + timedelta(days=6)) == 1
    assert publish_revocation_lists(now=now + timedelta(days=14)) == 1

    row = RevocationList.objects.get()
    content = opened(row.signed)
    assert (row.serial, content["serial"]) == (3, 3)
    assert content["next_update"] == (now + timedelta(days=28)).isoformat(timespec="seconds")


def test_a_new_key_signs_the_list_at_once(house, signing, settings, tmp_path):
    publish_revocation_lists()
    later = proof_key(house.issuer, settings, tmp_path)

    assert publish_revocation_lists() == 1
    assert RevocationList.objects.get().kid == later.kid


def test_an_issuer_without_a_key_has_no_list_and_lists_are_each_issuers_own(house, signing):
    IssuerFactory()

    assert publish_revocation_lists() == 1
    assert opened(*published_lists())["issuer"] == house.issuer.code
