"""Drafting the formula of a group, agreeing to it, and replacing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.conf import photo_long_side, photo_max_bytes, voice_max_bytes
from mentoring.incubation.errors.formulas import (
    ActivityMissing,
    AgreementEvidenceMissing,
    ApproverDrafted,
    DiagnosisMissing,
    DoseOutOfRange,
    FormulaEmpty,
    FormulaNotAgreed,
    FormulaNotDraft,
    FormulaReplaced,
    LessonNotOffered,
    NotYoursToApprove,
    NotYoursToDiagnose,
    WhoWasThereMissing,
)
from mentoring.incubation.lesson_versions import taken_versions
from mentoring.incubation.models import (
    BLOCKING_LINES,
    AgreementKind,
    CycleEnrolment,
    Diagnosis,
    Formula,
    FormulaItem,
    FormulaLine,
    FormulaReadiness,
    FormulaState,
    LineKind,
    Problem,
)
from mentoring.incubation.permissions import can_approve_formula, can_draft_formula
from mentoring.incubation.services.cycles import local_today, locked_enrolment, refuse_future
from mentoring.photos import prepare_photo
from mentoring.sessions.audiences import key_of_group
from mentoring.sessions.models import OwnerKind
from mentoring.sessions.programmes import TeachingModule, teaching_modules
from mentoring.voices import read_voice

LEAST_DOSE, MOST_DOSE = 1, 99


@dataclass(frozen=True)
class LineTold:
    """One line as it is written. page_id: the lesson, for the kind "lesson" only.

    dose_planned: how many sessions."""

    problem: Problem
    kind: str
    page_id: int | None = None
    activity: str = ""
    dose_planned: int = 1
    responsible: str = OwnerKind.FACILITATOR


@dataclass(frozen=True)
class ReadyTold:
    """What was said about one thing a formula needs; None is "not answered"."""

    is_ready: bool | None
    note: str = ""


@transaction.atomic
def draft_formula(
    *,
    enrolment: CycleEnrolment,
    drafted_by: Any,
    reason: str = "",
    now: datetime | None = None,
) -> Formula:
    """Return the draft of `enrolment`: the one that stands, or a new version.

    A new version begins with the lines and readiness of the one in force; a line keeps its
    thread, so that what was done for it still counts. Raises NotYoursToDiagnose,
    DiagnosisMissing, EnrolmentEnded.
    """
    _refuse_stranger(enrolment, drafted_by)
    enrolment = locked_enrolment(enrolment)
    if not Diagnosis.objects.filter(enrolment=enrolment).exists():
        raise DiagnosisMissing(group=str(enrolment.group))
    standing = Formula.objects.drafts().filter(enrolment=enrolment).first()
    if standing is not None:
        return standing
    before = Formula.objects.agreed().filter(enrolment=enrolment).first()
    highest = enrolment.formulas.aggregate(highest=Max("number"))["highest"] or 0
    formula = Formula.objects.create(
        enrolment=enrolment,
        number=highest + 1,
        reason=reason.strip(),
        drafted_by=drafted_by,
        drafted_at=now or timezone.now(),
    )
    if before is not None:
        _copy_lines(before, formula)
    FormulaReadiness.objects.bulk_create(_fresh_readiness(formula, before))
    log(instance=formula, action="wagtail.create", user=drafted_by)
    return formula


def keep_line(
    *, formula: Formula, told: LineTold, written_by: Any, item: FormulaItem | None = None
) -> FormulaItem:
    """Return the line `told`: a new one at the end of the draft, or `item` written anew.

    A lesson is pinned as the group reads it now.
    Raises NotYoursToDiagnose, FormulaNotDraft, LessonNotOffered, ActivityMissing,
    DoseOutOfRange; ValueError for a problem or line of another group.
    """
    _refuse_stranger(formula.enrolment, written_by)
    if told.problem.diagnosis.enrolment_id != formula.enrolment_id:
        raise ValueError("the problem belongs to another group")
    if item is not None and item.formula_id != formula.pk:
        raise ValueError("the line belongs to another formula")
    facts = _facts_of(told, formula)
    with transaction.atomic():
        locked = _locked_draft(formula)
        if item is None:
            last = locked.items.aggregate(last=Max("position"))["last"]
            item = FormulaItem(formula=locked, position=0 if last is None else last + 1)
        for name, value in facts.items():
            setattr(item, name, value)
        item.save()
    return item


@transaction.atomic
def remove_line(*, item: FormulaItem, removed_by: Any) -> None:
    """Take a line out of a draft. Raises NotYoursToDiagnose, FormulaNotDraft."""
    _refuse_stranger(item.formula.enrolment, removed_by)
    _locked_draft(item.formula)
    item.delete()


@transaction.atomic
def answer_readiness(
    *,
    formula: Formula,
    answers: Mapping[str, ReadyTold],
    answered_by: Any,
    now: datetime | None = None,
) -> None:
    """Write down what is there of what `formula` needs: line -> what was said.

    Lines that are not in `answers` stay as they were. Raises NotYoursToDiagnose,
    FormulaReplaced.
    """
    _refuse_stranger(formula.enrolment, answered_by)
    locked = Formula.objects.select_for_update().get(pk=formula.pk)
    if locked.state == FormulaState.REPLACED:
        raise FormulaReplaced(number=locked.number)
    for row in locked.readiness.filter(line__in=answers):
        said = answers[row.line]
        if (row.is_ready, row.note) == (said.is_ready, said.note.strip()):
            continue
        row.is_ready, row.note = said.is_ready, said.note.strip()
        row.answered_by, row.answered_at = answered_by, now or timezone.now()
        row.save()


def agree_formula(
    *,
    formula: Formula,
    agreed_on: date,
    kind: str,
    who_was_there: str,
    evidence: BinaryIO | None,
    recorded_by: Any,
) -> Formula:
    """The group says yes: the draft is in force, and what was in force is replaced.

    evidence: a photograph of the signed sheet, or a recording of the spoken yes.
    Raises NotYoursToDiagnose, FormulaNotDraft, FormulaEmpty, WhoWasThereMissing,
    AgreementEvidenceMissing, DayInFuture, EnrolmentEnded, and the refusals of a file that is
    no photograph or recording.
    """
    _refuse_stranger(formula.enrolment, recorded_by)
    refuse_future(formula.enrolment.group, agreed_on)
    if not who_was_there.strip():
        raise WhoWasThereMissing()
    if evidence is None:
        raise AgreementEvidenceMissing()
    content, media_type = _read_evidence(kind, evidence)
    with transaction.atomic():
        locked_enrolment(formula.enrolment)
        locked = _locked_draft(formula)
        if not locked.items.exists():
            raise FormulaEmpty()
        Formula.objects.agreed().filter(enrolment=locked.enrolment_id).update(
            state=FormulaState.REPLACED
        )
        locked.state = FormulaState.AGREED
        locked.agreed_on = agreed_on
        locked.agreement_kind = kind
        locked.agreement_type = media_type
        locked.who_was_there = who_was_there.strip()
        locked.agreement.save("agreement", ContentFile(content), save=False)
        locked.save()
        log(instance=locked, action="mentoring.agree", user=recorded_by)
    return locked


@transaction.atomic
def approve_formula(*, formula: Formula, approved_by: Any, now: datetime | None = None) -> Formula:
    """The coordinator's yes to an agreed formula; doing it twice is fine.

    Raises NotYoursToApprove, ApproverDrafted, FormulaNotAgreed.
    """
    group = formula.enrolment.group
    if not can_approve_formula(approved_by, group, local_today(group)):
        raise NotYoursToApprove(group=str(group))
    locked = Formula.objects.select_for_update().get(pk=formula.pk)
    if locked.drafted_by_id == approved_by.pk:
        raise ApproverDrafted()
    if not locked.is_agreed:
        raise FormulaNotAgreed()
    if locked.approved_at is None:
        locked.approved_by, locked.approved_at = approved_by, now or timezone.now()
        locked.save(update_fields=["approved_by", "approved_at"])
        log(instance=locked, action="mentoring.approve", user=approved_by)
    return locked


def offered_lessons(formula: Formula) -> dict[int, TeachingModule]:
    """Page key -> lesson, as the group of `formula` reads them now."""
    offered = teaching_modules(key_of_group(formula.enrolment.group))
    return {one.page_id: one for one in offered}


def _refuse_stranger(enrolment: CycleEnrolment, user: Any) -> None:
    if not can_draft_formula(user, enrolment.group, local_today(enrolment.group)):
        raise NotYoursToDiagnose(group=str(enrolment.group))


def _locked_draft(formula: Formula) -> Formula:
    locked = Formula.objects.select_for_update().get(pk=formula.pk)
    if not locked.is_draft:
        raise FormulaNotDraft(number=locked.number)
    return locked


def _facts_of(told: LineTold, formula: Formula) -> dict[str, Any]:
    if not LEAST_DOSE <= told.dose_planned <= MOST_DOSE:
        raise DoseOutOfRange(dose=told.dose_planned, least=LEAST_DOSE, most=MOST_DOSE)
    facts: dict[str, Any] = {
        "problem": told.problem,
        "kind": LineKind(told.kind),
        "activity": told.activity.strip(),
        "dose_planned": told.dose_planned,
        "responsible": OwnerKind(told.responsible),
        **dict.fromkeys(("page_id", "revision_id", "release")),
        **dict.fromkeys(("code", "title"), ""),
    }
    if told.kind != LineKind.LESSON:
        if not facts["activity"]:
            raise ActivityMissing()
        return facts
    if told.page_id is None:
        raise ActivityMissing()
    lesson = offered_lessons(formula).get(told.page_id)
    if lesson is None:
        raise LessonNotOffered()
    return facts | {
        "page_id": lesson.page_id,
        "revision_id": lesson.revision_id,
        "release": lesson.release,
        "code": lesson.code,
        "title": lesson.title,
    }


_COPIED = (
    *("thread", "position", "problem_id", "kind", "page_id", "revision_id", "code", "title"),
    *("release", "activity", "dose_planned", "responsible"),
)


def _copy_lines(before: Formula, after: Formula) -> None:
    """Lines begin with the versions of lessons that were taken since."""
    taken = taken_versions(before.enrolment)
    copies = []
    for item in before.items.all():
        copy = FormulaItem(formula=after, **{name: getattr(item, name) for name in _COPIED})
        if item.thread in taken:
            copy.release = taken[item.thread].release
            copy.revision_id = taken[item.thread].revision_id
        copies.append(copy)
    FormulaItem.objects.bulk_create(copies)


def _fresh_readiness(formula: Formula, before: Formula | None) -> list[FormulaReadiness]:
    """Unsaved rows of every line; those of the version before lend their answers."""
    known = {one.line: one for one in before.readiness.all()} if before else {}
    rows = []
    for line in FormulaLine:
        row = FormulaReadiness(formula=formula, line=line, is_blocking=line in BLOCKING_LINES)
        if line in known:
            for name in ("is_blocking", "is_ready", "note", "answered_by_id", "answered_at"):
                setattr(row, name, getattr(known[line], name))
        rows.append(row)
    return rows


def _read_evidence(kind: str, evidence: BinaryIO) -> tuple[bytes, str]:
    """What to keep of the file, and its media type."""
    if AgreementKind(kind) == AgreementKind.SIGNED:
        photo = prepare_photo(evidence, long_side=photo_long_side(), max_bytes=photo_max_bytes())
        return photo.content, "image/jpeg"
    voice = read_voice(evidence, max_bytes=voice_max_bytes())
    return voice.content, voice.kind
