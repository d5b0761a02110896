"""The verbs of this room."""

from .answers import Answer, answer_round, reseal_answers
from .criteria import (
    CriterionInput,
    CriterionView,
    change_criterion,
    change_stage,
    gate_criteria,
)
from .cycles import change_cycle, move_on, open_cycle, propose_group_for_cycle
from .gates import decide_gate, latest_extension, refuse_decider
from .instruments import load_default_instrument, load_instrument, load_shipped_instruments
from .rounds import record_round, start_round, submit_round

__all__ = [
    "Answer",
    "CriterionInput",
    "CriterionView",
    "answer_round",
    "change_criterion",
    "change_cycle",
    "change_stage",
    "decide_gate",
    "gate_criteria",
    "latest_extension",
    "load_default_instrument",
    "load_instrument",
    "load_shipped_instruments",
    "move_on",
    "open_cycle",
    "propose_group_for_cycle",
    "record_round",
    "refuse_decider",
    "reseal_answers",
    "start_round",
    "submit_round",
]
