"""Badges of a key in other hands: no validator believes them, while paper, hash and page stand.

The issuer's DID document names such a key no more (`dids`), from whatever day it was lost: whoever
has it can put any day into what he signs.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet

from certificates import jws
from certificates.models import Certificate, KeyPurpose, SigningKey
from certificates.services.badges import header_of


def badges_of(key: SigningKey) -> QuerySet[Certificate]:
    """The certificates whose badge `key` signed, newest first, whatever became of them.

    By how the text of such a badge begins: its header names the key, and the address that the
    site has (`CERTIFICATES_VERIFY_BASE_URL`); under another one those badges are read no more.
    """
    found = Certificate.objects.issued().filter(_signed_by(key))
    return found.order_by("-issued_on", "serial")


def counts_of_lost_badges(keys: Iterable[SigningKey]) -> dict[int, int]:
    """How many badges each of `keys` signed that is in other hands, by primary key of the key.

    Keys that are nobody else's, and those that sign PDFs, are left out. One query, none if
    none is left.
    """
    lost = {
        key.pk: _signed_by(key)
        for key in keys
        if key.compromised_at is not None and key.purpose == KeyPurpose.PROOF
    }
    if not lost:
        return {}
    badges = Certificate.objects.issued().filter(reduce(or_, lost.values()))
    counts = {f"of_{pk}": Count("pk", filter=condition) for pk, condition in lost.items()}
    found = badges.aggregate(**counts)
    return {pk: found[f"of_{pk}"] for pk in lost}


def lost_a_key() -> Q:
    """The condition on an issuer that one of its keys of badges is in other hands."""
    return Q(
        pk__in=SigningKey.objects.filter(
            purpose=KeyPurpose.PROOF, compromised_at__isnull=False
        ).values("issuer")
    )


def is_badge_lost(certificate: Certificate) -> bool:
    """Whether the key that signed the badge of `certificate` is in other hands. One query."""
    if not certificate.credential:
        return False
    head = certificate.credential.partition(".")[0]
    kid = json.loads(urlsafe_b64decode(head + "=" * (-len(head) % 4)))["kid"].rpartition("#")[2]
    return SigningKey.objects.filter(
        issuer=certificate.issuer_id, kid=kid, compromised_at__isnull=False
    ).exists()


def _signed_by(key: SigningKey) -> Q:
    begins = jws.head(header_of(key.issuer, key.kid)) + "."
    return Q(issuer=key.issuer_id, credential__startswith=begins)
