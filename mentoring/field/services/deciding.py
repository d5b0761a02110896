"""What people decide: about records that are held, and about differences."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.field.deliveries import storable
from mentoring.field.errors import (
    HELD,
    RETURNED,
    THROWN_AWAY,
    AlreadyDecided,
    FieldMissing,
    NotDecidedHere,
    PayloadForgotten,
    ReasonMissing,
    StillHeld,
)
from mentoring.field.models import AwaitedRecord, Conflict, Envelope, EnvelopeState
from mentoring.field.rooms import record_types
from mentoring.field.services.pushing import locked, try_again, wake
from mentoring.offline_records import Answer, ConflictKind, OfficeMovedOn, Resolution

UNDECIDED = (EnvelopeState.HELD, EnvelopeState.RETURNED)
_DECISION = ["state", "code", "sentence", "decided_by", "decided_at", "decision_note"]


def accept_held(*, envelope: Envelope, by: Any, note: str = "") -> Envelope:
    """Take a held record over although a rule held it; its room has the last word.

    Raises AlreadyDecided, PayloadForgotten, StillHeld (the room's own sentence is in it).
    """
    with transaction.atomic():
        envelope = _undecided(envelope)
        if envelope.payload_forgotten_at is not None:
            raise PayloadForgotten()
        try_again([envelope], accepted_by=by)
        if envelope.state == EnvelopeState.HELD:
            raise StillHeld(sentence=envelope.sentence)
        _decide(envelope, by, note)
        log(instance=envelope, action="mentoring.accept_record", user=by, data={"note": note})
        wake([envelope])
    return envelope


def ask_facilitator(*, envelope: Envelope, by: Any, note: str) -> Envelope:
    """Send a held record back to the phone with a question.

    Raises ReasonMissing, AlreadyDecided.
    """
    _require(note)
    with transaction.atomic():
        envelope = _undecided(envelope)
        envelope.state, envelope.code = EnvelopeState.RETURNED, RETURNED
        envelope.sentence = note.strip()
        _decide(envelope, by, note)
        log(instance=envelope, action="mentoring.return_record", user=by, data={"note": note})
    return envelope


def throw_away(*, envelope: Envelope, by: Any, note: str) -> Envelope:
    """A held record counts for nothing; what it said stays until its time is over.

    What waited for it asks somebody now. Raises ReasonMissing, AlreadyDecided.
    """
    _require(note)
    with transaction.atomic():
        envelope = _undecided(envelope)
        envelope.state, envelope.code = EnvelopeState.DROPPED, THROWN_AWAY
        envelope.sentence = note.strip()
        _decide(envelope, by, note)
        log(instance=envelope, action="mentoring.drop_record", user=by, data={"note": note})
        awaited = AwaitedRecord.objects.filter(record=envelope.record)
        Envelope.objects.filter(
            pk__in=awaited.values("envelope"), state=EnvelopeState.WAITING
        ).update(
            state=EnvelopeState.HELD,
            answer=Answer.HELD,
            code="parent_dropped",
            sentence=str(HELD["parent_dropped"]),
        )
        awaited.delete()
    return envelope


def resolve_conflict(
    *,
    conflict: Conflict,
    resolution: str,
    by: Any,
    note: str = "",
    chosen: Mapping[str, str] | None = None,
) -> Conflict:
    """Decide a difference and let the room carry it out.

    chosen: of a merge, field -> "server" or "device"; every field of either side is in it.
    Raises FieldMissing, AlreadyDecided, NotDecidedHere, and what the room refuses. After
    OfficeMovedOn the difference shows what the office has now.
    """
    try:
        return _resolved(conflict, resolution, by, note, chosen or {})
    except OfficeMovedOn as moved:
        still_open = Conflict.objects.filter(pk=conflict.pk, resolved_at=None)
        still_open.update(server_values=storable(moved.server_values))
        raise


def _resolved(
    conflict: Conflict, resolution: str, by: Any, note: str, chosen: Mapping[str, str]
) -> Conflict:
    with transaction.atomic():
        conflict = Conflict.objects.select_for_update().get(pk=conflict.pk)
        if conflict.resolved_at is not None:
            raise AlreadyDecided()
        envelope = Envelope.objects.select_related("device__user").get(pk=conflict.envelope_id)
        conflict.agreed_values = agreed(conflict, resolution, chosen)
        _carry_out(conflict, envelope, resolution, by, note)
        conflict.resolution, conflict.note = resolution, note.strip()
        conflict.resolved_by, conflict.resolved_at = by, timezone.now()
        conflict.save(
            update_fields=[*("agreed_values", "resolution", "note", "resolved_by", "resolved_at")]
        )
        log(
            instance=conflict,
            action="mentoring.resolve_conflict",
            user=by,
            data={"resolution": resolution, "note": note, "chosen": dict(chosen)},
        )
    return conflict


def agreed(conflict: Conflict, resolution: str, chosen: Mapping[str, str]) -> dict[str, Any]:
    """field -> the value that was agreed. Raises FieldMissing."""
    if resolution == Resolution.KEEP_SERVER:
        return dict(conflict.server_values)
    if resolution != Resolution.MERGE:
        return dict(conflict.device_values)
    sides = {"server": conflict.server_values, "device": conflict.device_values}
    fields = {**conflict.server_values, **conflict.device_values}
    if any(chosen.get(name) not in sides for name in fields):
        raise FieldMissing()
    return {name: sides[chosen[name]].get(name) for name in fields}


def can_carry_out(envelope: Envelope) -> bool:
    """Whether the room of the record can do what is decided, beyond keeping its own."""
    kind = record_types().get(envelope.type)
    return callable(getattr(kind, "resolve", None))


def _carry_out(conflict: Conflict, envelope: Envelope, resolution: str, by: Any, note: str) -> None:
    if can_carry_out(envelope):
        record_types()[envelope.type].resolve(  # type: ignore[attr-defined]
            id=envelope.record,
            device_values=conflict.agreed_values,
            server_values=conflict.server_values,
            resolution=resolution,
            by=by,
            note=note,
            user=envelope.device.user,
        )
    elif resolution != Resolution.KEEP_SERVER and conflict.kind != ConflictKind.SOFT:
        raise NotDecidedHere()


def _undecided(envelope: Envelope) -> Envelope:
    """`envelope` with its phone, locked as a delivery locks it. Raises AlreadyDecided."""
    device = locked(envelope.device)
    found = Envelope.objects.get(pk=envelope.pk)
    found.device = device
    if found.state not in UNDECIDED:
        raise AlreadyDecided()
    return found


def _decide(envelope: Envelope, by: Any, note: str) -> None:
    envelope.decided_by, envelope.decided_at = by, timezone.now()
    envelope.decision_note = note.strip()
    envelope.save(update_fields=_DECISION)


def _require(note: str) -> None:
    if not note.strip():
        raise ReasonMissing()
