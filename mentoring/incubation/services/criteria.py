"""How the criteria of a gate stand, and changing them before a cycle is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.incubation.errors import (
    CriteriaNotMeasuredHere,
    CycleAlreadyUsed,
    NotYoursToOpen,
)
from mentoring.incubation.gate_measures import MEASURES, measured
from mentoring.incubation.models import (
    AnswerStanding,
    Cycle,
    CycleEnrolment,
    CycleStage,
    GateCriterion,
    GateDecision,
    Round,
)
from mentoring.incubation.permissions import can_open_cycle
from mentoring.incubation.services.cycle_rules import refuse_out_of_order, refuse_out_of_range

_OF_CRITERION = frozenset(
    {"is_required", "threshold", "measure", "accepts_reason", "taken_out_reason", "wording"}
)
_OF_STAGE = frozenset({"starts_month", "weak_interval_days", "interval_days"})


@dataclass(frozen=True)
class CriterionInput:
    """What the decider says about one criterion. None is "not answered", never "no"."""

    is_met: bool | None
    note: str = ""


@dataclass(frozen=True)
class CriterionView:
    """One criterion as it stands: measured ones carry their verdict and figure already.

    told: what the measure says is missing. is_here: see `gate_measures.Verdict`.
    """

    criterion: GateCriterion
    is_measured: bool
    is_met: bool | None
    figure: Decimal | None = None
    note: str = ""
    told: str = ""
    is_here: bool = True

    @property
    def standing(self) -> str:
        if self.criterion.is_taken_out:
            return AnswerStanding.TAKEN_OUT
        if self.criterion.accepts_reason and not self.is_met and self.note.strip():
            return AnswerStanding.BY_REASON
        return AnswerStanding.ASKED

    @property
    def is_fulfilled(self) -> bool:
        """Whether the gate may be passed as far as this criterion goes."""
        return bool(self.is_met) or self.standing != AnswerStanding.ASKED

    @property
    def stands_in_the_way(self) -> bool:
        return self.criterion.is_required and not self.is_fulfilled


def gate_criteria(
    *,
    enrolment: CycleEnrolment,
    gate: str,
    on: date,
    answers: Mapping[str, CriterionInput] | None = None,
) -> list[CriterionView]:
    """Return the criteria of `gate` in order, measured as things stand on `on` or taken from
    `answers` (criterion code -> input). An answer to a measured criterion keeps its note only."""
    answers = answers or {}
    criteria = list(enrolment.cycle.criteria.filter(gate=gate).order_by("order"))
    figures = measured(enrolment, criteria, on)
    views = []
    for criterion in criteria:
        given = answers.get(criterion.code, CriterionInput(is_met=None))
        verdict = figures.get(criterion.code)
        if verdict is not None:
            views.append(
                CriterionView(
                    criterion,
                    True,
                    verdict.is_met,
                    verdict.figure,
                    given.note,
                    verdict.told,
                    verdict.is_here,
                )
            )
        else:
            is_measured = bool(criterion.measure)
            is_met = None if is_measured else given.is_met
            views.append(CriterionView(criterion, is_measured, is_met, None, given.note))
    return views


def is_used(cycle: Cycle) -> bool:
    """Whether a round of the cycle was submitted or a gate of it decided."""
    finished = Round.objects.filter(enrolment__cycle=cycle).counted()
    return finished.exists() or GateDecision.objects.filter(enrolment__cycle=cycle).exists()


def change_criterion(
    *, criterion: GateCriterion, changes: Mapping[str, Any], changed_by: Any
) -> GateCriterion:
    """Give `criterion` the values of `changes`; before the first baseline of its cycle only.

    A `taken_out_reason` takes it out: it is shown as not measured here and passes nobody.
    Raises NotYoursToOpen, CycleAlreadyUsed, ThresholdOutOfRange.
    """
    measure = changes.get("measure", criterion.measure)
    refuse_out_of_range(measure, changes.get("threshold", criterion.threshold))
    _write(criterion, criterion.cycle, changes, _OF_CRITERION, changed_by)
    return criterion


def change_stage(*, stage: CycleStage, changes: Mapping[str, Any], changed_by: Any) -> CycleStage:
    """Give `stage` its months and visit intervals; before the first baseline of its cycle only.

    Raises NotYoursToOpen, CycleAlreadyUsed, StageOutOfOrder.
    """
    refuse_out_of_order(stage, changes.get("starts_month", stage.starts_month))
    _write(stage, stage.cycle, changes, _OF_STAGE, changed_by)
    return stage


def refuse_unmeasured(cycle: Cycle) -> None:
    """Raise CriteriaNotMeasuredHere if a required criterion of any gate reads what is not part
    of the cycle: asked at G0, because later nothing can be taken out any more."""
    missing = [
        one
        for one in cycle.criteria.order_by("gate", "order")
        if one.measure
        and one.is_required
        and not one.is_taken_out
        and not MEASURES[one.measure].is_here(cycle)
    ]
    if missing:
        named = "; ".join(f"“{one.question.rstrip('.')}” ({one.gate})" for one in missing)
        raise CriteriaNotMeasuredHere(cycle=str(cycle), criteria=named)


@transaction.atomic
def _write(
    row: Any, cycle: Cycle, changes: Mapping[str, Any], allowed: frozenset[str], changed_by: Any
) -> None:
    if not can_open_cycle(changed_by, cycle.place):
        raise NotYoursToOpen(place=cycle.place.name)
    unknown = set(changes) - allowed
    if unknown:
        raise ValueError(f"These never change here: {sorted(unknown)}")
    # A baseline that arrives in this second waits for the row of its cycle or is seen.
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    if is_used(cycle):
        raise CycleAlreadyUsed(cycle=str(cycle))
    for field, value in changes.items():
        setattr(row, field, value)
    row.save(update_fields=list(changes))
    log(instance=cycle, action="wagtail.edit", user=changed_by)
