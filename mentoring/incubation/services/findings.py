"""Writing down what a lesson should do differently, asking its keepers, and their answers."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from mentoring.incubation.change_answers import ChangeAnswer, answers_to
from mentoring.incubation.errors.findings import (
    ChangeMissing,
    FindingAlreadyFiled,
    FindingAwaitsAnswer,
    FindingClosed,
    FindingIncomplete,
    FindingResultMissing,
    FindingsOfSeveralLessons,
    LessonTakesNoChanges,
    LessonUnknownHere,
    NobodyKeepsLessons,
    NoFindingChosen,
    NotYoursToFind,
)
from mentoring.incubation.lessons_used import lessons_to_find
from mentoring.incubation.models import (
    AnswerState,
    CycleEnrolment,
    Evaluation,
    FormulaItem,
    FormulaState,
    LessonFinding,
    Round,
    Severity,
)
from mentoring.incubation.parts import in_parts
from mentoring.incubation.permissions import can_note_finding
from mentoring.incubation.services.cycles import local_today
from mentoring.sessions.models import MentoringSession
from mentoring.sessions.proposals import hand_on, somebody_takes_proposals

_LONGEST = 1000
_LONGEST_RESULT = 300

Source = MentoringSession | Round | Evaluation


@dataclass(frozen=True)
class FindingTold:
    """What was seen. page_id: the lesson, None where it was none; proposal may be empty."""

    problem: str
    evidence: str
    severity: str = Severity.SERIOUS
    page_id: int | None = None
    proposal: str = ""


def note_finding(
    *,
    enrolment: CycleEnrolment,
    told: FindingTold,
    recorded_by: Any,
    source: Source | None = None,
    finding_id: uuid.UUID | None = None,
    now: datetime | None = None,
) -> LessonFinding:
    """Keep what was seen at `source`, a session, round or evaluation of the group.

    finding_id: made where it was written; the same again is the same finding.
    Its day is the source's, else today. The line of the formula in force that names the same
    lesson is remembered with it. Raises NotYoursToFind, FindingIncomplete, LessonUnknownHere;
    ValueError for a source of another group.
    """
    today = local_today(enrolment.group)
    if not can_note_finding(recorded_by, enrolment.group, today):
        raise NotYoursToFind(group=str(enrolment.group))
    if not told.problem.strip() or not told.evidence.strip():
        raise FindingIncomplete()
    session = source if isinstance(source, MentoringSession) else None
    lesson = None
    if told.page_id is not None:
        lesson = lessons_to_find(enrolment, session).get(told.page_id)
        if lesson is None:
            raise LessonUnknownHere()
    with transaction.atomic():
        finding, is_new = LessonFinding.objects.get_or_create(
            pk=finding_id or uuid.uuid4(),
            enrolment=enrolment,
            recorded_by=recorded_by,
            defaults={
                "item": _line_of(enrolment, told.page_id, session),
                **_seen_at(enrolment, source, today),
                "page_id": told.page_id,
                "code": lesson.code if lesson else "",
                "title": lesson.title if lesson else "",
                "release": lesson.release if lesson else None,
                "severity": Severity(told.severity),
                "problem": told.problem.strip(),
                "evidence": told.evidence.strip(),
                "proposal": told.proposal.strip(),
                "recorded_at": now or timezone.now(),
            },
        )
        if is_new:
            log(instance=finding, action="wagtail.create", user=recorded_by)
    return finding


@transaction.atomic
def file_findings(
    *,
    findings: Collection[LessonFinding],
    proposal: str,
    filed_by: Any,
    now: datetime | None = None,
) -> uuid.UUID:
    """Make one proposed change of one lesson out of `findings`; return its key.

    Two people who send the same finding wait for one another, and the second is told.
    Raises NoFindingChosen, ChangeMissing, NotYoursToFind, FindingsOfSeveralLessons,
    FindingAlreadyFiled, FindingClosed, NobodyKeepsLessons, LessonTakesNoChanges.
    """
    if not proposal.strip():
        raise ChangeMissing()
    if not somebody_takes_proposals():
        raise NobodyKeepsLessons()
    rows = _locked([one.pk for one in findings])
    _refuse_filing(rows, filed_by)
    key, lesson = uuid.uuid4(), rows[0]
    is_kept = hand_on(
        request_id=key,
        page_id=lesson.page_id,
        evidence=_evidence_of(rows),
        proposal=proposal.strip()[:_LONGEST],
        filed_by=filed_by,
        source_key=lesson.source_key if len(rows) == 1 else f"findings:{key}",
        source_label=_where_seen(rows),
    )
    if not is_kept:
        raise LessonTakesNoChanges(lesson=lesson.lesson)
    LessonFinding.objects.filter(pk__in=[one.pk for one in rows]).update(
        request_key=key, filed_at=now or timezone.now()
    )
    for one in rows:
        log(instance=one, action="mentoring.file_finding", user=filed_by)
    return key


@transaction.atomic
def close_finding(
    *, finding: LessonFinding, result: str, closed_by: Any, closed_on: date | None = None
) -> LessonFinding:
    """The group's own people say what came of it. closed_on: local date; None is today.

    Raises NotYoursToFind, FindingResultMissing, FindingClosed, FindingAwaitsAnswer.
    """
    group = finding.enrolment.group
    today = local_today(group)
    if not can_note_finding(closed_by, group, today):
        raise NotYoursToFind(group=str(group))
    if not result.strip():
        raise FindingResultMissing()
    (locked,) = _locked([finding.pk])
    if locked.closed_on is not None:
        raise FindingClosed(day=date_format(locked.closed_on))
    if locked.request_key is not None:
        raise FindingAwaitsAnswer()
    locked.closed_on, locked.result = closed_on or today, result.strip()[:_LONGEST_RESULT]
    locked.save(update_fields=["closed_on", "result"])
    log(instance=locked, action="mentoring.close_finding", user=closed_by)
    return locked


def take_in_answers(*, keys: Collection[uuid.UUID] | None = None) -> int:
    """Write down what keepers of lessons said; return how many findings that changed.

    keys: of proposed changes; None asks about all that wait. Safe to run twice.
    """
    waiting = LessonFinding.objects.awaiting_answer().order_by()
    if keys is not None:
        waiting = waiting.filter(request_key__in=keys)
    known = dict(waiting.values_list("request_key", "answer"))
    changed = 0
    for part in in_parts(known):
        for key, answer in answers_to(part).items():
            if answer.state in AnswerState.values and answer.state != known[key]:
                changed += _take_in(key, answer)
    return changed


@transaction.atomic
def _take_in(key: uuid.UUID, answer: ChangeAnswer) -> int:
    rows = (
        LessonFinding.objects.awaiting_answer()
        .filter(request_key=key)
        .exclude(answer=answer.state)
        .select_related("enrolment__group__sentra")
        .select_for_update(of=("self",))
    )
    for finding in (found := list(rows)):
        finding.answer = answer.state
        if answer.state != AnswerState.ACCEPTED:
            _close_with(finding, answer)
        finding.save(update_fields=["answer", "answered_release", "closed_on", "result"])
    return len(found)


def _close_with(finding: LessonFinding, answer: ChangeAnswer) -> None:
    zone = ZoneInfo(finding.enrolment.group.sentra.time_zone)
    day = timezone.localdate(answer.decided_at or timezone.now(), timezone=zone)
    finding.closed_on = max(day, finding.happened_on)
    finding.answered_release = answer.release if answer.state == AnswerState.DONE else None
    # In the language of the site: pages say it in the reader's, from the fields.
    said = answer.reason if answer.state == AnswerState.DECLINED else ""
    said = said or _("changed in version %(number)s") % {"number": answer.release or "?"}
    finding.result = said[:_LONGEST_RESULT]


def _locked(keys: Collection[uuid.UUID]) -> list[LessonFinding]:
    return list(
        LessonFinding.objects.filter(pk__in=keys)
        .select_related("enrolment__group__sentra")
        .select_for_update(of=("self",))
        .order_by("happened_on", "pk")
    )


def _refuse_filing(rows: Sequence[LessonFinding], user: Any) -> None:
    if not rows:
        raise NoFindingChosen()
    for group in {one.enrolment.group for one in rows}:
        if not can_note_finding(user, group, local_today(group)):
            raise NotYoursToFind(group=str(group))
    for one in rows:
        if one.request_key is not None:
            raise FindingAlreadyFiled(finding=str(one))
        if one.closed_on is not None:
            raise FindingClosed(day=date_format(one.closed_on))
    if len({one.page_id for one in rows}) != 1:
        raise FindingsOfSeveralLessons()
    if rows[0].page_id is None:
        raise NobodyKeepsLessons()


def _evidence_of(rows: Sequence[LessonFinding]) -> str:
    """What was seen, the gravest first, cut where the keepers' page ends."""
    order = list(Severity.values)
    graver = sorted(rows, key=lambda one: -order.index(one.severity))
    told = "\n".join(f"[{one.get_severity_display()}] {one}: {one.evidence}" for one in graver)
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"


def _where_seen(rows: Sequence[LessonFinding]) -> str:
    if len(rows) == 1:
        day = date_format(rows[0].happened_on, "j F Y")
        return f"{rows[0].enrolment.group}, {day}"
    names = ", ".join(sorted({str(one.enrolment.group) for one in rows}))
    count = ngettext("%(count)d finding", "%(count)d findings", len(rows)) % {"count": len(rows)}
    return f"{count}: {names}"


def _seen_at(enrolment: CycleEnrolment, source: Source | None, today: date) -> dict[str, Any]:
    """The fields of a finding that say where and on which day."""
    if source is None:
        return {"happened_on": today}
    if isinstance(source, MentoringSession):
        if source.group_id != enrolment.group_id:
            raise ValueError("the session was with another group")
        return {"session": source, "happened_on": source.happened_on}
    if source.enrolment_id != enrolment.pk:
        raise ValueError("the round or evaluation is of another group")
    if isinstance(source, Round):
        return {"round": source, "happened_on": source.happened_on}
    return {"evaluation": source, "happened_on": min(source.until, today)}


def _line_of(
    enrolment: CycleEnrolment, page_id: int | None, session: MentoringSession | None
) -> FormulaItem | None:
    """The line with this lesson; without one the only line the session was about."""
    lines = FormulaItem.objects.filter(
        formula__enrolment=enrolment, formula__state=FormulaState.AGREED
    )
    if page_id is not None and (line := lines.filter(page=page_id).first()):
        return line
    about = list(lines.filter(session_links__session=session)[:2]) if session else []
    return about[0] if len(about) == 1 else None
