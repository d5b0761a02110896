"""The nouns of this room: instruments, cycles with their groups, rounds and gates."""

from .cycles import (
    OUTCOME_MEANINGS,
    OUTCOME_MOVES,
    Cycle,
    CycleEnrolment,
    CycleStage,
    EnrolmentState,
    Gate,
    GateCriterion,
    Measure,
    Outcome,
    StagePeriod,
)
from .gates import CriterionAnswer, GateDecision
from .instruments import Dimension, Instrument, InstrumentVersion, Item, in_language
from .rounds import (
    RATERS,
    DimensionScore,
    EmptyKind,
    RaterKind,
    Response,
    Round,
    RoundKind,
    RoundState,
    Score,
)

__all__ = [
    "OUTCOME_MEANINGS",
    "OUTCOME_MOVES",
    "RATERS",
    "CriterionAnswer",
    "Cycle",
    "CycleEnrolment",
    "CycleStage",
    "Dimension",
    "DimensionScore",
    "EmptyKind",
    "EnrolmentState",
    "Gate",
    "GateCriterion",
    "GateDecision",
    "Instrument",
    "InstrumentVersion",
    "Item",
    "Measure",
    "Outcome",
    "RaterKind",
    "Response",
    "Round",
    "RoundKind",
    "RoundState",
    "Score",
    "StagePeriod",
    "in_language",
]
