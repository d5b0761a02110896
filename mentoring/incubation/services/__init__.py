"""The verbs of this room."""

from .cycles import change_cycle, move_on, open_cycle, propose_group_for_cycle
from .gates import CriterionInput, CriterionView, decide_gate, gate_criteria, refuse_decider
from .instruments import load_default_instrument, load_instrument
from .rounds import Answer, answer_round, record_round, start_round, submit_round

__all__ = [
    "Answer",
    "CriterionInput",
    "CriterionView",
    "answer_round",
    "change_cycle",
    "decide_gate",
    "gate_criteria",
    "load_default_instrument",
    "load_instrument",
    "move_on",
    "open_cycle",
    "propose_group_for_cycle",
    "record_round",
    "refuse_decider",
    "start_round",
    "submit_round",
]
