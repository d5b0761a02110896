"""Whether what facilitators wrote of their visits was asked again (uji petik)."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring.incubation.gate_measures.shape import AlwaysHere, Asked, Verdict
from mentoring.incubation.models import Measure
from mentoring.sessions.back_check_figures import BackChecksDone, back_checks_of_groups


class BackChecks(AlwaysHere):
    """Every counted visit since the cycle began was in a drum, and what was drawn was asked.

    Lots of a month are drawn after it ended: visits of the running month do not count yet.
    """

    code = Measure.BACK_CHECKS

    def read(self, asked: Sequence[Asked], on: date) -> dict[Asked, Verdict]:
        by_start: dict[date, list[Asked]] = {}
        for one in asked:
            # The groups of one cycle share its start: one question for each cycle.
            by_start.setdefault(one.enrolment.cycle.starts_on, []).append(one)
        found: dict[Asked, Verdict] = {}
        for since, some in by_start.items():
            groups = [one.enrolment.group_id for one in some]
            done = back_checks_of_groups(groups, since=since, until=on.replace(day=1))
            found.update({one: _verdict(done[one.enrolment.group_id]) for one in some})
        return found


def _verdict(done: BackChecksDone) -> Verdict:
    if done.is_done:
        return Verdict(is_met=True)
    told = []
    if done.months_undrawn:
        months = ", ".join(date_format(month, "M Y") for month in done.months_undrawn)
        told.append(_("No lots were drawn for: %(months)s.") % {"months": months})
    if done.drawn > done.answered:
        left = done.drawn - done.answered
        told.append(
            _("%(count)d visits that were drawn are not asked again yet.") % {"count": left}
        )
    return Verdict(is_met=False, told=" ".join(told))
