"""Deciding gates."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import log

from mentoring.incubation.errors import (
    DeciderAccompaniesGroup,
    DeciderRatedGroup,
    ExitReasonMissing,
    ExtendedTwice,
    ExtensionTooLong,
    MemoMissing,
    NoGateHere,
    NoStageAfter,
    NoStageBefore,
    NotYoursToDecide,
    RequiredCriteriaNotMet,
)
from mentoring.incubation.gap_answers import AskedGap, answered, asked_gaps
from mentoring.incubation.log_gaps import gaps_to_answer
from mentoring.incubation.memo_figures import memo_figures
from mentoring.incubation.models import (
    OUTCOME_MOVES,
    CriterionAnswer,
    CycleEnrolment,
    CycleStage,
    EnrolmentState,
    ExitReason,
    Gate,
    GateDecision,
    GateStanding,
    Outcome,
    Round,
    RoundState,
)
from mentoring.incubation.permissions import accompanied_in_cycle, can_decide_gate
from mentoring.incubation.services.criteria import (
    CriterionInput,
    CriterionView,
    gate_criteria,
    refuse_unmeasured,
)
from mentoring.incubation.services.cycles import (
    current_stage,
    enter_stage,
    locked_enrolment,
    refuse_future,
    stage_beside,
)
from mentoring.incubation.signals import gate_decided
from mentoring.registry.services import freeze_ranks

# Longer than this is no extension but another stage (mentoring.md, section 2).
EXTENSION_MONTHS = 6


def latest_extension(decided_on: date) -> date:
    """The last day until which a gate decided on `decided_on` may be extended."""
    return decided_on + relativedelta(months=EXTENSION_MONTHS)


def decide_gate(
    *,
    enrolment: CycleEnrolment,
    outcome: str,
    memo: str,
    decider: Any,
    decided_on: date,
    answers: Mapping[str, CriterionInput] | None = None,
    extended_until: date | None = None,
    exit_reason: str = "",
    gap_answers: Mapping[str, str] | None = None,
) -> GateDecision:
    """Decide the gate at the end of the group's present stage and move the group.

    answers: criterion code -> input; measured criteria are read. Only "pass" needs every
    required criterion met: unanswered is not met. The decision locks every round submitted
    so far. decided_on: a day in the zone of the craft centre. extended_until: of "extend",
    at most six months later, which is also what it is when it is not said. exit_reason: of
    "exit", an ExitReason. What stood then of equity and harm (`memo_figures`) is kept with it.
    gap_answers: dimension code -> why logs and raters differ there by 20 points or more.
    Raises NotYoursToDecide, DeciderRatedGroup, DeciderAccompaniesGroup, MemoMissing,
    NoGateHere, RequiredCriteriaNotMet, CriteriaNotMeasuredHere, ExtendedTwice,
    ExtensionTooLong, ExitReasonMissing, GapNotAnswered, NoStageAfter, NoStageBefore,
    EnrolmentEnded, DayInFuture, DayBeforeStage. Sends `gate_decided` (and `enrolment_moved`)
    after commit.
    """
    refuse_decider(enrolment=enrolment, decider=decider, on=decided_on)
    if not memo.strip():
        raise MemoMissing()
    refuse_future(enrolment.group, decided_on)
    with transaction.atomic():
        enrolment = locked_enrolment(enrolment)
        stage = _stage_with_gate(enrolment)
        views = gate_criteria(enrolment=enrolment, gate=stage.gate, on=decided_on, answers=answers)
        _refuse_unmet(enrolment, stage, views, outcome)
        terms = _terms(enrolment, stage, outcome, decided_on, extended_until, exit_reason)
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
            equity=memo_figures(enrolment, decided_on),
            gap_answers=answered(gaps_at_gate(enrolment, decided_on), gap_answers or {}),
            **terms,
        )
        _keep_answers(decision, views)
        _lock_rounds(enrolment)
        _freeze_ranks(decision)
        # What stood before the decision is looked at anew within minutes.
        GateStanding.objects.filter(enrolment=enrolment).delete()
        if to_state != stage.state:
            enter_stage(enrolment, state=to_state, on=decided_on, moved_by=decider)
        _announce(decision)
    return decision


def gaps_at_gate(enrolment: CycleEnrolment, on: date) -> list[AskedGap]:
    """The gaps between logs and raters that the memo of a gate answers."""
    return asked_gaps(gaps_to_answer(enrolment, on))


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


def _refuse_unmet(
    enrolment: CycleEnrolment, stage: CycleStage, views: list[CriterionView], outcome: str
) -> None:
    if outcome != Outcome.PASS:
        return
    if stage.gate == Gate.G0:
        refuse_unmeasured(enrolment.cycle)
    unmet = [view.criterion for view in views if view.stands_in_the_way]
    if unmet:
        raise RequiredCriteriaNotMet(
            criteria="; ".join(f"“{one.question.rstrip('.')}”" for one in unmet)
        )


def _terms(
    enrolment: CycleEnrolment,
    stage: CycleStage,
    outcome: str,
    decided_on: date,
    extended_until: date | None,
    exit_reason: str,
) -> dict[str, Any]:
    """What an extension or an exit is decided with; nothing for the other outcomes."""
    if outcome == Outcome.EXIT:
        if exit_reason not in ExitReason.values:
            raise ExitReasonMissing()
        return {"exit_reason": exit_reason}
    if outcome != Outcome.EXTEND:
        return {}
    earlier = enrolment.gate_decisions.filter(gate=stage.gate, outcome=Outcome.EXTEND).last()
    if earlier is not None:
        raise ExtendedTwice(
            group=str(enrolment.group), gate=stage.gate, day=date_format(earlier.decided_on)
        )
    latest = latest_extension(decided_on)
    until = extended_until or latest
    if not decided_on < until <= latest:
        raise ExtensionTooLong(months=EXTENSION_MONTHS, latest=date_format(latest))
    return {"extended_until": until}


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
            standing=view.standing,
            told=view.told,
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
