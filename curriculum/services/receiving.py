"""Take in what phones kept while they were offline: many records, each with its own answer."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from curriculum import conf
from curriculum.accompanying import accompanied_by
from curriculum.answer_keys import ReleaseKey, answer_keys
from curriculum.errors import (
    BatchTooLarge,
    CurriculumError,
    EventFromTheFuture,
    EventIdTaken,
    EventTooHeavy,
    NotYourReader,
    ReaderKeyEnded,
    TooManyForReview,
    UnknownCard,
    UnknownLesson,
    UnknownRelease,
)
from curriculum.languages import same_in_all_languages
from curriculum.models import (
    EventForReview,
    EventKind,
    ModuleRelease,
    ProgressEvent,
    ProgressSummary,
)
from curriculum.sent_events import SentEvent, json_text, read_event
from curriculum.services.progress import derive, tell_completed

# A record may arrive a little before its time: sending takes a moment, clocks are rounded.
EARLY = timedelta(minutes=5)
# Refusals after which the phone keeps its copy: nobody here could do anything with it.
NOT_KEPT = (EventTooHeavy, NotYourReader, TooManyForReview)
# How many records of one sender may wait to be looked at: an ended key is still known, and
# whoever has it could fill the disk otherwise.
MOST_FOR_REVIEW = 2_000
REVIEW_KEYS = uuid.UUID("0f2a3d4e-8a55-5c11-9b1e-5d3f6c0f7a21")


class Status(StrEnum):
    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Receipt:
    """What became of one record. `sent_id` as sent; the phone may forget what `is_kept`."""

    sent_id: Any
    status: Status
    refusal: CurriculumError | None = None

    @property
    def is_kept(self) -> bool:
        return not isinstance(self.refusal, NOT_KEPT)


Derived = dict[tuple[int, int], list[ProgressEvent]]  # (reader, module) -> events


class _Batch:
    """One request's records on their way into the database."""

    def __init__(
        self, *, sender: Any, sent_at: datetime, device: uuid.UUID | None, now: datetime
    ) -> None:
        self.sender = sender
        self.device = device
        self.now = now
        self.offset = now - sent_at
        self.keys: dict[int, ReleaseKey] = {}
        self.mine: set[int] = {sender.pk}

    def reader_of(self, event: SentEvent) -> int:
        return self.sender.pk if event.reader_id is None else event.reader_id

    def require_sound(self, event: SentEvent) -> None:
        """Raise the first reason why `event` cannot count as progress."""
        if self.reader_of(event) not in self.mine:
            raise NotYourReader()
        if event.recorded_at - self.now + self.offset > EARLY:
            raise EventFromTheFuture()
        key = self.keys.get(event.release_id)
        if key is None:
            raise UnknownRelease()
        if event.lesson_id not in key.lessons:
            raise UnknownLesson()
        if event.kind == EventKind.CHECK_ANSWERED and self.is_right(event) is None:
            raise UnknownCard()

    def is_right(self, event: SentEvent) -> bool | None:
        answer = str(event.block_id), str(event.option_id)
        return self.keys[event.release_id].is_right(event.lesson_id, *answer)

    def row(self, event: SentEvent) -> ProgressEvent:
        reader_id = self.reader_of(event)
        is_answer = event.kind == EventKind.CHECK_ANSWERED
        return ProgressEvent(
            id=event.id,
            user_id=reader_id,
            release_id=event.release_id,
            lesson_id=event.lesson_id,
            kind=event.kind,
            block_id=event.block_id,
            option_id=event.option_id,
            is_correct=self.is_right(event) if is_answer else None,
            moment=event.moment,
            payload=dict(event.payload),
            recorded_at=event.recorded_at,
            received_at=self.now,
            clock_offset=round(self.offset.total_seconds()),
            locale=event.locale,
            device=self.device,
            recorded_by=None if reader_id == self.sender.pk else self.sender,
        )


def receive_events(
    *,
    sender: Any,
    sent: Sequence[Any],
    sent_at: datetime,
    device: uuid.UUID | None = None,
    now: datetime | None = None,
    for_others: bool = True,
) -> list[Receipt]:
    """Keep what a phone `sent` (see `curriculum.sent_events`); one receipt each, in order.

    sent_at: what the phone's clock said when it sent. device: its random number.
    for_others: whether she may write for readers whom she accompanies.
    A record that cannot count is kept as an EventForReview, except what is too heavy,
    belongs to a reader whom `sender` does not accompany, or comes when MOST_FOR_REVIEW of
    `sender` wait already; none of them stops another. The same records again change
    nothing. Constant number of queries; one transaction.
    Raises BatchTooLarge, and then stores nothing. Sends `module_completed` after commit.
    """
    if len(sent) > conf.max_events():
        raise BatchTooLarge(limit=conf.max_events())
    batch = _Batch(sender=sender, sent_at=sent_at, device=device, now=now or timezone.now())
    understood = [_understood(raw) for raw in sent]
    events = [each for each in understood if isinstance(each, SentEvent)]
    batch.keys = answer_keys({event.release_id for event in events})
    if for_others:
        others = {batch.reader_of(event) for event in events} - batch.mine
        batch.mine |= accompanied_by(sender, others)
    with transaction.atomic():
        return _store(batch, sent, understood)


def keep_all_for_review(
    *,
    sender: Any,
    sent: Sequence[Any],
    sent_at: datetime,
    device: uuid.UUID | None = None,
    now: datetime | None = None,
) -> list[Receipt]:
    """As `receive_events`, but nothing counts: the key it was sent with has ended."""
    if len(sent) > conf.max_events():
        raise BatchTooLarge(limit=conf.max_events())
    batch = _Batch(sender=sender, sent_at=sent_at, device=device, now=now or timezone.now())
    receipts = [
        Receipt(raw.get("id") if isinstance(raw, dict) else None, Status.REJECTED, _too_late(raw))
        for raw in sent
    ]
    with transaction.atomic():
        _lock_readers(batch)
        return _keep_for_review(batch, sent, receipts)


def _too_late(raw: Any) -> CurriculumError:
    understood = _understood(raw)
    return understood if isinstance(understood, NOT_KEPT) else ReaderKeyEnded()


def write_down_lessons(
    *,
    reader: Any,
    lessons: Iterable[tuple[int, int]],
    form_id: uuid.UUID,
    recorded_by: Any,
    now: datetime | None = None,
) -> list[Receipt]:
    """Keep that `reader`, who has no phone, did these (release, lesson); see `receive_events`.

    form_id: the number of the form; the same form sent twice is kept once.
    """
    moment = now or timezone.now()
    sent = [
        {
            "id": str(uuid.uuid5(form_id, str(lesson_id))),
            "kind": str(EventKind.LESSON_DONE),
            "release": release_id,
            "lesson": lesson_id,
            "recorded_at": moment.isoformat(),
            "reader": reader.pk,
        }
        for release_id, lesson_id in lessons
    ]
    return receive_events(sender=recorded_by, sent=sent, sent_at=moment, now=moment)


@dataclass(frozen=True)
class PaperAnswer:
    """What is ticked on a paper check: an answer of a check of a lesson."""

    lesson_id: int
    block_id: str
    option_id: str


def write_down_answers(
    *,
    reader: Any,
    release_id: int,
    answers: Iterable[PaperAnswer],
    moment: str,
    form_id: uuid.UUID,
    recorded_by: Any,
    now: datetime | None = None,
) -> list[Receipt]:
    """Keep what `reader` ticked on a paper check of the release; see `receive_events`.

    moment: whether she was asked before the lessons or after them (`Moment`).
    form_id: the number of the form; the same form sent twice is kept once, as it was first.
    """
    received_at = now or timezone.now()
    sent = [
        {
            "id": str(paper_answer_id(form_id, answer.block_id)),
            "kind": str(EventKind.CHECK_ANSWERED),
            "release": release_id,
            "lesson": answer.lesson_id,
            "block": answer.block_id,
            "option": answer.option_id,
            "moment": moment,
            "recorded_at": received_at.isoformat(),
            "reader": reader.pk,
        }
        for answer in answers
    ]
    return receive_events(sender=recorded_by, sent=sent, sent_at=received_at, now=received_at)


def paper_answer_id(form_id: uuid.UUID, block_id: str) -> uuid.UUID:
    """The key of the event that keeps the answer to this check on this form."""
    return uuid.uuid5(form_id, block_id)


def _understood(raw: Any) -> SentEvent | CurriculumError:
    try:
        return read_event(raw)
    except CurriculumError as refusal:
        return refusal


def _store(
    batch: _Batch, sent: Sequence[Any], understood: Sequence[SentEvent | CurriculumError]
) -> list[Receipt]:
    wanted = [each for each in understood if isinstance(each, SentEvent)]
    _lock_readers(batch)
    known = _known_events(batch, wanted)
    owners = {event.pk: event.user_id for event in known}
    new: list[ProgressEvent] = []
    receipts = []
    for raw, each in zip(sent, understood, strict=True):
        receipt = _receipt(batch, raw, each, owners)
        if receipt.status == Status.ACCEPTED and isinstance(each, SentEvent):
            new.append(batch.row(each))
            owners[each.id] = batch.reader_of(each)
        receipts.append(receipt)
    receipts = _keep_for_review(batch, sent, receipts)
    if new:
        ProgressEvent.objects.bulk_create(new, ignore_conflicts=True)
        _refresh_summaries(batch, known, new)
    return receipts


def _lock_readers(batch: _Batch) -> None:
    """Let batches for the same reader follow one another: each derives from all events.

    SQLite's immediate transaction is that lock already.
    """
    if connection.features.has_select_for_update:
        readers = get_user_model()._base_manager.filter(pk__in=batch.mine).order_by("pk")
        list(readers.select_for_update().values_list("pk"))


def _known_events(batch: _Batch, wanted: Sequence[SentEvent]) -> list[ProgressEvent]:
    """Events stored before: those of these ids, and what the readers did in these modules."""
    if not wanted:
        return []
    pages = same_in_all_languages({key.module_id for key in batch.keys.values()})
    releases = ModuleRelease.objects.filter(page_id__in=pages.values("pk")).values("pk")
    stored = ProgressEvent.objects.filter(
        Q(pk__in=[each.id for each in wanted]) | Q(user_id__in=batch.mine, release_id__in=releases)
    )
    # What else a phone sent may be long, and nothing is derived from it.
    return list(stored.order_by().defer("payload"))


def _receipt(
    batch: _Batch, raw: Any, each: SentEvent | CurriculumError, owners: Mapping[uuid.UUID, int]
) -> Receipt:
    sent_id = raw.get("id") if isinstance(raw, dict) else None
    try:
        if isinstance(each, CurriculumError):
            raise each
        if each.id in owners:
            if owners[each.id] != batch.reader_of(each):
                raise EventIdTaken()
            return Receipt(sent_id, Status.DUPLICATE)
        batch.require_sound(each)
    except CurriculumError as refusal:
        return Receipt(sent_id, Status.REJECTED, refusal)
    return Receipt(sent_id, Status.ACCEPTED)


def _keep_for_review(
    batch: _Batch, sent: Sequence[Any], receipts: Sequence[Receipt]
) -> list[Receipt]:
    """Keep what could not be counted, while there is room for it; the receipts after that."""
    rows = {
        place: _for_review(batch, json_text(raw), receipt.refusal.code)
        for place, (raw, receipt) in enumerate(zip(sent, receipts, strict=True))
        if receipt.refusal is not None and receipt.is_kept
    }
    if not rows:
        return list(receipts)
    taken = _with_room(batch, rows.values())
    EventForReview.objects.bulk_create(taken.values(), ignore_conflicts=True)
    return [
        Receipt(receipt.sent_id, Status.REJECTED, TooManyForReview())
        if place in rows and rows[place].pk not in taken
        else receipt
        for place, receipt in enumerate(receipts)
    ]


def _with_room(batch: _Batch, rows: Iterable[EventForReview]) -> dict[uuid.UUID, EventForReview]:
    """By key: those `rows` that are kept already, and the first new ones there is room for."""
    wanted = {row.pk: row for row in rows}
    mine = EventForReview.objects.filter(sender=batch.sender).order_by()
    room = max(0, MOST_FOR_REVIEW - mine.unsettled().count())
    if len(wanted) <= room:
        return wanted
    known = set(mine.filter(pk__in=wanted.keys()).values_list("pk", flat=True))
    new = [key for key in wanted if key not in known][:room]
    return {key: wanted[key] for key in (*known, *new)}


def _for_review(batch: _Batch, text: str, code: str) -> EventForReview:
    return EventForReview(
        id=uuid.uuid5(REVIEW_KEYS, f"{batch.sender.pk} {text}"),
        sender=batch.sender,
        code=code,
        sent=text,
        received_at=batch.now,
    )


def _refresh_summaries(
    batch: _Batch, known: Sequence[ProgressEvent], new: Sequence[ProgressEvent]
) -> None:
    """Derive the summaries that `new` touches, and tell which modules became complete."""
    batch.keys |= answer_keys({event.release_id for event in known} - batch.keys.keys())
    before = _by_reader_and_module(batch, known)
    touched = _by_reader_and_module(batch, new)
    summaries, completed = [], []
    for (user_id, module_id), events in touched.items():
        old = sorted(before[user_id, module_id], key=_moment_and_key)
        derived = derive(sorted([*old, *events], key=_moment_and_key), batch.keys)
        summary = ProgressSummary(user_id=user_id, module_id=module_id, **derived)
        summaries.append(summary)
        if summary.completed_at and not (old and derive(old, batch.keys)["completed_at"]):
            completed.append(summary)
    tell_completed(*completed)
    ProgressSummary.objects.bulk_create(
        summaries,
        update_conflicts=True,
        unique_fields=["user", "module"],
        update_fields=[
            "release",
            "lessons_done",
            "checks_passed",
            "completed_at",
            "last_event_at",
        ],
    )


def _moment_and_key(event: ProgressEvent) -> tuple[datetime, uuid.UUID]:
    return event.received_at, event.pk


def _by_reader_and_module(batch: _Batch, events: Sequence[ProgressEvent]) -> Derived:
    found: Derived = defaultdict(list)
    for event in events:
        found[event.user_id, batch.keys[event.release_id].module_id].append(event)
    return found
