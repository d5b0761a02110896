"""What the plan of a cycle says about a stage: the gate ahead, and the day it should be over.

Pure functions on the rows of one cycle. Source: domain.md, section 8 (the months of two years).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from mentoring.incubation.models import CycleStage


@dataclass(frozen=True)
class Decided:
    """What decisions changed of the plan for the present stage.

    extended_until: the last day of an extension of its gate. returned_on: the day on which a
    decision sent the group back into it.
    """

    extended_until: date | None = None
    returned_on: date | None = None


def gate_ahead(stages: Sequence[CycleStage], state: str) -> str:
    """The gate at the end of `state` or of the first stage after it that has one; "" for none.

    stages: of one cycle, in order.
    """
    at = _position(stages, state)
    return "" if at is None else next((one.gate for one in stages[at:] if one.gate), "")


def planned_end(
    stages: Sequence[CycleStage], state: str, starts_on: date, decided: Decided
) -> date | None:
    """The day on which `state` should be over; None for the last stage and outside the plan.

    starts_on: of the cycle. A group that was sent back has the stage's months once more; an
    extension counts where it is later than the plan.
    """
    at = _position(stages, state)
    if at is None or at + 1 == len(stages):
        return None
    begins, ends = stages[at].starts_month, stages[at + 1].starts_month
    day = starts_on + relativedelta(months=ends)
    if decided.returned_on is not None:
        day = max(day, decided.returned_on + relativedelta(months=max(ends - begins, 1)))
    return max(day, decided.extended_until or day)


def _position(stages: Sequence[CycleStage], state: str) -> int | None:
    return next((at for at, one in enumerate(stages) if one.state == state), None)
