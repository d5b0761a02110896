"""Recording and submitting rounds."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import log

from mentoring.incubation.errors import (
    BaselineIsForFacilitator,
    DayBeforeEnrolment,
    EndlineNeedsEvaluator,
    EnrolmentEnded,
    LevelOutOfRange,
    NotTheRater,
    NotYoursToRate,
    RaterAccompaniesGroup,
    RoundAlreadySubmitted,
    RoundIsEmpty,
    UnknownItem,
)
from mentoring.incubation.models import (
    CycleEnrolment,
    DimensionScore,
    EmptyKind,
    Item,
    Response,
    Round,
    RoundKind,
    RoundState,
    Score,
)
from mentoring.incubation.permissions import accompanied_in_cycle, rater_kind
from mentoring.incubation.scoring import TOP_LEVEL, score
from mentoring.incubation.services.cycles import refuse_future
from mentoring.incubation.signals import round_submitted


@dataclass(frozen=True)
class Answer:
    """One answer: a level from 0 to 4, or the kind of empty (an EmptyKind), never both."""

    level: int | None = None
    empty: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if (self.level is None) == (self.empty == ""):
            raise ValueError("An answer is either a level or a kind of empty.")


def record_round(
    *,
    enrolment: CycleEnrolment,
    kind: str,
    rater: Any,
    happened_on: date,
    answers: Mapping[str, Answer],
    round_id: uuid.UUID | None = None,
) -> Round:
    """Return an open round with `answers` (item code -> Answer); submitting is another step.

    round_id: the key a phone made. The same key again finds the same round and replaces
    the answers given, so a record that is sent twice exists once.
    Raises what `start_round` and `answer_round` raise.
    """
    with transaction.atomic():
        round_ = start_round(
            enrolment=enrolment,
            kind=kind,
            rater=rater,
            happened_on=happened_on,
            round_id=round_id,
        )
        answer_round(round=round_, answers=answers, answered_by=rater)
    return round_


def start_round(
    *,
    enrolment: CycleEnrolment,
    kind: str,
    rater: Any,
    happened_on: date,
    round_id: uuid.UUID | None = None,
) -> Round:
    """Return the open round of this kind that `rater` fills in, begun now or found again.

    happened_on: the day of the scoring in the zone of the group's craft centre; a round
    found again takes the new day. Who may rate which kind is `RATERS`.
    Raises DayInFuture, DayBeforeEnrolment, EnrolmentEnded, NotYoursToRate,
    BaselineIsForFacilitator, EndlineNeedsEvaluator, RaterAccompaniesGroup,
    RoundAlreadySubmitted (for a `round_id` that was submitted).
    """
    if not enrolment.is_open:
        raise EnrolmentEnded(group=str(enrolment.group))
    refuse_future(enrolment.group, happened_on)
    if happened_on < enrolment.starts_on:
        raise DayBeforeEnrolment(
            starts_on=date_format(enrolment.starts_on), day=date_format(happened_on)
        )
    rated_as = _rated_as(enrolment, kind, rater, happened_on)
    with transaction.atomic():
        found = _round_to_continue(enrolment, kind, rater, round_id)
        if found is None:
            return Round.objects.create(
                id=round_id or uuid.uuid4(),
                enrolment=enrolment,
                kind=kind,
                version=enrolment.cycle.instrument_version,
                rater=rater,
                rater_kind=rated_as,
                happened_on=happened_on,
            )
        found.happened_on = happened_on
        found.rater_kind = rated_as
        found.save(update_fields=["happened_on", "rater_kind"])
    return found


def answer_round(*, round: Round, answers: Mapping[str, Answer], answered_by: Any) -> Round:
    """Write `answers` (item code -> Answer) into an open round; other answers stay.

    Raises NotTheRater, RoundAlreadySubmitted, UnknownItem, LevelOutOfRange.
    """
    if round.rater_id != answered_by.pk:
        raise NotTheRater()
    if not round.is_open:
        raise RoundAlreadySubmitted()
    items = {item.code: item for item in _items(round)}
    for code, answer in answers.items():
        if code not in items:
            raise UnknownItem(item=code)
        if answer.level is not None and not 0 <= answer.level <= TOP_LEVEL:
            raise LevelOutOfRange(level=answer.level, item=code)
    with transaction.atomic():
        Response.objects.bulk_create(
            [
                Response(
                    round=round,
                    item=items[code],
                    level=answer.level,
                    empty=answer.empty,
                    note=answer.note,
                )
                for code, answer in answers.items()
            ],
            update_conflicts=True,
            unique_fields=["round", "item"],
            update_fields=["level", "empty", "note"],
        )
    return round


def submit_round(*, round: Round, submitted_by: Any) -> Score:
    """Submit a round and return its frozen score. Items without an answer become "not asked".

    Who may rate is asked again: an assignment may have changed since the draft began.
    Raises NotTheRater, RoundAlreadySubmitted, RoundIsEmpty, EnrolmentEnded and what
    `start_round` refuses. Sends `round_submitted` after commit.
    """
    if round.rater_id != submitted_by.pk:
        raise NotTheRater()
    with transaction.atomic():
        round = (
            Round.objects.select_for_update(of=("self",))
            .select_related("enrolment__group__sentra", "version", "rater")
            .get(pk=round.pk)
        )
        if not round.is_open:
            raise RoundAlreadySubmitted()
        if not round.enrolment.is_open:
            raise EnrolmentEnded(group=str(round.enrolment.group))
        round.rater_kind = _rated_as(round.enrolment, round.kind, submitted_by, round.happened_on)
        frozen = _freeze(round)
        round.state = RoundState.SUBMITTED
        round.submitted_at = timezone.now()
        round.save(update_fields=["state", "submitted_at", "rater_kind"])
        log(instance=round, action="mentoring.submit", user=submitted_by)
        transaction.on_commit(
            partial(round_submitted.send_robust, sender=Round, round=round, score=frozen)
        )
    return frozen


def _rated_as(enrolment: CycleEnrolment, kind: str, rater: Any, day: date) -> str:
    rated_as = rater_kind(rater, enrolment, kind, day)
    if rated_as is not None:
        return rated_as
    group = str(enrolment.group)
    if kind == RoundKind.ENDLINE and accompanied_in_cycle(rater, enrolment):
        raise RaterAccompaniesGroup(group=group)
    if kind == RoundKind.ENDLINE:
        raise EndlineNeedsEvaluator(group=group)
    if kind == RoundKind.BASELINE:
        raise BaselineIsForFacilitator(group=group, day=date_format(day))
    raise NotYoursToRate(group=group, day=date_format(day))


def _round_to_continue(
    enrolment: CycleEnrolment, kind: str, rater: Any, round_id: uuid.UUID | None
) -> Round | None:
    if round_id is not None:
        known = Round.objects.filter(pk=round_id).first()
        if known is not None:
            if known.rater_id != rater.pk or known.enrolment_id != enrolment.pk:
                raise NotTheRater()
            if not known.is_open:
                raise RoundAlreadySubmitted()
            return known
    return Round.objects.drafts_of(rater).filter(enrolment=enrolment, kind=kind).first()


def _items(round: Round) -> list[Item]:
    return list(
        Item.objects.filter(dimension__version=round.version_id)
        .select_related("dimension")
        .order_by("dimension__order", "order")
    )


def _freeze(round: Round) -> Score:
    """Fill the gaps with "not asked", compute, and write the score rows."""
    given = {response.item_id: response for response in round.responses.all()}
    if not any(response.level is not None for response in given.values()):
        raise RoundIsEmpty()
    items = _items(round)
    Response.objects.bulk_create(
        Response(round=round, item=item, empty=EmptyKind.NOT_ASKED)
        for item in items
        if item.pk not in given
    )
    levels = {item.code: given[item.pk].level for item in items if item.pk in given}
    dimensions = round.version.with_items()
    result = score(levels, round.version.rules(dimensions))
    frozen = Score.objects.create(
        round=round, total=result.total, group_class=result.group_class or ""
    )
    DimensionScore.objects.bulk_create(
        DimensionScore(
            score=frozen,
            dimension=dimension,
            points=one.points,
            answered=one.answered,
            asked=one.asked,
        )
        for dimension, one in zip(dimensions, result.dimensions, strict=True)
    )
    return frozen
