"""What a person decided about two versions of one sheet."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from mentoring.canonical_json import digest_of
from mentoring.errors import MentoringError
from mentoring.incubation.errors import DecisionHasNoAnswers
from mentoring.incubation.models import Round
from mentoring.incubation.phone.records import read_round
from mentoring.incubation.phone.told_answers import ITEM, unsealed
from mentoring.incubation.services.phone_rounds import apply_rounds, round_that_stands
from mentoring.offline_records import Answer, OfficeMovedOn, Received, Resolution
from mentoring.sessions.errors import ReasonMissing

_WRITTEN = (Answer.APPLIED, Answer.REVISION, Answer.DUPLICATE)
_FACTS = ("enrolment", "kind", "version", "person", "happened_on", "started_at", "ended_at")


@transaction.atomic
def resolve_round(
    *,
    record: UUID,
    values: Mapping[str, Any],
    resolution: str,
    note: str,
    told_by: Any,
    shown: Mapping[str, Any] | None = None,
) -> None:
    """Carry out a decision on the sheet `record` of `told_by`: what the office has stays, or the
    phone's answers (or those that were chosen) are one more scoring of the same rater. What was
    submitted never changes; the latest counts. A draft of the web gives way to them.

    values: what was agreed; shown: what the office had when both were shown.
    Raises ReasonMissing, OfficeMovedOn, DecisionHasNoAnswers.
    """
    if resolution == Resolution.KEEP_SERVER:
        return
    if not note.strip():
        raise ReasonMissing
    _require_unchanged(shown or {})
    payload = _payload(values)
    try:
        content = read_round(payload, 1)
    except MentoringError as refusal:
        raise DecisionHasNoAnswers(why=str(refusal)) from refusal
    digest = digest_of(payload)
    now = timezone.now()
    decided = Received(
        id=_key(record, digest),
        content=content,
        version=1,
        user=told_by,
        recorded_at=now,
        received_at=now,
        digest=digest,
        reason=note,
    )
    [outcome] = apply_rounds([decided], is_decided=True)
    if outcome.answer not in _WRITTEN:
        raise DecisionHasNoAnswers(why=str(outcome.sentence))


def _key(record: UUID, digest: str) -> UUID:
    """That of the record while it is free or a draft; then that of one more scoring."""
    is_free = not Round.objects.exclude(state="open").filter(pk=record).exists()
    return record if is_free else uuid5(record, f"decided {digest}")


def _payload(values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` as a phone tells a sheet."""
    answers = {
        name.removeprefix(ITEM): _told(json.loads(unsealed(text)))
        for name, text in values.items()
        if name.startswith(ITEM) and text
    }
    facts = {name: values[name] for name in _FACTS if values.get(name)}
    return {**facts, "answers": answers}


def _told(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer of the office in the phone's shape."""
    has_photo = answer.pop("has_photo", False)
    return {**answer, "keeps_photo": True} if has_photo else answer


def _require_unchanged(shown: Mapping[str, Any]) -> None:
    """Nobody writes over what she did not see."""
    rows = Round.objects.filter(pk=shown.get("round")).prefetch_related("responses__item")
    standing = rows.first()
    if standing is None:
        return
    now = round_that_stands(standing)
    if _payload(now) != _payload(shown):
        raise OfficeMovedOn(server_values=now)
