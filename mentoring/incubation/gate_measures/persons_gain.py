"""Whether the bargaining position of the members rose: the persons' verdict (IPT) of a gate.

Read exactly as a report reads it (`evaluations/group_figures.py`, `verdict_of_persons`), but
against the endline alone: a gate does not take a midline for the end.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.incubation.bargaining import Answer, PersonsVerdict
from mentoring.incubation.evaluations.facts import said_of_many
from mentoring.incubation.evaluations.group_figures import (
    PERSONS_INSTRUMENT,
    told_gain,
    verdict_of_persons,
)
from mentoring.incubation.gate_measures.shape import Asked, Verdict
from mentoring.incubation.models import Cycle, CycleInstrument, Measure, RoundKind
from mentoring.incubation.paired import FEWEST

_TOLD = {
    Answer.NOT_SIGNIFICANT: gettext_lazy("The members' gain is not significant by the rule."),
    Answer.DESCRIBE_ONLY: gettext_lazy(
        "Fewer than %(fewest)d members were asked twice: describe only."
    ),
    Answer.CANNOT_SAY: gettext_lazy("Too little was asked twice to say anything."),
}


class PersonsGain:
    """Persons by the IPT rule, read beside the groups' own verdict: G3 needs both.

    A cycle without this instrument about its members has nothing to read.
    """

    code = Measure.PERSONS_GAIN

    def is_here(self, cycle: Cycle) -> bool:
        return cycle.instruments.filter(version__instrument__code=PERSONS_INSTRUMENT).exists()

    def read(self, asked: Sequence[Asked], on: date) -> dict[Asked, Verdict]:
        """A constant number of queries for each 50 groups."""
        cycles = set(
            CycleInstrument.objects.filter(
                cycle__in={one.enrolment.cycle_id for one in asked},
                version__instrument__code=PERSONS_INSTRUMENT,
            ).values_list("cycle", flat=True)
        )
        here = {one.enrolment for one in asked if one.enrolment.cycle_id in cycles}
        said = said_of_many(sorted(here, key=lambda one: one.pk), on)
        found = dict.fromkeys(asked, Verdict(is_met=None, is_here=False))
        for one in asked:
            if one.enrolment.pk in said:
                found[one] = _told(verdict_of_persons(said[one.enrolment.pk], RoundKind.ENDLINE))
        return found


def _told(verdict: PersonsVerdict | None) -> Verdict:
    if verdict is None:
        return Verdict(is_met=None, told=str(_TOLD[Answer.CANNOT_SAY]))
    # Kept with the decision for good: of fewer than five people there is no figure.
    median = told_gain(verdict)
    figure = None if median is None else Decimal(str(round(median, 4)))
    if verdict.answer is Answer.SIGNIFICANT:
        return Verdict(is_met=True, figure=figure)
    is_met = False if verdict.answer is Answer.NOT_SIGNIFICANT else None
    told = _("%(why)s (%(count)d members asked twice)") % {
        "why": _TOLD[verdict.answer] % {"fewest": FEWEST},
        "count": verdict.change.matched,
    }
    return Verdict(is_met=is_met, figure=figure, told=told)
