"""What gates read instead of asking: one plain object for each `Measure`, found by its name.

`verdicts` answers for many groups at once, so that a board of a province asks no more than a
single page. Source of the minima: mentoring.md, section 2 (G0 to G3).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from mentoring.incubation.gate_measures.back_checks import BackChecks
from mentoring.incubation.gate_measures.conflicts import HardConflicts
from mentoring.incubation.gate_measures.evenness import FavoursWeak
from mentoring.incubation.gate_measures.formulas import (
    FormulaAgreed,
    FormulaCovers,
    FormulaDose,
    FormulaReady,
)
from mentoring.incubation.gate_measures.persons_gain import PersonsGain
from mentoring.incubation.gate_measures.reach import BaselineMembers, CensusDone, WeakGroups
from mentoring.incubation.gate_measures.rounds import (
    ItemLevel,
    LowestDimension,
    RoundSubmitted,
    SignificantGain,
)
from mentoring.incubation.gate_measures.shape import Asked, GateMeasure, Verdict
from mentoring.incubation.models import CycleEnrolment, GateCriterion

__all__ = ["MEASURES", "Asked", "GateMeasure", "Verdict", "measured", "verdicts"]

MEASURES: dict[str, GateMeasure] = {
    one.code: one
    for one in (
        RoundSubmitted(),
        LowestDimension(),
        SignificantGain(),
        ItemLevel(),
        CensusDone(),
        BaselineMembers(),
        WeakGroups(),
        BackChecks(),
        FavoursWeak(),
        PersonsGain(),
        HardConflicts(),
        FormulaCovers(),
        FormulaAgreed(),
        FormulaReady(),
        FormulaDose(),
    )
}


def verdicts(asked: Iterable[Asked], on: date) -> dict[Asked, Verdict]:
    """The verdict of every one of `asked` as things stand on `on`; a constant number of queries
    for each measure that occurs, however many groups."""
    found: dict[Asked, Verdict] = {}
    by_measure = sorted(asked, key=lambda one: one.criterion.measure)
    for code, some in groupby(by_measure, key=lambda one: one.criterion.measure):
        found.update(MEASURES[code].read(list(some), on))
    return found


def measured(
    enrolment: CycleEnrolment, criteria: Sequence[GateCriterion], on: date
) -> dict[str, Verdict]:
    """Criterion code -> verdict on `on`, for the criteria of one group that are measured."""
    asked = [Asked(enrolment, one) for one in criteria if one.measure and not one.is_taken_out]
    return {one.criterion.code: verdict for one, verdict in verdicts(asked, on).items()}
