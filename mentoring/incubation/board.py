"""The board of all groups by stage: which of them, in what order, and what a line says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Prefetch, Q, Value, When
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring.assignments.models.attention import OLD_AFTER
from mentoring.incubation.harm import Harm
from mentoring.incubation.models import (
    CriterionStanding,
    CycleEnrolment,
    EnrolmentState,
    GateStanding,
    RoundKind,
)
from mentoring.incubation.models.cycles import CycleEnrolmentQuerySet
from mentoring.incubation.who_acts import Actor, names_of, who_acts

_STAGE_ORDER = Case(
    *(When(state=state, then=Value(at)) for at, state in enumerate(EnrolmentState.values)),
    default=Value(len(EnrolmentState.values)),
)
# The lists of a line are read along with it, in two queries for all lines.
_STANDING = Prefetch(
    "gate_standing__criteria",
    CriterionStanding.objects.filter(is_lacking=True)
    .select_related("criterion")
    .order_by("criterion__order"),
    to_attr="lacking_rows",
)


@dataclass(frozen=True)
class BoardLine:
    """One group. days: in its stage. late_days: past the day its stage should have ended.

    lacking: what the gate ahead still lacks. standing: None until somebody looked since the
    group entered its stage. names: of who must act, empty if nobody holds that role here.
    """

    enrolment: CycleEnrolment
    standing: GateStanding | None
    days: int | None
    late_days: int
    lacking: tuple[CriterionStanding, ...]
    alarms: tuple[str, ...]
    actor: Actor | None
    names: tuple[str, ...] = ()

    @property
    def class_name(self) -> str:
        version = self.enrolment.cycle.instrument_version
        return version.class_name(self.enrolment.latest_class or "")

    @property
    def waits_for(self) -> str:
        """The kind of round the stage waits for, in words; "" for none."""
        kind = self.enrolment.lacks_round
        return str(RoundKind(kind).label) if kind else ""


@dataclass(frozen=True)
class StageCount:
    state: EnrolmentState
    count: int
    overdue: int


@dataclass(frozen=True)
class Age:
    """When the oldest line shown was looked at. is_old: longer ago than a night explains."""

    at: datetime | None
    is_old: bool


def narrowed(
    enrolments: CycleEnrolmentQuerySet, chosen: Mapping[str, Any], user: Any, today: date
) -> CycleEnrolmentQuerySet:
    """`enrolments` as the filter form's cleaned data `chosen` asks for, without the stage."""
    if chosen.get("work") == "rate":
        enrolments = enrolments.to_rate_by(user, today)
    elif chosen.get("work") == "decide":
        enrolments = enrolments.to_decide_by(user, today)
    if chosen.get("tier"):
        enrolments = enrolments.filter(group__tier=chosen["tier"])
    if place := chosen.get("place"):
        inside = Q(group__sentra__place=place) | Q(
            group__sentra__place__code__startswith=f"{place.code}."
        )
        enrolments = enrolments.filter(inside)
    if chosen.get("overdue"):
        enrolments = enrolments.filter(_is_overdue(today))
    if chosen.get("alarm"):
        enrolments = enrolments.filter(gate_standing__has_alarm=True)
    return enrolments


def in_board_order(enrolments: CycleEnrolmentQuerySet) -> CycleEnrolmentQuerySet:
    """By stage, the one that should have ended longest ago first; what has ended comes last."""
    return enrolments.order_by(
        _STAGE_ORDER, F("gate_standing__due_on").asc(nulls_last=True), "group__name", "pk"
    )


def stage_counts(enrolments: CycleEnrolmentQuerySet, today: date) -> list[StageCount]:
    """How many groups stand in each stage, and how many of them for too long. One query."""
    rows = enrolments.order_by().values_list("state")
    found = {
        state: (count, overdue)
        for state, count, overdue in rows.annotate(
            count=Count("pk", distinct=True),
            overdue=Count("pk", distinct=True, filter=_is_overdue(today)),
        )
    }
    return [StageCount(state, *found[state]) for state in EnrolmentState if state in found]


def lines_of(keys: Sequence[UUID], today: date) -> list[BoardLine]:
    """The lines of the enrolments `keys`, in that order; nine queries, however many."""
    rows = CycleEnrolment.objects.filter(pk__in=keys).with_standing()
    found = {
        one.pk: one for one in rows.select_related("gate_standing").prefetch_related(_STANDING)
    }
    enrolments = [found[key] for key in keys if key in found]
    lines = [line_of(one, today) for one in enrolments]
    actors = {line.enrolment.pk: line.actor for line in lines if line.actor}
    names = names_of(actors, enrolments, today)
    return [_named(line, names.get(line.enrolment.pk, [])) for line in lines]


def with_lines(enrolments: CycleEnrolmentQuerySet) -> Any:
    """`enrolments` read along with all that `line_of` needs, for a file of any length."""
    rows = in_board_order(enrolments).with_standing()
    return rows.select_related("gate_standing").prefetch_related(_STANDING)


def line_of(enrolment: CycleEnrolment, today: date) -> BoardLine:
    """One line without names of who must act."""
    kept = getattr(enrolment, "gate_standing", None)
    standing = kept if kept is not None and kept.state == enrolment.state else None
    lacking = tuple(standing.lacking_rows) if standing else ()
    due_on = standing.due_on if standing and enrolment.is_open else None
    since = enrolment.stage_since
    return BoardLine(
        enrolment=enrolment,
        standing=standing,
        days=(today - since).days if since else None,
        late_days=max((today - due_on).days, 0) if due_on else 0,
        lacking=lacking,
        alarms=tuple(str(Harm(code).label) for code in standing.alarms) if standing else (),
        actor=who_acts(enrolment, lacking, due_on, today),
    )


def age_of(lines: Sequence[BoardLine], now: datetime) -> Age:
    at = min((line.standing.looked_at for line in lines if line.standing), default=None)
    return Age(at, at is not None and now - at > OLD_AFTER)


def headings() -> list[str]:
    """Of the board as a file."""
    return [
        _("Group"),
        _("Craft centre"),
        _("Place code"),
        _("Cycle"),
        _("Stage"),
        _("In this stage since"),
        _("Days"),
        _("Should end"),
        _("Days late"),
        _("Next gate"),
        _("Waits for scoring"),
        _("Not met yet"),
        _("Alarms"),
        _("Who must act"),
        _("Total"),
        _("Class"),
        _("As of"),
    ]


def cells_of(enrolment: CycleEnrolment, today: date) -> list[Any]:
    """One line of that file; it names groups and roles, never people."""
    line = line_of(enrolment, today)
    standing = line.standing
    return [
        enrolment.group.name,
        enrolment.group.sentra.name,
        enrolment.group.sentra.place_id,
        enrolment.cycle.name,
        enrolment.get_state_display(),
        enrolment.stage_since or "",
        "" if line.days is None else line.days,
        (standing and standing.due_on) or "",
        line.late_days,
        standing.gate if standing else "",
        line.waits_for,
        "; ".join(row.criterion.question.rstrip(".") for row in line.lacking),
        "; ".join(line.alarms),
        line.actor.label if line.actor else "",
        "" if enrolment.latest_total is None else round(enrolment.latest_total, 2),
        line.class_name,
        date_format(standing.looked_at, "Y-m-d H:i") if standing else "",
    ]


def _is_overdue(today: date) -> Q:
    return Q(gate_standing__due_on__lt=today, gate_standing__state=F("state"), ends_on__isnull=True)


def _named(line: BoardLine, names: Sequence[str]) -> BoardLine:
    return replace(line, names=tuple(names)) if names else line
