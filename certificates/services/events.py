"""The history of a certificate: rows that are only added, each holding the hash before it."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from certificates.models import Certificate, CertificateEvent, EventKind


def new_event(
    certificate: Certificate,
    *,
    kind: str,
    happened_at: datetime,
    actor: Any = None,
    facts: dict[str, Any] | None = None,
    after: CertificateEvent | None = None,
) -> CertificateEvent:
    """An unsaved event that follows `after` (None: the first one)."""
    event = CertificateEvent(
        certificate=certificate,
        position=after.position + 1 if after else 1,
        kind=kind,
        happened_at=happened_at,
        actor=actor,
        facts=facts or {},
        previous_hash=after.own_hash if after else "",
    )
    event.own_hash = _hash(event)
    return event


@transaction.atomic
def record_event(
    *, certificate: Certificate, kind: str, happened_at: datetime, actor: Any, **facts: Any
) -> CertificateEvent:
    """Add what happened to the end of the certificate's history."""
    # The certificate's row is the lock: two events at once would claim one position.
    Certificate.objects.select_for_update().only("pk").get(pk=certificate.pk)
    last = certificate.events.order_by("-position").first()
    event = new_event(
        certificate, kind=kind, happened_at=happened_at, actor=actor, facts=facts, after=last
    )
    event.save(force_insert=True)
    return event


def renewed_events(made: Iterable[Certificate], *, happened_at: datetime) -> list[CertificateEvent]:
    """Unsaved: in the history of each certificate that one of `made` renews, that it did."""
    by_old = {one.renews_id: one for one in made if one.renews_id is not None}
    if not by_old:
        return []
    # The rows are the lock, as in `record_event`.
    locked = Certificate.objects.select_for_update().filter(pk__in=by_old).order_by("pk")
    last: dict[Any, CertificateEvent] = {}
    old = list(locked.only("pk"))
    for event in CertificateEvent.objects.filter(certificate__in=by_old).order_by("position"):
        last[event.certificate_id] = event
    return [
        new_event(
            one,
            kind=EventKind.RENEWED,
            happened_at=happened_at,
            facts={"by": str(by_old[one.pk].pk)},
            after=last.get(one.pk),
        )
        for one in old
    ]


def chain_is_whole(certificate: Certificate) -> bool:
    """Whether no event of `certificate` was changed, removed or put in between."""
    return chain_holds(certificate.events.order_by("position"))


def chain_holds(events: Iterable[CertificateEvent]) -> bool:
    """The same of `events`, all of one certificate in the order of their positions."""
    previous = ""
    for position, event in enumerate(events, start=1):
        if (event.position, event.previous_hash) != (position, previous):
            return False
        if event.own_hash != _hash(event):
            return False
        previous = event.own_hash
    return True


def _hash(event: CertificateEvent) -> str:
    parts = [
        str(event.certificate_id),
        event.position,
        event.kind,
        event.happened_at.isoformat(),
        event.actor_id,
        event.facts,
        event.previous_hash,
    ]
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
