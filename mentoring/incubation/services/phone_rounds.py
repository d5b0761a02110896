"""Sheets that phones send: each is begun, answered and submitted at once, in constant queries.

The rules are those of the web (`services.rounds`), asked of facts that were read before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import ModelLogEntry

from mentoring.errors import MentoringError
from mentoring.incubation.asking import asked_codes
from mentoring.incubation.errors import (
    AnswerDoesNotFit,
    ConsentMissing,
    DayBeforeEnrolment,
    DayInFuture,
    EnrolmentEnded,
    InstrumentIsOfGroups,
    InstrumentNotOfCycle,
    InstrumentNotPublished,
    NotAMember,
    NotTheRater,
    NumberOutOfRange,
    PersonMissing,
    RoundIsEmpty,
    RoundIsLocked,
    SheetDiffers,
    SheetUnknown,
    UnknownChoice,
    UnknownItem,
)
from mentoring.incubation.models import (
    RATERS,
    CycleEnrolment,
    DimensionScore,
    EmptyKind,
    RaterKind,
    Response,
    Round,
    RoundFlag,
    RoundKind,
    RoundState,
    Score,
    Subject,
)
from mentoring.incubation.permissions import RECORD
from mentoring.incubation.phone.records import RoundRecord, ToldAnswer
from mentoring.incubation.phone.told_answers import digest_of_answers, said_by, said_in, sealed
from mentoring.incubation.round_flags import differing_items, hurried_flags
from mentoring.incubation.services.answer_photos import attach_arrived
from mentoring.incubation.services.answers import refuse_unfit
from mentoring.incubation.services.round_facts import Questions, RoundFacts, facts_of
from mentoring.incubation.services.rounds import (
    rated_as,
    refuse_without_evidence,
    said_so_far,
    score_rows,
)
from mentoring.incubation.signals import round_submitted
from mentoring.offline_records import Answer, ConflictKind, Outcome, Received
from mentoring.private_files import delete_on_commit


@dataclass
class _Sheet:
    """One sheet that counts: its rows, unsaved, and the draft whose place it takes."""

    record: Received
    round: Round
    given: dict[str, Response]
    questions: Questions
    instead_of: Round | None = None


@transaction.atomic
def apply_rounds(records: Sequence[Received], *, is_decided: bool = False) -> list[Outcome]:
    """Take sheets over; a refusal holds its own only.

    What was submitted never changes: other answers under the same key, or of the same rater on
    the same day, and a draft that grew in the office meanwhile are shown beside what stands.
    A sheet about somebody whose yes is gone is refused and kept by nobody.
    is_decided: a person looked at both and decided that these answers count.
    """
    facts = facts_of(records)
    answers, sheets = [], []
    for record in records:
        try:
            outcome, sheet = _judged(record, facts, is_decided=is_decided)
        except ConsentMissing as refusal:
            outcome, sheet = _refused(refusal, is_forgotten=True), None
        except MentoringError as refusal:
            outcome, sheet = _refused(refusal), None
        answers.append(outcome)
        if sheet is not None:
            facts.add(sheet.round)
            sheets.append(sheet)
    if sheets:
        _write(sheets, facts)
    return answers


def _refused(refusal: MentoringError, *, is_forgotten: bool = False) -> Outcome:
    return Outcome(Answer.HELD, refusal.code, str(refusal), is_forgotten=is_forgotten)


def _judged(
    record: Received, facts: RoundFacts, *, is_decided: bool
) -> tuple[Outcome, _Sheet | None]:
    said: RoundRecord = record.content
    enrolment, questions = facts.enrolments.get(said.enrolment), facts.questions.get(said.version)
    if enrolment is None or questions is None:
        raise SheetUnknown
    kept = facts.rounds.get(record.id)
    if kept is not None and kept.rater_id != record.user.pk:
        raise NotTheRater
    if kept is not None and kept.record_digest == record.digest:
        return Outcome(Answer.DUPLICATE), None
    if kept is not None and kept.state == RoundState.LOCKED:
        raise RoundIsLocked
    person = _subject(said, questions, enrolment, facts)
    about = (enrolment.pk, str(said.kind), said.version, person)
    hers = [each for each in facts.alike.get(about, ()) if each.rater_id == record.user.pk]
    if not is_decided:
        standing = _differing(record, hers)
        if standing is not None and _says_the_same(standing, said):
            return Outcome(Answer.DUPLICATE), None
        if standing is not None:
            return _beside(record, standing), None
    _refuse_time(record, said, enrolment)
    _refuse_questions(questions, enrolment, facts)
    round_ = Round(
        id=record.id,
        enrolment=enrolment,
        kind=str(said.kind),
        version=questions.version,
        person_id=person,
        rater=record.user,
        rater_kind=_rated_as(said, enrolment, record.user, facts),
        happened_on=said.happened_on,
        state=RoundState.SUBMITTED,
        submitted_at=record.received_at,
        received_at=record.received_at,
        seconds=said.answering_seconds(),
        record_digest=record.digest,
    )
    draft = next((each for each in hers if each.is_open), None)
    given = _given(round_, said, questions, draft)
    round_.flags = _flags(round_, given, facts)
    sheet = _Sheet(record, round_, given, questions, draft)
    return Outcome(Answer.APPLIED if kept is None else Answer.REVISION), sheet


def _subject(
    said: RoundRecord, questions: Questions, enrolment: CycleEnrolment, facts: RoundFacts
) -> UUID | None:
    """Whom it is about, under today's key. Raises PersonMissing, InstrumentIsOfGroups,
    ConsentMissing, NotAMember."""
    version = questions.version
    of_persons = version.instrument.subject == Subject.PERSON
    if of_persons != (said.person is not None):
        raise (PersonMissing if of_persons else InstrumentIsOfGroups)(instrument=str(version))
    if said.person is None:
        return None
    today = facts.people.get(said.person)
    if today is None:
        raise SheetUnknown
    if not facts.has_consent(today.id, enrolment):
        raise ConsentMissing(person=today.name)
    # As a member she may stand under the key she had.
    keys = {today.id, said.person}
    if not any(facts.was_member(enrolment.group_id, key, said.happened_on) for key in keys):
        raise NotAMember(
            person=today.name, group=str(enrolment.group), day=date_format(said.happened_on)
        )
    return today.id


def _differing(record: Received, hers: Sequence[Round]) -> Round | None:
    """The round of the same rater that this sheet would write over, or repeat with other words."""
    said: RoundRecord = record.content
    for each in hers:
        if each.is_open:
            there = digest_of_answers(said_in(each.responses.all()))
            if there not in ("", said.based_on):
                return each
        elif each.pk == record.id or each.happened_on == said.happened_on:
            return each
    return None


def _says_the_same(standing: Round, said: RoundRecord) -> bool:
    """Whether a round that was submitted already says what the sheet does."""
    there = digest_of_answers(said_in(_responses(standing)))
    return not standing.is_open and there == digest_of_answers(said_by(said.answers))


def _responses(of: Round) -> list[Response]:
    """Of a sheet of this delivery they are not written yet."""
    given: dict[str, Response] | None = of.__dict__.get("given")
    return list(of.responses.all()) if given is None else list(given.values())


def _beside(record: Received, standing: Round) -> Outcome:
    refusal = SheetDiffers()
    return Outcome(
        Answer.CONFLICT,
        refusal.code,
        str(refusal),
        server_values=round_that_stands(standing),
        device_values=sheet_values(record.content),
        kind=ConflictKind.HARD,
    )


def round_that_stands(standing: Round) -> dict[str, Any]:
    """What the office has, as one side of a difference; the answers are sealed."""
    return {
        "round": str(standing.pk),
        "enrolment": str(standing.enrolment_id),
        "kind": standing.kind,
        "version": standing.version_id,
        "person": standing.person_id and str(standing.person_id),
        "happened_on": standing.happened_on.isoformat(),
        **sealed(said_in(_responses(standing))),
    }


def sheet_values(said: RoundRecord) -> dict[str, Any]:
    """What the phone says, as the other side."""
    plain = said.model_dump(mode="json", exclude_defaults=True)
    answers = plain.pop("answers", {})
    return {**plain, **sealed(answers)}


def _refuse_time(record: Received, said: RoundRecord, enrolment: CycleEnrolment) -> None:
    """Raises EnrolmentEnded, DayInFuture, DayBeforeEnrolment."""
    if not enrolment.is_open:
        raise EnrolmentEnded(group=str(enrolment.group))
    zone = ZoneInfo(enrolment.group.sentra.time_zone)
    day = said.happened_on
    if day > timezone.localdate(record.received_at, zone):
        raise DayInFuture(day=date_format(day))
    if day < enrolment.starts_on:
        raise DayBeforeEnrolment(starts_on=date_format(enrolment.starts_on), day=date_format(day))


def _refuse_questions(questions: Questions, enrolment: CycleEnrolment, facts: RoundFacts) -> None:
    version = questions.version
    if (enrolment.cycle_id, version.pk) not in facts.asked_in:
        raise InstrumentNotOfCycle(instrument=str(version))
    if not version.is_published:
        raise InstrumentNotPublished(instrument=str(version))


def _rated_as(said: RoundRecord, enrolment: CycleEnrolment, user: Any, facts: RoundFacts) -> str:
    """As `rounds.rated_as`, which is asked only about whoever does not accompany the group."""
    kind, day = str(said.kind), said.happened_on
    may = RaterKind.FACILITATOR in RATERS[kind] and user.has_perm(RECORD)
    if may and facts.accompanies(user, enrolment.group_id, day):
        return RaterKind.FACILITATOR.value
    return rated_as(enrolment, kind, user, day)


def _given(
    round_: Round, said: RoundRecord, questions: Questions, draft: Round | None
) -> dict[str, Response]:
    """Item code -> answer, gaps as "not asked", of every item that was to be asked.

    Raises UnknownItem, AnswerOfOtherKind, AnswerDoesNotFit, EvidenceMissing, RoundIsEmpty.
    """
    kept = {} if draft is None else {one.item.code: one for one in draft.responses.all()}
    given = {}
    for code, told in said.answers.items():
        if code not in questions.items:
            raise UnknownItem(item=code)
        given[code] = _response(round_, questions, code, told, kept.get(code))
    asked = asked_codes(questions.items.values(), said_so_far(given))
    given = {code: one for code, one in given.items() if code in asked}
    if all(one.empty for one in given.values()):
        raise RoundIsEmpty
    refuse_without_evidence(given)
    gaps = {
        code: Response(round=round_, item=item, empty=EmptyKind.NOT_ASKED)
        for code, item in questions.items.items()
        if code not in given
    }
    every = {**given, **gaps}
    round_.given = every  # type: ignore[attr-defined]
    return every


def _response(
    round_: Round, questions: Questions, code: str, told: ToldAnswer, kept: Response | None
) -> Response:
    item, answer = questions.items[code], told.answer()
    try:
        refuse_unfit(item, answer)
    except (NumberOutOfRange, UnknownChoice):
        # Their sentences repeat the answer, and sentences are kept in clear text.
        fits = item.range_text() or ", ".join(item.option_names())
        raise AnswerDoesNotFit(item=code, range=fits) from None
    response = Response(
        round=round_,
        item=item,
        level=answer.level,
        number=answer.number,
        choice=answer.choice,
        text=answer.text,
        empty=answer.empty,
        note=answer.note,
    )
    if told.photo is not None:
        response.upload, response.announced_sha256 = told.photo.upload, told.photo.sha256
    elif told.keeps_photo and kept is not None:
        response.file = kept.file
        response.upload, response.announced_sha256 = kept.upload, kept.announced_sha256
    return response


def _flags(round_: Round, given: Mapping[str, Response], facts: RoundFacts) -> list[str]:
    """As of a round of the web; the other rater's round is marked when it is written."""
    mine = _levels(given.values())
    differs = differing_items(mine, [_levels(_responses(one)) for one in _others(round_, facts)])
    late = round_.kind == RoundKind.BASELINE and any(
        day < round_.happened_on for day in facts.held_on.get(round_.enrolment.group_id, ())
    )
    return [
        *hurried_flags(mine, round_.seconds),
        *([RoundFlag.RATERS_DIFFER.value] if differs else []),
        *([RoundFlag.CONTAMINATED.value] if late else []),
        *([RoundFlag.AFTER_LOCK.value] if _came_after_lock(round_, facts) else []),
    ]


def _came_after_lock(round_: Round, facts: RoundFacts) -> bool:
    return round_.kind == RoundKind.BASELINE and any(
        one.state == RoundState.LOCKED and one.pk != round_.pk for one in _alike(round_, facts)
    )


def _others(round_: Round, facts: RoundFacts) -> list[Round]:
    rows = _alike(round_, facts)
    return [one for one in rows if not one.is_open and one.rater_id != round_.rater_id]


def _alike(round_: Round, facts: RoundFacts) -> Sequence[Round]:
    about = (round_.enrolment_id, round_.kind, round_.version_id, round_.person_id)
    return facts.alike.get(about, ())


def _levels(responses: Any) -> dict[str, int | None]:
    return {one.item.code: one.level for one in responses}


def _write(sheets: Sequence[_Sheet], facts: RoundFacts) -> None:
    _take_place_of_drafts(sheets)
    Round.objects.bulk_create(sheet.round for sheet in sheets)
    Response.objects.bulk_create(one for sheet in sheets for one in sheet.given.values())
    scores, parts = [], []
    for sheet in sheets:
        frozen, dimensions = score_rows(sheet.round, sheet.given, sheet.questions.dimensions)
        scores.append(frozen)
        parts += dimensions
    Score.objects.bulk_create(scores)
    DimensionScore.objects.bulk_create(parts)
    _mark_others(sheets, facts)
    _log(sheets, facts)
    uploads = {one.upload for sheet in sheets for one in sheet.given.values() if one.upload}
    attach_arrived(uploads)
    for frozen in scores:
        tell = partial(round_submitted.send_robust, sender=Round, round=frozen.round, score=frozen)
        transaction.on_commit(tell)


def _take_place_of_drafts(sheets: Sequence[_Sheet]) -> None:
    """The drafts go, and with them the photos that no answer of the sheet goes on with."""
    drafts = [sheet.instead_of for sheet in sheets if sheet.instead_of is not None]
    if not drafts:
        return
    going_on = {one.file.name for sheet in sheets for one in sheet.given.values() if one.file}
    for draft in drafts:
        for response in draft.responses.all():
            if response.file and response.file.name not in going_on:
                delete_on_commit(response.file)
    keys = [draft.pk for draft in drafts]
    Round.objects.filter(pk__in=keys, state=RoundState.OPEN).delete()


def _mark_others(sheets: Sequence[_Sheet], facts: RoundFacts) -> None:
    """Both rounds of two raters who differ say so."""
    marked = {}
    for sheet in sheets:
        mine = _levels(sheet.given.values())
        for other in _others(sheet.round, facts):
            is_marked = RoundFlag.RATERS_DIFFER in other.flags
            if not is_marked and differing_items(_levels(_responses(other)), [mine]):
                other.flags = [*other.flags, RoundFlag.RATERS_DIFFER.value]
                marked[other.pk] = other
    if marked:
        Round.objects.bulk_update(marked.values(), ["flags"])


def _log(sheets: Sequence[_Sheet], facts: RoundFacts) -> None:
    """As `log` of wagtail does for one: with one query for all."""
    names = {today.id: today.name for today in facts.people.values()}
    kind, now = ContentType.objects.get_for_model(Round), timezone.now()
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=kind,
            object_id=str(each.pk),
            label=f"{each.get_kind_display()}, {names.get(each.person_id, each.enrolment)}",
            action="mentoring.submit",
            user=each.rater,
            timestamp=now,
            data={},
        )
        for each in (sheet.round for sheet in sheets)
    )
