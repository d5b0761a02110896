"""Deciding gates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.incubation.errors import (
    DeciderAccompaniesGroup,
    DeciderRatedGroup,
    MemoMissing,
    NoGateHere,
    NoStageAfter,
    NoStageBefore,
    NotYoursToDecide,
    RequiredCriteriaNotMet,
)
from mentoring.incubation.models import (
    OUTCOME_MOVES,
    CriterionAnswer,
    CycleEnrolment,
    CycleStage,
    EnrolmentState,
    Gate,
    GateCriterion,
    GateDecision,
    Outcome,
    Round,
    RoundState,
)
from mentoring.incubation.permissions import accompanied_in_cycle, can_decide_gate
from mentoring.incubation.progress import measured
from mentoring.incubation.services.cycles import (
    current_stage,
    enter_stage,
    locked_enrolment,
    refuse_future,
    stage_beside,
)
from mentoring.incubation.signals import gate_decided
from mentoring.registry.services import freeze_ranks


@dataclass(frozen=True)
class CriterionInput:
    """What the decider says about one criterion. None is "not answered", never "no"."""

    is_met: bool | None
    note: str = ""


@dataclass(frozen=True)
class CriterionView:
    """One criterion as it stands: measured ones carry their verdict and figure already."""

    criterion: GateCriterion
    is_measured: bool
    is_met: bool | None
    figure: Decimal | None = None
    note: str = ""


def gate_criteria(
    *, enrolment: CycleEnrolment, gate: str, answers: Mapping[str, CriterionInput] | None = None
) -> list[CriterionView]:
    """Return the criteria of `gate` in order, measured from rounds or taken from `answers`
    (criterion code -> input). An answer to a measured criterion keeps its note only."""
    answers = answers or {}
    criteria = list(enrolment.cycle.criteria.filter(gate=gate).order_by("order"))
    figures = measured(enrolment, criteria)
    views = []
    for criterion in criteria:
        given = answers.get(criterion.code, CriterionInput(is_met=None))
        if criterion.measure:
            verdict = figures[criterion.code]
            views.append(CriterionView(criterion, True, verdict.is_met, verdict.figure, given.note))
        else:
            views.append(CriterionView(criterion, False, given.is_met, None, given.note))
    return views


def decide_gate(
    *,
    enrolment: CycleEnrolment,
    outcome: str,
    memo: str,
    decider: Any,
    decided_on: date,
    answers: Mapping[str, CriterionInput] | None = None,
) -> GateDecision:
    """Decide the gate at the end of the group's present stage and move the group.

    answers: criterion code -> input; measured criteria are read from the rounds. Only
    "pass" needs every required criterion met: unanswered is not met. The decision locks
    every round submitted so far. decided_on: a day in the zone of the craft centre.
    Raises NotYoursToDecide, DeciderRatedGroup, DeciderAccompaniesGroup, MemoMissing,
    NoGateHere, RequiredCriteriaNotMet, NoStageAfter, NoStageBefore, EnrolmentEnded,
    DayInFuture, DayBeforeStage. Sends `gate_decided` (and `enrolment_moved`) after commit.
    """
    refuse_decider(enrolment=enrolment, decider=decider, on=decided_on)
    if not memo.strip():
        raise MemoMissing()
    refuse_future(enrolment.group, decided_on)
    with transaction.atomic():
        enrolment = locked_enrolment(enrolment)
        stage = _stage_with_gate(enrolment)
        views = gate_criteria(enrolment=enrolment, gate=stage.gate, answers=answers)
        _refuse_unmet(views, outcome)
        to_state = _state_after(stage, outcome)
        decision = GateDecision.objects.create(
            enrolment=enrolment,
            gate=stage.gate,
            outcome=outcome,
            from_state=stage.state,
            to_state=to_state,
            decider=decider,
            memo=memo.strip(),
            decided_on=decided_on,
        )
        _keep_answers(decision, views)
        _lock_rounds(enrolment)
        _freeze_ranks(decision)
        if to_state != stage.state:
            enter_stage(enrolment, state=to_state, on=decided_on, moved_by=decider)
        _announce(decision)
    return decision


def refuse_decider(*, enrolment: CycleEnrolment, decider: Any, on: date) -> None:
    """Raise NotYoursToDecide, DeciderRatedGroup or DeciderAccompaniesGroup, or do nothing.

    The page asks before it shows the form, so that nobody fills it in for nothing.
    """
    group = str(enrolment.group)
    if not can_decide_gate(decider, enrolment, on):
        raise NotYoursToDecide(group=group)
    if enrolment.rounds.filter(rater=decider).exists():
        raise DeciderRatedGroup(group=group)
    if accompanied_in_cycle(decider, enrolment):
        raise DeciderAccompaniesGroup(group=group)


def _refuse_unmet(views: list[CriterionView], outcome: str) -> None:
    if outcome != Outcome.PASS:
        return
    unmet = [view.criterion for view in views if view.criterion.is_required and not view.is_met]
    if unmet:
        raise RequiredCriteriaNotMet(
            criteria="; ".join(f"“{one.question.rstrip('.')}”" for one in unmet)
        )


def _state_after(stage: CycleStage, outcome: str) -> str:
    if outcome == Outcome.EXIT:
        return EnrolmentState.EXITED
    steps = OUTCOME_MOVES[outcome]
    if steps == 0:
        return stage.state
    target = stage_beside(stage, steps)
    if target is None:
        refusal = NoStageAfter if steps > 0 else NoStageBefore
        raise refusal(stage=str(stage))
    return target.state


def _keep_answers(decision: GateDecision, views: list[CriterionView]) -> None:
    CriterionAnswer.objects.bulk_create(
        CriterionAnswer(
            decision=decision,
            criterion=view.criterion,
            is_met=view.is_met,
            figure=view.figure,
            note=view.note,
        )
        for view in views
    )


def _lock_rounds(enrolment: CycleEnrolment) -> None:
    """What a decision has read is never replaced by a later record of the same round."""
    Round.objects.filter(enrolment=enrolment, state=RoundState.SUBMITTED).update(
        state=RoundState.LOCKED
    )


def _freeze_ranks(decision: GateDecision) -> None:
    """With the baseline it is fixed who was weak then: later figures read these ranks."""
    if (decision.gate, decision.outcome) != (Gate.G0, Outcome.PASS):
        return
    freeze_ranks(
        cycle_key=f"enrolment:{decision.enrolment_id}",
        sentra=decision.enrolment.group.sentra,
        on=decision.decided_on,
        now=timezone.now(),
        frozen_by=decision.decider,
    )


def _stage_with_gate(enrolment: CycleEnrolment) -> CycleStage:
    stage = current_stage(enrolment)
    if not stage.gate:
        raise NoGateHere(group=str(enrolment.group), stage=str(stage))
    return stage


def _announce(decision: GateDecision) -> None:
    log(instance=decision, action="mentoring.decide", user=decision.decider)
    transaction.on_commit(partial(gate_decided.send_robust, sender=GateDecision, decision=decision))
