"""Recording and submitting rounds."""

import uuid
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import log

from mentoring.incubation.asking import asked_codes
from mentoring.incubation.errors import (
    BaselineIsForFacilitator,
    DayBeforeEnrolment,
    EndlineNeedsEvaluator,
    EnrolmentEnded,
    EvidenceMissing,
    InstrumentIsOfGroups,
    InstrumentNotOfCycle,
    InstrumentNotPublished,
    NotAMember,
    NotTheRater,
    NotYoursToRate,
    PersonMissing,
    RaterAccompaniesGroup,
    RoundAlreadySubmitted,
    RoundIsEmpty,
)
from mentoring.incubation.models import (
    CycleEnrolment,
    Dimension,
    DimensionScore,
    EmptyKind,
    InstrumentVersion,
    Response,
    Round,
    RoundFlag,
    RoundKind,
    RoundState,
    Score,
    Subject,
)
from mentoring.incubation.permissions import accompanied_in_cycle, rater_kind
from mentoring.incubation.round_flags import differing_items, hurried_flags
from mentoring.incubation.scoring import score
from mentoring.incubation.services.answers import (
    Answer,
    answer_round,
    items_of,
    refuse_without_consent,
)
from mentoring.incubation.services.cycles import refuse_future
from mentoring.incubation.signals import round_submitted
from mentoring.intervals import on_day
from mentoring.registry.models import Membership, Person
from mentoring.sessions.models import MentoringSession


def record_round(
    *,
    enrolment: CycleEnrolment,
    kind: str,
    rater: Any,
    happened_on: date,
    answers: Mapping[str, Answer],
    round_id: uuid.UUID | None = None,
    version: InstrumentVersion | None = None,
    person: Person | None = None,
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
            version=version,
            person=person,
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
    version: InstrumentVersion | None = None,
    person: Person | None = None,
) -> Round:
    """Return the open round of this kind that `rater` fills in, begun now or found again.

    happened_on: the day of the scoring in the zone of the group's craft centre; a round
    found again takes the new day. Who may rate which kind is `RATERS`.
    version: a further instrument of the cycle; None is the one that scores its groups.
    person: whom it is about, for an instrument about persons.
    Raises InstrumentNotOfCycle, InstrumentNotPublished, PersonMissing, InstrumentIsOfGroups,
    NotAMember, ConsentMissing, DayInFuture, DayBeforeEnrolment, EnrolmentEnded, NotYoursToRate,
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
    version = version or enrolment.cycle.instrument_version
    _refuse_instrument(enrolment, version)
    _refuse_subject(enrolment, version, person, happened_on)
    kind_of_rater = rated_as(enrolment, kind, rater, happened_on)
    with transaction.atomic():
        found = _round_to_continue(enrolment, kind, rater, round_id, version, person)
        if found is None:
            return Round.objects.create(
                id=round_id or uuid.uuid4(),
                enrolment=enrolment,
                kind=kind,
                version=version,
                person=person,
                rater=rater,
                rater_kind=kind_of_rater,
                happened_on=happened_on,
            )
        found.happened_on = happened_on
        found.rater_kind = kind_of_rater
        found.save(update_fields=["happened_on", "rater_kind"])
    return found


def submit_round(*, round: Round, submitted_by: Any, seconds: int | None = None) -> Score:
    """Submit a round and return its frozen score. Items without an answer become "not asked".

    seconds: how long answering took, None if nobody measured. What a reader must know (see
    `RoundFlag`) is written down with it, and refuses nothing.

    Who may rate is asked again: an assignment may have changed since the draft began.
    Raises NotTheRater, RoundAlreadySubmitted, RoundIsEmpty, EvidenceMissing, EnrolmentEnded and
    what `start_round` refuses. Sends `round_submitted` after commit.
    """
    if round.rater_id != submitted_by.pk:
        raise NotTheRater()
    with transaction.atomic():
        round = (
            Round.objects.select_for_update(of=("self",))
            .select_related("enrolment__group__sentra", "version__instrument", "rater", "person")
            .get(pk=round.pk)
        )
        if not round.is_open:
            raise RoundAlreadySubmitted()
        if not round.enrolment.is_open:
            raise EnrolmentEnded(group=str(round.enrolment.group))
        round.rater_kind = rated_as(round.enrolment, round.kind, submitted_by, round.happened_on)
        refuse_without_consent(round.enrolment, round.person)
        frozen = _freeze(round)
        round.state = RoundState.SUBMITTED
        round.submitted_at = timezone.now()
        round.seconds = seconds
        round.flags = _flags(round, seconds)
        round.save(update_fields=["state", "submitted_at", "rater_kind", "seconds", "flags"])
        log(instance=round, action="mentoring.submit", user=submitted_by)
        transaction.on_commit(
            partial(round_submitted.send_robust, sender=Round, round=round, score=frozen)
        )
    return frozen


def rated_as(enrolment: CycleEnrolment, kind: str, rater: Any, day: date) -> str:
    """The RaterKind of `rater`. Raises NotYoursToRate, BaselineIsForFacilitator,
    EndlineNeedsEvaluator, RaterAccompaniesGroup."""
    found = rater_kind(rater, enrolment, kind, day)
    if found is not None:
        return found
    group = str(enrolment.group)
    if kind == RoundKind.ENDLINE and accompanied_in_cycle(rater, enrolment):
        raise RaterAccompaniesGroup(group=group)
    if kind == RoundKind.ENDLINE:
        raise EndlineNeedsEvaluator(group=group)
    if kind == RoundKind.BASELINE:
        raise BaselineIsForFacilitator(group=group, day=date_format(day))
    raise NotYoursToRate(group=group, day=date_format(day))


def _round_to_continue(
    enrolment: CycleEnrolment,
    kind: str,
    rater: Any,
    round_id: uuid.UUID | None,
    version: InstrumentVersion,
    person: Person | None,
) -> Round | None:
    if round_id is not None:
        known = Round.objects.filter(pk=round_id).first()
        if known is not None:
            if known.rater_id != rater.pk or known.enrolment_id != enrolment.pk:
                raise NotTheRater()
            if not known.is_open:
                raise RoundAlreadySubmitted()
            return known
    drafts = Round.objects.drafts_of(rater).filter(enrolment=enrolment, kind=kind)
    return drafts.filter(person=person, version=version).first()


def _refuse_instrument(enrolment: CycleEnrolment, version: InstrumentVersion) -> None:
    main = enrolment.cycle.instrument_version_id
    if version.pk != main and not enrolment.cycle.instruments.filter(version=version).exists():
        raise InstrumentNotOfCycle(instrument=str(version))
    if not version.is_published:
        raise InstrumentNotPublished(instrument=str(version))


def _refuse_subject(
    enrolment: CycleEnrolment, version: InstrumentVersion, person: Person | None, day: date
) -> None:
    of_persons = version.instrument.subject == Subject.PERSON
    if of_persons and person is None:
        raise PersonMissing(instrument=str(version))
    if person is None:
        return
    if not of_persons:
        raise InstrumentIsOfGroups(instrument=str(version))
    there = Membership.objects.filter(on_day(day), group=enrolment.group_id, person=person)
    if not there.exists():
        raise NotAMember(person=person.full_name, group=str(enrolment.group), day=date_format(day))
    refuse_without_consent(enrolment, person)


def _freeze(round: Round) -> Score:
    """Fill the gaps with "not asked", compute, and write the score rows."""
    given = _answers_to_what_was_asked(round)
    if not any(not response.empty for response in given.values()):
        raise RoundIsEmpty()
    refuse_without_evidence(given)
    items = {item.code: item for item in items_of(round)}
    Response.objects.bulk_create(
        Response(round=round, item=item, empty=EmptyKind.NOT_ASKED)
        for code, item in items.items()
        if code not in given
    )
    frozen, parts = score_rows(round, given, round.version.with_items())
    frozen.save()
    DimensionScore.objects.bulk_create(parts)
    return frozen


def score_rows(
    round: Round, given: Mapping[str, Response], dimensions: list[Dimension]
) -> tuple[Score, list[DimensionScore]]:
    """The frozen result of `round` and of its dimensions, unsaved.

    given: item code -> answer; dimensions: of its version, with their items.
    """
    levels = {code: response.level for code, response in given.items()}
    result = score(levels, round.version.rules(dimensions))
    frozen = Score(round=round, total=result.total, group_class=result.group_class or "")
    by_code = {dimension.code: dimension for dimension in dimensions}
    return frozen, [
        DimensionScore(
            score=frozen,
            dimension=by_code[one.code],
            points=one.points,
            answered=one.answered,
            asked=one.asked,
        )
        for one in result.dimensions
    ]


def _answers_to_what_was_asked(round: Round) -> dict[str, Response]:
    """Item code -> answer. Answers to items that another answer made pointless are deleted."""
    given = {one.item.code: one for one in round.responses.select_related("item")}
    asked = asked_codes(items_of(round), said_so_far(given))
    pointless = [one.pk for code, one in given.items() if code not in asked]
    round.responses.filter(pk__in=pointless).delete()
    return {code: one for code, one in given.items() if code in asked}


def said_so_far(given: Mapping[str, Response]) -> dict[str, str]:
    """Item code -> the answer as conditions read it: the digit of a level, the code of a choice."""
    return {
        code: one.choice or ("" if one.level is None else str(one.level))
        for code, one in given.items()
    }


def refuse_without_evidence(given: Mapping[str, Response]) -> None:
    """Raises EvidenceMissing with the codes of answers that nothing shows."""
    bare = [
        code
        for code, one in given.items()
        if one.item.needs_evidence and not (one.empty or one.note.strip() or one.file or one.upload)
    ]
    if bare:
        raise EvidenceMissing(items=", ".join(sorted(bare)))


def _flags(round: Round, seconds: int | None) -> list[str]:
    """The codes of `RoundFlag` that hold of `round`, whose answers are complete."""
    others = _rounds_of_other_raters(round)
    prefetch_related_objects([round], "responses__item")
    mine = round.levels()
    for other in others:
        if differing_items(other.levels(), [mine]) and "raters_differ" not in other.flags:
            other.flags = [*other.flags, RoundFlag.RATERS_DIFFER.value]
            other.save(update_fields=["flags"])
    differs = differing_items(mine, [other.levels() for other in others])
    return [
        *hurried_flags(mine, seconds),
        *([RoundFlag.RATERS_DIFFER.value] if differs else []),
        *([RoundFlag.CONTAMINATED.value] if _came_too_late(round) else []),
        *([RoundFlag.AFTER_LOCK.value] if _came_after_lock(round) else []),
    ]


def _rounds_of_other_raters(round: Round) -> list[Round]:
    rows = Round.objects.counted().filter(
        enrolment=round.enrolment_id,
        kind=round.kind,
        version=round.version_id,
        person=round.person_id,
    )
    return list(rows.exclude(rater=round.rater_id).prefetch_related("responses__item"))


def _came_after_lock(round: Round) -> bool:
    """Whether another starting point was locked already: that one counts."""
    if round.kind != RoundKind.BASELINE:
        return False
    locked = Round.objects.filter(
        enrolment=round.enrolment_id,
        kind=RoundKind.BASELINE,
        person=round.person_id,
        version__instrument=round.version.instrument_id,
        state=RoundState.LOCKED,
    )
    return locked.exclude(pk=round.pk).exists()


def _came_too_late(round: Round) -> bool:
    """Whether a starting point was taken after the first session of the cycle was held."""
    if round.kind != RoundKind.BASELINE:
        return False
    return (
        MentoringSession.objects.held()
        .filter(
            group=round.enrolment.group_id,
            happened_on__gte=round.enrolment.starts_on,
            happened_on__lt=round.happened_on,
        )
        .exists()
    )
