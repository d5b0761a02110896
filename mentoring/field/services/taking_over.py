"""Records are handed to their rooms: in causal order, a whole kind at a time.

A record waits for those it names and for the version it changes; what is ready of one kind
goes to `apply` together, so that a hundred records cost as many queries as one. A mistake in a
room is caught by a savepoint: its neighbours are tried in halves and go on.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone, translation

from mentoring.accounts import language_of
from mentoring.errors import MentoringError
from mentoring.field.deliveries import storable
from mentoring.field.errors import HELD, WAITING
from mentoring.field.models import Conflict, Envelope, EnvelopeState
from mentoring.field.protocol import RecordType
from mentoring.field.rooms import record_types
from mentoring.offline_records import Answer, ConflictKind, Outcome, Received

logger = logging.getLogger(__name__)

# Answers after which the record is in the office, so that others may follow it.
ARRIVED = frozenset({Answer.APPLIED, Answer.DUPLICATE, Answer.REVISION, Answer.CONFLICT})
_NEVER_APPLIED = (EnvelopeState.HELD, EnvelopeState.RETURNED, EnvelopeState.SUPERSEDED)


@dataclass
class Known:
    """What came before of the records in question, by record.

    versions: (record, digest) -> envelope; of several, one that was taken over wins.
    """

    arrived: set[UUID] = field(default_factory=set)
    versions: dict[tuple[UUID, str], Envelope] = field(default_factory=dict)

    def add(self, envelope: Envelope) -> None:
        key = (envelope.record, envelope.digest)
        kept = self.versions.get(key)
        if kept is None or not has_arrived(kept):
            self.versions[key] = envelope
        if has_arrived(envelope):
            self.arrived.add(envelope.record)


def has_arrived(envelope: Envelope) -> bool:
    return envelope.state == EnvelopeState.SETTLED and envelope.answer in ARRIVED


def known_of(records: Collection[UUID]) -> Known:
    """What came so far of `records`, from any phone; one query."""
    known = Known()
    for envelope in Envelope.objects.filter(record__in=records).defer("payload").order_by("pk"):
        known.add(envelope)
    return known


def involved(envelopes: Iterable[Envelope]) -> set[UUID]:
    """Every record that `envelopes` are about or wait for."""
    found: set[UUID] = set()
    for envelope in envelopes:
        found.add(envelope.record)
        found.update(map(UUID, envelope.after))
    return found


def take_over(
    envelopes: Sequence[Envelope], *, known: Known, accepted_by: Any = None
) -> list[Conflict]:
    """Answer every one of `envelopes` (of phones with their users loaded; none is saved here).

    Returns the differences that were found, unsaved. Runs inside the caller's transaction.
    """
    conflicts: list[Conflict] = []
    pending = sorted(envelopes, key=lambda each: (str(each.device_id), each.sequence))
    while ready := _ready(pending, known):
        for each, outcome in _handed_over(ready, known, accepted_by):
            conflict = _answer(each, outcome)
            known.add(each)
            if conflict:
                conflicts.append(conflict)
        done = set(map(id, ready))
        pending = [each for each in pending if id(each) not in done]
    for each in pending:
        _answer(each, _waits(each, known, pending))
    return conflicts


def _is_dropped(record: UUID, known: Known) -> bool:
    """Whether all that came of `record` was thrown away."""
    versions = [each for (key, _digest), each in known.versions.items() if key == record]
    return bool(versions) and all(each.state == EnvelopeState.DROPPED for each in versions)


def _ready(pending: Sequence[Envelope], known: Known) -> list[Envelope]:
    """Those whose parents and whose changed version are there; of one record the first."""
    ready, taken = [], set()
    for each in pending:
        if each.record not in taken and not _missing(each, known):
            ready.append(each)
        # Of one record later versions follow earlier ones, whatever became of these.
        taken.add(each.record)
    return ready


def _missing(envelope: Envelope, known: Known) -> tuple[UUID, ...]:
    parents = tuple(each for each in map(UUID, envelope.after) if each not in known.arrived)
    return parents if parents or _changes_known(envelope, known) else (envelope.record,)


def _changes_known(envelope: Envelope, known: Known) -> bool:
    """Whether the version it changes came, and is not itself waiting."""
    if not envelope.replaces:
        return True
    changed = known.versions.get((envelope.record, envelope.replaces))
    return changed is not None and changed.state != EnvelopeState.WAITING


def _waits(envelope: Envelope, known: Known, pending: Sequence[Envelope]) -> Outcome:
    missing = _missing(envelope, known)
    # Ready by itself, but an earlier version of the same record still waits.
    missing = missing or (envelope.record,)
    if any(_is_dropped(each, known) for each in missing):
        return _held("parent_dropped")
    if str(envelope.record) in envelope.after:
        return _held("envelope_unreadable")
    code = "version_missing" if missing == (envelope.record,) else "parent_missing"
    return Outcome(Answer.WAITING, code, WAITING[code], missing)


def _handed_over(
    ready: Sequence[Envelope], known: Known, accepted_by: Any
) -> Iterable[tuple[Envelope, Outcome]]:
    types = record_types()
    by_type: dict[str, list[tuple[Envelope, Received]]] = defaultdict(list)
    for envelope in ready:
        kind = types.get(envelope.type)
        read = _read(envelope, kind, known, accepted_by)
        if isinstance(read, Outcome):
            yield envelope, read
        else:
            by_type[envelope.type].append((envelope, read))
    for name, pairs in by_type.items():
        outcomes = _applied(types[name], [received for _envelope, received in pairs])
        yield from zip((envelope for envelope, _received in pairs), outcomes, strict=True)


def _read(
    envelope: Envelope, kind: RecordType | None, known: Known, accepted_by: Any
) -> Received | Outcome:
    if kind is None:
        return _held("type_unknown")
    if envelope.version not in kind.versions:
        return _held("version_unknown")
    payload = _payload_of(envelope)
    if not isinstance(payload, Mapping):
        return _held("payload_unreadable")
    try:
        with translation.override(language_of(envelope.device.user)):
            content = kind.read(payload, envelope.version)
    except MentoringError as refusal:
        return _refused(refusal, envelope)
    except Exception:
        # A room's own mistake over one payload, of whatever class: its neighbours go on. The
        # phone and the desk are told that the record is held, the log tells the operator why.
        logger.exception("%s could not read record %s", kind.name, envelope.record)
        return _held("room_failed")
    return Received(
        id=envelope.record,
        content=content,
        version=envelope.version,
        user=envelope.device.user,
        recorded_at=envelope.recorded_at or envelope.received_at,
        received_at=envelope.received_at,
        digest=envelope.digest,
        replaces=_last_applied(envelope, known),
        reason=envelope.reason,
        accepted_by=accepted_by,
    )


def _payload_of(envelope: Envelope) -> Any:
    """As it came with the delivery, or read again from what was kept."""
    came = envelope.__dict__.get("came")
    return came if came is not None else json.loads(envelope.payload or "null")


def _last_applied(envelope: Envelope, known: Known) -> str:
    """The digest of the version that this one changes in the office.

    A version that was held never came there: what corrects it changes what that one did.
    """
    digest, seen = envelope.replaces, set()
    while digest and digest not in seen:
        seen.add(digest)
        changed = known.versions.get((envelope.record, digest))
        if changed is None or changed.state not in (*_NEVER_APPLIED, EnvelopeState.DROPPED):
            return digest
        digest = changed.replaces
    return digest


def _applied(kind: RecordType, records: Sequence[Received]) -> list[Outcome]:
    try:
        return _tried(kind, records)
    except OperationalError:
        # A deadlock or a lost connection is nobody's fault: the phone sends all of it again.
        raise
    except Exception as mistake:
        # A refusal, two that wrote the same, or a mistake of the room: one of the records did
        # it, and halves find which. That one is answered, and logged, by `_of_one`.
        if len(records) > 1:
            logger.info("%s: tried in halves after %s", kind.name, type(mistake).__name__)
            middle = len(records) // 2
            return [*_applied(kind, records[:middle]), *_applied(kind, records[middle:])]
        return [_of_one(kind, records[0], mistake)]


def _of_one(kind: RecordType, record: Received, mistake: Exception) -> Outcome:
    """The record that made the room raise, by itself."""
    if isinstance(mistake, IntegrityError):
        # Somebody wrote the same in this moment; now the room can see it.
        try:
            return _tried(kind, [record])[0]
        except OperationalError:
            raise
        except Exception as again:
            # Told below, as the first one would have been: a refusal to the phone in its words,
            # anything else to the log.
            logger.info("%s: record %s failed again", kind.name, record.id)
            mistake = again
    if isinstance(mistake, MentoringError):
        with translation.override(language_of(record.user)):
            return Outcome(Answer.HELD, mistake.code, str(mistake))
    logger.error("%s could not take over record %s", kind.name, record.id, exc_info=mistake)
    return _held("room_failed")


def _tried(kind: RecordType, records: Sequence[Received]) -> list[Outcome]:
    with transaction.atomic(), translation.override(language_of(records[0].user)):
        outcomes = [_spoken(outcome) for outcome in kind.apply(records)]
        if len(outcomes) != len(records):
            raise ValueError(f"{kind.name} answered {len(outcomes)} of {len(records)} records.")
        return outcomes


def _spoken(outcome: Outcome) -> Outcome:
    """With its sentence as text, while the language of its reader is the active one."""
    if Answer(outcome.answer) == Answer.CONFLICT:
        kind = ConflictKind(outcome.kind or ConflictKind.HARD).value
    else:
        kind = ""
    return Outcome(
        Answer(outcome.answer).value,
        str(outcome.code),
        str(outcome.sentence),
        tuple(outcome.waits_for),
        outcome.server_values,
        outcome.device_values,
        kind,
        outcome.is_forgotten,
    )


def _refused(refusal: MentoringError, envelope: Envelope) -> Outcome:
    with translation.override(language_of(envelope.device.user)):
        return Outcome(Answer.HELD, refusal.code, str(refusal))


def _held(code: str) -> Outcome:
    return Outcome(Answer.HELD, code, HELD[code])


def hold(envelope: Envelope, code: str) -> None:
    """Answer `envelope` with one of the carrier's own reasons."""
    _answer(envelope, _held(code))


_STATES = {
    Answer.HELD.value: EnvelopeState.HELD,
    Answer.WAITING.value: EnvelopeState.WAITING,
}


def _answer(envelope: Envelope, outcome: Outcome) -> Conflict | None:
    """Write `outcome` into `envelope`; a difference is returned, unsaved."""
    with translation.override(language_of(envelope.device.user)):
        sentence = storable(str(outcome.sentence))
    envelope.answer = str(outcome.answer)
    envelope.code, envelope.sentence = storable(outcome.code)[:60], sentence
    envelope.waits_for = [str(each) for each in outcome.waits_for]
    envelope.state = _STATES.get(envelope.answer, EnvelopeState.SETTLED)
    if outcome.is_forgotten:
        envelope.state, envelope.payload_forgotten_at = EnvelopeState.DROPPED, timezone.now()
        envelope.payload, envelope.reason = "", ""
    if envelope.answer != Answer.CONFLICT:
        return None
    return Conflict(
        envelope=envelope,
        kind=outcome.kind,
        server_values=storable(dict(outcome.server_values or {})),
        device_values=storable(dict(outcome.device_values or {})),
        found_at=timezone.now(),
    )
