"""Whether minutes of the craft centre went to the weak as much as to the strong."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from mentoring.incubation.gate_measures.shape import AlwaysHere, Asked, Verdict
from mentoring.incubation.models import Measure
from mentoring.incubation.parts import in_parts
from mentoring.registry.equity import FEWEST
from mentoring.registry.models import EquityMonth


class FavoursWeak(AlwaysHere):
    """C <= 0 by the newest count of the centre. With fewer than ten ranked crafters the programme
    does not ask: the criterion is met and says so."""

    code = Measure.FAVOURS_WEAK

    def read(self, asked: Sequence[Asked], on: date) -> dict[Asked, Verdict]:
        newest: dict[int, EquityMonth] = {}
        for some in in_parts({one.enrolment.group.sentra_id for one in asked}):
            rows = EquityMonth.objects.filter(sentra__in=some, counted_on__lte=on)
            for row in rows.order_by("month"):
                newest[row.sentra_id] = row
        return {one: _verdict(newest.get(one.enrolment.group.sentra_id)) for one in asked}


def _verdict(row: EquityMonth | None) -> Verdict:
    if row is None:
        return Verdict(is_met=None, told=_("Not counted yet. It is counted every night."))
    if row.n < FEWEST:
        told = _("Fewer than %(fewest)d crafters are ranked: this is not asked.")
        return Verdict(is_met=True, told=told % {"fewest": FEWEST})
    if row.index is None:
        return Verdict(is_met=None, told=_("Nothing was shared out yet that could be compared."))
    figure = Decimal(str(round(row.index, 4)))
    told = "" if row.index <= 0 else _("The strong got more than their share of the minutes.")
    return Verdict(is_met=row.index <= 0, figure=figure, told=told)
