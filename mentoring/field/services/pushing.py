"""What a phone sends is kept and answered: once, whatever is repeated, cut or reordered.

One transaction for a delivery, one delivery of a phone at a time (its row is locked), and
as many queries for a hundred records as for one.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from mentoring.field import conf
from mentoring.field.deliveries import Arrived, Delivery, put_right, skew_of
from mentoring.field.errors import PhoneGone, TooManyRecords
from mentoring.field.models import (
    AwaitedRecord,
    Conflict,
    Device,
    DeviceState,
    Envelope,
    EnvelopeState,
)
from mentoring.field.rooms import record_types
from mentoring.field.sealed_payloads import SealedText
from mentoring.field.services.taking_over import Known, has_arrived, hold, involved, take_over
from mentoring.offline_records import Answer

# What `take_over` writes into an envelope that is kept already.
ANSWERED = ["answer", "code", "sentence", "waits_for", "state", "payload_forgotten_at"]
_SENT_AGAIN = [
    *(*ANSWERED, "digest", "payload", "recorded_at", "recorded_at_as_told", "received_at"),
    *("clock_skew_seconds", "after", "version"),
]


def push(*, device: Device, delivery: Delivery, now: datetime) -> list[tuple[int, Envelope]]:
    """Keep and answer `delivery`; returns (number as sent, envelope) in the order it was sent.

    Raises PhoneGone, TooManyRecords. A phone that was signed out may still send: what comes
    is held for whoever decides about it.
    """
    if len(delivery.envelopes) > conf.push_max_envelopes():
        raise TooManyRecords(most=conf.push_max_envelopes())
    with transaction.atomic():
        device = locked(device)
        if device.state == DeviceState.GONE:
            raise PhoneGone()
        post = _Post(device, delivery, skew_of(delivery, now), now)
        answers = post.answers()
        post.note_the_phone()
        return answers


def bring_in(*, device: Device, delivery: Delivery, now: datetime) -> list[tuple[int, Envelope]]:
    """The same for what came out of a phone by a file, days ago: nothing is said of the phone
    itself, and its clock is not compared with ours."""
    with transaction.atomic():
        device = locked(device)
        post = _Post(device, delivery, None, now)
        answers = post.answers()
        device.last_sequence = post.last
        device.save(update_fields=["last_sequence"])
        return answers


def locked(device: Device) -> Device:
    """`device` with its user, nobody else's until the transaction ends."""
    rows = Device.objects.select_for_update(of=("self",)).select_related("user")
    return rows.get(pk=device.pk)


class _Post:
    """One delivery of one phone, while its row is locked."""

    def __init__(self, device: Device, delivery: Delivery, skew: int | None, now: datetime) -> None:
        self.device, self.delivery, self.skew, self.now = device, delivery, skew, now
        self.may_write = device.is_in_use and device.user.is_active
        self.known = Known()
        self.by_number: dict[int, Envelope] = {}
        self.mine: dict[tuple[UUID, str, str], Envelope] = {}
        # Record -> its newest version from any phone.
        self.newest: dict[UUID, Envelope] = {}
        self.new: list[Envelope] = []
        self.again: list[Envelope] = []
        self.last = device.last_sequence

    def answers(self) -> list[tuple[int, Envelope]]:
        if not self.delivery.envelopes:
            return []
        self._look_up()
        ordered = sorted(self.delivery.envelopes, key=lambda each: each.sequence)
        found = {id(each): self._envelope_of(each) for each in ordered}
        self._take_over()
        return [(each.sequence, found[id(each)]) for each in self.delivery.envelopes]

    def note_the_phone(self) -> None:
        """What the phone said of itself: for its coordinator.

        It counts what lies in it while it sends; what came with this delivery is here now.
        """
        device, said = self.device, self.delivery
        left = None if said.unsent is None else max(said.unsent - len(said.envelopes), 0)
        device.last_seen_at = self.now
        device.app_version = said.app_version or device.app_version
        device.unsent_count, device.unsent_files = left, said.unsent_files
        device.oldest_unsent_at = said.oldest_unsent_at if left else None
        device.clock_skew_seconds = self.skew
        device.last_sequence = self.last
        device.save(
            update_fields=[
                *("last_seen_at", "app_version", "unsent_count", "unsent_files"),
                "oldest_unsent_at",
                *("clock_skew_seconds", "last_sequence"),
            ]
        )

    def _look_up(self) -> None:
        """Everything that came before of these records and under these numbers: one query."""
        came = self.delivery.envelopes
        records = {each.record for each in came}
        records.update(parent for each in came for parent in each.after)
        numbers = [each.sequence for each in came]
        mine = Q(device=self.device, sequence__in=numbers)
        rows = Envelope.objects.filter(mine | Q(record__in=records)).order_by("pk")
        for envelope in rows.defer("payload"):
            if envelope.record in records:
                self.known.add(envelope)
                self.newest[envelope.record] = envelope
            if envelope.device_id == self.device.pk:
                envelope.device = self.device
                self.by_number[envelope.sequence] = envelope
                self.mine[_mark(envelope)] = envelope

    def _envelope_of(self, came: Arrived) -> Envelope:
        """The envelope of `came`: the one it had already, or a new one."""
        kept = self.by_number.get(came.sequence)
        if kept is not None and kept.code == "digest_differs" and kept.record == came.record:
            return self._sent_whole(kept, came)
        if kept is not None and _mark(kept) == _mark(came):
            return kept
        same = self.mine.get(_mark(came))
        # A text that was changed to and fro is no repetition: it is what counts now.
        if same is not None and self.newest[came.record] is same:
            return same
        if kept is not None or came.sequence < 1:
            # Another record had this number, or it had none: it is kept under one of ours.
            came_as = max(self.last, *self.by_number, 0) + 1
        else:
            came_as = came.sequence
        envelope = self._opened(Envelope(device=self.device, sequence=came_as), came)
        self.new.append(envelope)
        return envelope

    def _sent_whole(self, kept: Envelope, came: Arrived) -> Envelope:
        """What was damaged on its way, sent once more; damaged again it stays as it was."""
        if came.wrong != "digest_differs":
            self.again.append(self._opened(kept, came))
        return kept

    def _opened(self, envelope: Envelope, came: Arrived) -> Envelope:
        """`envelope` with what came, answered if nobody needs to be asked."""
        envelope.record, envelope.type, envelope.version = came.record, came.type, came.version
        envelope.recorded_at = put_right(came.recorded_at, self.skew, self.now)
        envelope.recorded_at_as_told = came.recorded_at
        envelope.received_at, envelope.clock_skew_seconds = self.now, self.skew
        envelope.after = [str(each) for each in came.after]
        envelope.digest, envelope.replaces, envelope.reason = (
            came.digest,
            came.replaces,
            came.reason,
        )
        is_sealed = getattr(record_types().get(came.type), "is_sealed", False)
        envelope.payload = SealedText(came.text) if is_sealed else came.text
        envelope.answer, envelope.state, envelope.payload_forgotten_at = "", "", None
        envelope.came = came.payload  # type: ignore[attr-defined]
        self.by_number[envelope.sequence] = self.mine[_mark(came)] = envelope
        newest_before, self.newest[came.record] = self.newest.get(came.record), envelope
        self.last = max(self.last, envelope.sequence)
        if wrong := came.wrong or ("" if envelope.recorded_at else "impossible_date"):
            hold(envelope, wrong)
        elif not self.may_write:
            hold(envelope, "phone_revoked")
        elif newest_before is not None and _is_the_same(newest_before, came):
            envelope.answer, envelope.state = Answer.DUPLICATE.value, EnvelopeState.SETTLED
        return envelope

    def _take_over(self) -> None:
        opened = [*self.new, *self.again]
        conflicts = take_over([each for each in opened if not each.answer], known=self.known)
        Envelope.objects.bulk_create(self.new)
        if self.again:
            Envelope.objects.bulk_update(self.again, _SENT_AGAIN)
        keep_outcome(opened, conflicts)
        wake(opened)


def _is_the_same(newest: Envelope, came: Arrived) -> bool:
    """Whether the very same was taken over last, from another phone."""
    return has_arrived(newest) and _mark(newest) == _mark(came)


def _mark(of: "Envelope | Arrived") -> tuple[UUID, str, str]:
    """The same version of the same record, changing the same: sent twice it has one effect."""
    return of.record, of.digest, of.replaces


def _empty(answered: Iterable[Envelope]) -> None:
    """What a room wants nobody to keep goes, also where it lay here before."""
    emptied = [each.pk for each in answered if each.payload_forgotten_at is not None]
    if emptied:
        Envelope.objects.filter(pk__in=emptied).update(payload="", reason="")


def keep_outcome(answered: Sequence[Envelope], conflicts: Sequence[Conflict]) -> None:
    """Keep beside `answered` (saved) what they wait for and where they differ."""
    waits = [
        AwaitedRecord(envelope=each, record=UUID(record))
        for each in answered
        if each.state == EnvelopeState.WAITING
        for record in dict.fromkeys(each.waits_for)
    ]
    if waits:
        AwaitedRecord.objects.bulk_create(waits, ignore_conflicts=True)
    if conflicts:
        Conflict.objects.bulk_create(conflicts)
    _supersede(answered)


def _supersede(answered: Iterable[Envelope]) -> None:
    """What was held and came again, corrected, asks nobody any more."""
    corrections = [each for each in answered if each.replaces and each.pk]
    if not corrections:
        return
    corrected = Q()
    for each in corrections:
        corrected |= Q(record=each.record, digest=each.replaces, device=each.device_id)
    held = (EnvelopeState.HELD, EnvelopeState.RETURNED)
    Envelope.objects.filter(corrected, state__in=held).update(state=EnvelopeState.SUPERSEDED)


def wake(arrived: Iterable[Envelope]) -> None:
    """Take over what waited for any of `arrived`, and what waited for that, and so on.

    What another delivery is at work on in this moment is left to it or to the next sweep:
    nobody waits for a lock here. What phones sent that were signed out since stays.
    """
    # Also what was held: a version that corrects it need not wait any more.
    came = {each.record for each in arrived if each.state != EnvelopeState.WAITING}
    while came:
        # Hardly anything is waited for: only then is more read than these keys.
        awaited = set(
            AwaitedRecord.objects.filter(record__in=came).values_list("envelope", flat=True)
        )
        if not awaited:
            return
        waiting = Envelope.objects.filter(
            pk__in=awaited,
            state=EnvelopeState.WAITING,
            device__state=DeviceState.ACTIVE,
            device__user__is_active=True,
        )
        waiting = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
        answered = try_again(list(waiting.select_related("device__user")))
        came = {each.record for each in answered if has_arrived(each)}


def try_again(waiting: Sequence[Envelope], *, accepted_by: Any = None) -> Sequence[Envelope]:
    """Hand `waiting` (with phones and users) to their rooms once more; returns them, answered."""
    if not waiting:
        return waiting
    # The waiting ones themselves are no versions to build on while they are asked again.
    known = Known()
    asked = {each.pk for each in waiting}
    rows = Envelope.objects.filter(record__in=involved(waiting)).defer("payload").order_by("pk")
    for envelope in rows:
        if envelope.pk not in asked:
            known.add(envelope)
    conflicts = take_over(waiting, known=known, accepted_by=accepted_by)
    AwaitedRecord.objects.filter(envelope__in=asked).delete()
    Envelope.objects.bulk_update(waiting, ANSWERED)
    _empty(waiting)
    keep_outcome(waiting, conflicts)
    return waiting
