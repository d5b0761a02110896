"""Status lists of credentials: a place for each certificate, and the signed lists of bits.

Places are drawn at random, so that a neighbour in the list says nothing of a neighbour in the
batch. A list takes certificates until it is half full, then the next one is opened.
Source: W3C Bitstring Status List v1.0, sections 2 and 6.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from certificates import bitstrings, conf, jws
from certificates.errors import NoActiveKey
from certificates.models import (
    Certificate,
    Issuer,
    KeyPurpose,
    SigningKey,
    Status,
    StatusList,
    StatusPurpose,
)
from certificates.services.dids import did_of, key_url
from certificates.services.keys import active_key, private_key

# What sets a bit, by the purpose of the list.
SET_BY = {
    StatusPurpose.REVOCATION: (Status.REVOKED, Status.REPLACED),
    StatusPurpose.SUSPENSION: (Status.HELD,),
}
# How long a validator may keep a list, in milliseconds; our sweep looks once a minute.
_KEPT_FOR_MS = 300_000
_MOST_PER_LIST = bitstrings.SIZE // 2


def allot_places(certificates: Sequence[Certificate]) -> None:
    """Give those of `certificates` without a place one that no other certificate of their issuer
    has or had. Five queries for each issuer, none if all have one."""
    without = [one for one in certificates if one.status_list_index is None]
    for issuer_id in sorted({one.issuer_id for one in without}):
        _allot([one for one in without if one.issuer_id == issuer_id])


@transaction.atomic
def _allot(without: Sequence[Certificate]) -> None:
    # The issuer's row is the lock: two workers must not draw the same place.
    issuer = Issuer.objects.select_for_update().get(pk=without[0].issuer_id)
    places = iter(_free_places(issuer, len(without)))
    for certificate in without:
        certificate.status_list_index = next(places)
    Certificate.objects.bulk_update(without, ["status_list_index"])


def _free_places(issuer: Issuer, count: int) -> list[int]:
    """`count` places of the newest list of `issuer` that nobody has, in no order."""
    taken = Certificate.objects.filter(issuer=issuer, status_list_index__isnull=False)
    highest = taken.aggregate(highest=Max("status_list_index"))["highest"] or 0
    first = highest // bitstrings.SIZE * bitstrings.SIZE
    if taken.filter(status_list_index__gte=first).count() + count > _MOST_PER_LIST:
        first += bitstrings.SIZE
    found: set[int] = set()
    while len(found) < count:
        drawn = {first + secrets.randbelow(bitstrings.SIZE) for _each in range(count - len(found))}
        found |= drawn - set(
            taken.filter(status_list_index__in=drawn).values_list("status_list_index", flat=True)
        )
    drawn_order = list(found)
    secrets.SystemRandom().shuffle(drawn_order)
    return drawn_order


def list_url(issuer: Issuer, purpose: str, number: int) -> str:
    """Where a list is fetched, for ever."""
    path = reverse("certificates:status_list", args=[issuer.code, purpose, number])
    return conf.verify_base_url() + path


def entries_for(certificate: Certificate) -> list[dict[str, str]]:
    """What the credential of `certificate` says of its places, one for each purpose."""
    number, place = divmod(certificate.status_list_index or 0, bitstrings.SIZE)
    return [
        {
            "id": f"{list_url(certificate.issuer, purpose, number)}#{place}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": str(purpose),
            "statusListIndex": str(place),
            "statusListCredential": list_url(certificate.issuer, purpose, number),
        }
        for purpose in SET_BY
    ]


def publish_status_lists(*, now: datetime | None = None) -> int:
    """Sign anew every list that says too little or grows old; return how many. Safe to repeat."""
    now = now or timezone.now()
    keys = SigningKey.objects.filter(purpose=KeyPurpose.PROOF).active_at(now)
    with_places = Certificate.objects.filter(status_list_index__isnull=False)
    issuers = Issuer.objects.filter(pk__in=keys.values("issuer")).filter(
        pk__in=with_places.values("issuer")
    )
    return sum(publish_lists_of(issuer, now) for issuer in issuers.order_by("pk"))


def issuers_without_lists(now: datetime) -> QuerySet[Issuer]:
    """Issuers that published lists of what holds no longer and have no key to renew them with:
    whoever relies on the last edition learns of no later revocation. For badges and proofs alike.
    """
    keys = SigningKey.objects.filter(purpose=KeyPurpose.PROOF).active_at(now)
    published = Q(status_lists__isnull=False) | Q(revocation_list__isnull=False)
    return Issuer.objects.filter(published).exclude(pk__in=keys.values("issuer")).distinct()


@transaction.atomic
def publish_lists_of(issuer: Issuer, now: datetime) -> int:
    """The same for one issuer that has a key and certificates with places."""
    # The issuer's row is the lock, also against workers that open a new list.
    issuer = Issuer.objects.select_for_update().get(pk=issuer.pk)
    try:
        key = active_key(issuer=issuer, purpose=KeyPurpose.PROOF, at=now)
    except NoActiveKey:
        return 0
    placed = Certificate.objects.filter(issuer=issuer, status_list_index__isnull=False)
    highest = placed.aggregate(highest=Max("status_list_index"))["highest"]
    if highest is None:
        return 0
    published = {(one.purpose, one.number): one for one in issuer.status_lists.all()}
    signed = 0
    for purpose, statuses in SET_BY.items():
        lists: dict[int, list[int]] = {
            number: [] for number in range(highest // bitstrings.SIZE + 1)
        }
        listed = placed.filter(status__in=statuses)
        for index in listed.values_list("status_list_index", flat=True):
            number, place = divmod(index, bitstrings.SIZE)
            lists[number].append(place)
        for number, places in lists.items():
            last = published.get((purpose, number))
            signed += _publish(
                last or StatusList(issuer=issuer, purpose=purpose, number=number), places, key, now
            )
    return signed


def _publish(row: StatusList, places: list[int], key: SigningKey, now: datetime) -> bool:
    bits = bitstrings.encoded(places)
    digest = hashlib.sha256(bits.encode()).hexdigest()
    period = timedelta(days=conf.revocation_list_days())
    says_the_same = row.pk and (row.bits_sha256, row.kid) == (digest, key.kid)
    if says_the_same and row.next_update - now > period / 2:
        return False
    row.published_at, row.next_update = now, now + period
    row.bits_sha256, row.kid = digest, key.kid
    header = {"kid": key_url(row.issuer, key.kid), "typ": "vc+jwt", "cty": "vc"}
    row.signed = jws.signed(header, _credential(row, bits), private_key(key))
    row.save()
    return True


def _credential(row: StatusList, bits: str) -> dict[str, Any]:
    """The list as a credential (section 2.2), with the claims a JWT needs besides (RFC 7519)."""
    url, did = list_url(row.issuer, row.purpose, row.number), did_of(row.issuer)
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did,
        "validFrom": _instant(row.published_at),
        "validUntil": _instant(row.next_update),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": row.purpose,
            "encodedList": bits,
            "ttl": _KEPT_FOR_MS,
        },
        "iss": did,
        "jti": url,
        "nbf": int(row.published_at.timestamp()),
        "exp": int(row.next_update.timestamp()),
    }


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
