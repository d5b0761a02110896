"""The shapes of a measure: what it is asked, and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from mentoring.incubation.models import Cycle, CycleEnrolment, GateCriterion


@dataclass(frozen=True)
class Asked:
    """One criterion for one group. The group comes with its craft centre, the enrolment with
    its cycle and that cycle's instrument."""

    enrolment: CycleEnrolment
    criterion: GateCriterion


@dataclass(frozen=True)
class Verdict:
    """How a measured criterion stands.

    is_met: None where nothing can be said yet. figure: what was compared with the threshold.
    told: a sentence that says what is missing or why nothing can be said, "" for nothing to add.
    is_here: False where the source is not part of this programme: somebody takes the criterion
    out before the baseline, else it stays unmet.
    """

    is_met: bool | None
    figure: Decimal | None = None
    told: str = ""
    is_here: bool = True


class GateMeasure(Protocol):
    code: str

    def is_here(self, cycle: Cycle) -> bool:
        """Whether what it reads is part of this cycle at all."""
        ...

    def read(self, asked: Sequence[Asked], on: date) -> dict[Asked, Verdict]:
        """Every one of `asked` is answered, in a constant number of queries."""
        ...


class AlwaysHere:
    """For what reads this room and those above it."""

    def is_here(self, cycle: Cycle) -> bool:
        return True


def percent(part: int, whole: int) -> Decimal:
    """`part` of `whole` as 0 to 100; `whole` is not 0."""
    return Decimal(100 * part) / whole


def at_least(figure: Decimal, criterion: GateCriterion, told: Any = "") -> Verdict:
    """Met from the criterion's threshold on; without one nothing can be said."""
    if criterion.threshold is None:
        return Verdict(is_met=None, figure=figure)
    is_met = figure >= criterion.threshold
    return Verdict(is_met=is_met, figure=figure, told="" if is_met else str(told))
