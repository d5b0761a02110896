"""Publishing, per issuer and signed, which certificates hold no longer.

An entry is {"c": mark of the code, "s": "revoked" | "held" | "replaced", "d": day, ISO 8601}.
The mark is what `mark_of` computes: whoever has a code finds its entry, and nobody can read
codes out of the list (they have 60 random bits). Model: DIVOC's revocation list.
"""

import hashlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from certificates import conf, jws
from certificates.errors import NoActiveKey
from certificates.models import (
    Certificate,
    EventKind,
    Issuer,
    KeyPurpose,
    RevocationList,
    SigningKey,
    Status,
)
from certificates.services.keys import active_key, private_key

LISTED = (Status.REVOKED, Status.HELD, Status.REPLACED)
_MARK_BYTES = 12
_SINCE = (EventKind.REVOKED, EventKind.HELD, EventKind.REPLACED)


def publish_revocation_lists(*, now: datetime | None = None) -> int:
    """Sign anew every list that says too little or grows old; return how many. Safe to repeat.

    Issuers without a key for proofs have no list: their papers bear no proof either.
    """
    now = now or timezone.now()
    keys = SigningKey.objects.filter(purpose=KeyPurpose.PROOF).active_at(now)
    issuers = Issuer.objects.filter(pk__in=keys.values("issuer"))
    return sum(_publish(issuer, now) for issuer in issuers.order_by("pk"))


@transaction.atomic
def _publish(issuer: Issuer, now: datetime) -> bool:
    # The issuer's row is the lock: two workers would give two lists one serial.
    Issuer.objects.select_for_update().get(pk=issuer.pk)
    try:
        key = active_key(issuer=issuer, purpose=KeyPurpose.PROOF, at=now)
    except NoActiveKey:
        return False
    entries = entries_of(issuer)
    digest = hashlib.sha256(jws.as_json(entries)).hexdigest()
    last = RevocationList.objects.filter(issuer=issuer).first()
    period = timedelta(days=conf.revocation_list_days())
    says_the_same = last and (last.entries_sha256, last.kid) == (digest, key.kid)
    # Half a period is left for phones that come by seldom.
    if last and says_the_same and last.next_update - now > period / 2:
        return False
    serial, next_update = (last.serial if last else 0) + 1, now + period
    content = {
        "serial": serial,
        "issuer": issuer.code,
        "published_at": now.isoformat(timespec="seconds"),
        "next_update": next_update.isoformat(timespec="seconds"),
        "entries": entries,
    }
    RevocationList.objects.update_or_create(
        issuer=issuer,
        defaults={
            "serial": serial,
            "published_at": now,
            "next_update": next_update,
            "entries_sha256": digest,
            "kid": key.kid,
            "signed": jws.signed(
                {"kid": key.kid, "typ": "pendamping-revocations"}, content, private_key(key)
            ),
        },
    )
    return True


def entries_of(issuer: Issuer) -> list[dict[str, str]]:
    """What the list of `issuer` says now, in the order of the marks. One query."""
    zone = ZoneInfo(issuer.time_zone)
    rows = (
        Certificate.objects.filter(issuer=issuer, status__in=LISTED)
        .annotate(since=Max("events__happened_at", filter=Q(events__kind__in=_SINCE)))
        .values_list("public_code", "status", "since", "revoked_at")
    )
    entries = [
        {
            "c": mark_of(code),
            "s": str(status),
            "d": (revoked_at or since).astimezone(zone).date().isoformat()
            if revoked_at or since
            else "",
        }
        for code, status, since, revoked_at in rows
    ]
    return sorted(entries, key=lambda entry: entry["c"])


def mark_of(code: str) -> str:
    """The mark of a public code (stored form) in the lists."""
    digest = hashlib.sha256(f"pendamping:{code}".encode()).digest()[:_MARK_BYTES]
    return jws.base64url(digest)


def published_lists() -> list[str]:
    """The current list of every issuer, signed. One query."""
    return list(RevocationList.objects.order_by("issuer").values_list("signed", flat=True))
