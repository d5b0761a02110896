"""The way of one group from diagnosis to lesson: what a page shows of it, in few queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from mentoring.incubation.dose import Dose, LineDose, doses_of, line_doses
from mentoring.incubation.formula_readiness import Readiness, readiness_of
from mentoring.incubation.lesson_versions import versions_of
from mentoring.incubation.loop_figures import LoopFigures, loop_figures
from mentoring.incubation.models import (
    CycleEnrolment,
    Diagnosis,
    Formula,
    FormulaItem,
    FormulaItemSession,
    LessonFinding,
    Problem,
)
from mentoring.incubation.uncovered_problems import uncovered_problems
from mentoring.sessions.models import MentoringSession


@dataclass(frozen=True)
class LineWay:
    """One line: what was done of it, at which sessions, and what it showed of its lesson.

    release: the version it teaches, as it was agreed or taken since. newer_release: the newest
    version, where nobody has chosen about it yet. kept_from: the newest one, where the group
    chose to go on with the old.
    """

    item: FormulaItem
    dose: LineDose
    sessions: list[MentoringSession]
    release: int | None = None
    newer_release: int | None = None
    kept_from: int | None = None
    findings: list[LessonFinding] = field(default_factory=list)

    @property
    def percent(self) -> int:
        return 100 * self.dose.done // self.dose.planned


@dataclass(frozen=True)
class Way:
    """diagnosis, formula: None where there is none yet; formula: the one in force, else the
    draft. draft: one being written beside the one in force."""

    diagnosis: Diagnosis | None
    formula: Formula | None
    draft: Formula | None
    versions: list[Formula]
    dose: Dose
    readiness: Readiness
    lines: list[LineWay] = field(default_factory=list)
    uncovered: list[Problem] = field(default_factory=list)
    other_findings: list[LessonFinding] = field(default_factory=list)
    loop: LoopFigures = field(default_factory=LoopFigures)

    @property
    def dose_percent(self) -> int | None:
        return _percent(self.dose.share)

    @property
    def adherence_percent(self) -> int | None:
        return _percent(self.dose.adherence)


def way_of(enrolment: CycleEnrolment) -> Way:
    """Everything of one group; queries do not grow with lines, sessions or versions."""
    diagnosis = Diagnosis.objects.filter(enrolment=enrolment).prefetch_related("problems").first()
    versions = list(
        Formula.objects.filter(enrolment=enrolment)
        .select_related("approved_by")
        .prefetch_related("items__problem")
        .order_by("-number")
    )
    agreed = next((one for one in versions if one.is_agreed), None)
    draft = next((one for one in versions if one.is_draft), None)
    formula = agreed or draft
    findings = findings_of(enrolment)
    lines = lines_of(formula, enrolment, findings) if formula else []
    shown = {one.pk for line in lines for one in line.findings}
    return Way(
        diagnosis=diagnosis,
        formula=formula,
        draft=draft if agreed else None,
        versions=versions,
        dose=doses_of([enrolment])[enrolment.pk],
        readiness=readiness_of(enrolment),
        lines=lines,
        uncovered=uncovered_problems(enrolment),
        other_findings=[one for one in findings if one.pk not in shown],
        loop=loop_figures(findings),
    )


def findings_of(enrolment: CycleEnrolment) -> list[LessonFinding]:
    """What lessons and activities of the group should do differently, newest first."""
    return list(LessonFinding.objects.filter(enrolment=enrolment).select_related("item"))


def lines_of(
    formula: Formula, enrolment: CycleEnrolment, findings: Collection[LessonFinding] = ()
) -> list[LineWay]:
    """The lines of `formula` (its items are prefetched) with what was done of them."""
    doses = line_doses(enrolment)
    sessions = _sessions_of(enrolment)
    versions = versions_of(enrolment, formula.items.all())
    return [
        LineWay(
            item=item,
            dose=doses.get(item.thread, LineDose(item.dose_planned, 0)),
            sessions=sessions[item.thread],
            release=versions[item.thread].release,
            newer_release=versions[item.thread].newer_release,
            kept_from=versions[item.thread].kept_from,
            findings=[one for one in findings if one.item and one.item.thread == item.thread],
        )
        for item in formula.items.all()
    ]


def _sessions_of(enrolment: CycleEnrolment) -> dict[UUID, list[MentoringSession]]:
    links = (
        FormulaItemSession.objects.filter(item__formula__enrolment=enrolment)
        .select_related("session", "item")
        .order_by("session__happened_on", "session")
    )
    found: dict[UUID, dict[UUID, MentoringSession]] = defaultdict(dict)
    for link in links:
        found[link.item.thread][link.session_id] = link.session
    return defaultdict(list, {key: list(rows.values()) for key, rows in found.items()})


def _percent(share: Decimal | None) -> int | None:
    return None if share is None else int(share * 100)
