"""How much of the formulas was done: dose and adherence.

dose = sum(min(done, planned)) / sum(planned) over the lines of the formula in force, in
sessions that figures count (mentoring.md 1.7). adherence = the sessions of the group with its
facilitator since it first agreed to a formula that were about a line of it. A visit that was
told twice counts once, for the lines that either record names.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, DateField, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from mentoring.incubation.models import (
    CycleEnrolment,
    Formula,
    FormulaItem,
    FormulaItemSession,
    FormulaState,
)
from mentoring.sessions.models import MentoringSession, SessionState


@dataclass(frozen=True)
class Dose:
    """planned, done: sessions, more than planned never counts. share: done / planned, 0 to 1,
    None where nothing is planned. adherence: 0 to 1, None without a session."""

    planned: int = 0
    done: int = 0
    adherence: Decimal | None = None

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.done) / self.planned if self.planned else None


@dataclass(frozen=True)
class LineDose:
    """One line: sessions planned, and sessions held, which may be more."""

    planned: int
    held: int

    @property
    def done(self) -> int:
        return min(self.held, self.planned)


def doses_of(enrolments: Collection[CycleEnrolment], until: date | None = None) -> dict[UUID, Dose]:
    """Enrolment -> its dose; every asked one is present. Three queries, however many.

    until: the last day whose sessions count; None for all there are.
    """
    keys = [one.pk for one in enrolments]
    until = until or date.max
    lines = _lines_of(keys, until)
    adherence = _adherence(keys, until)
    return {
        key: Dose(
            planned=sum(one.planned for one in lines[key].values()),
            done=sum(one.done for one in lines[key].values()),
            adherence=adherence.get(key),
        )
        for key in keys
    }


def line_doses(enrolment: CycleEnrolment) -> dict[UUID, LineDose]:
    """Thread -> what was done of the line, for the formula in force. Two queries."""
    return dict(_lines_of([enrolment.pk], date.max)[enrolment.pk])


def _lines_of(keys: Collection[UUID], until: date) -> dict[UUID, dict[UUID, LineDose]]:
    again = MentoringSession.objects.counted_with_others().filter(pk=OuterRef("session"))
    held = {
        (enrolment, thread): count
        for enrolment, thread, count in FormulaItemSession.objects.filter(
            Q(session__state=SessionState.HELD, session__is_counted=True) | Exists(again),
            item__formula__enrolment__in=keys,
            session__happened_on__lte=until,
        )
        .order_by()
        .values_list("item__formula__enrolment", "item__thread")
        .annotate(count=Count(Coalesce("session__counted_with", "session"), distinct=True))
    }
    lines: dict[UUID, dict[UUID, LineDose]] = defaultdict(dict)
    planned = FormulaItem.objects.filter(
        formula__enrolment__in=keys, formula__state=FormulaState.AGREED
    ).order_by()
    for enrolment, thread, dose in planned.values_list(
        "formula__enrolment", "thread", "dose_planned"
    ):
        lines[enrolment][thread] = LineDose(dose, held.get((enrolment, thread), 0))
    return lines


def _adherence(keys: Collection[UUID], until: date) -> dict[UUID, Decimal]:
    first = (
        Formula.objects.filter(enrolment=OuterRef("pk"), agreed_on__isnull=False)
        .order_by("agreed_on")
        .values("agreed_on")[:1]
    )
    sessions = (
        MentoringSession.objects.counted()
        .filter(
            group=OuterRef("group"),
            facilitator_was_present=True,
            happened_on__gte=OuterRef("first_agreed_on"),
            happened_on__lte=until,
        )
        .order_by()
    )
    cites = FormulaItemSession.objects.filter(
        session=OuterRef("pk"), item__formula__enrolment__group=OuterRef("group")
    )
    again = MentoringSession.objects.counted_with_others().filter(
        counted_with=OuterRef("pk"),
        formula_links__item__formula__enrolment__group=OuterRef("group"),
    )
    rows = CycleEnrolment.objects.filter(pk__in=keys).order_by()
    rows = rows.annotate(first_agreed_on=Subquery(first, output_field=DateField())).annotate(
        met=_counted(sessions), cited=_counted(sessions.filter(Exists(cites) | Exists(again)))
    )
    return {
        key: Decimal(cited) / met
        for key, met, cited in rows.values_list("pk", "met", "cited")
        if met
    }


def _counted(sessions: "object") -> Coalesce:
    count = sessions.values("group").annotate(count=Count("pk")).values("count")  # type: ignore[attr-defined]
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)
